"""Temperature and abstaining, chosen on validation questions."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .features import Gathered
from .judge import Replies, right
from .settings import VqaConfig
from .vocabulary import Vocabulary

BINS = 10
OUTSIDE = 0.5
"""Chance of the first class from which a question is left unanswered; the product repeats it."""
Floats = NDArray[np.float64]


def chances(logits: NDArray[np.float32], temperature: float) -> Floats:
    """Softmax of logits over temperature, [Q, A]."""
    scaled = logits.astype(np.float64) / temperature
    scaled -= scaled.max(axis=1, keepdims=True)
    raised = np.exp(scaled)
    return raised / raised.sum(axis=1, keepdims=True)


def confidence(logits: NDArray[np.float32], temperature: float) -> tuple[Floats, NDArray[np.bool_]]:
    """Chance of the likeliest answer, and whether the question is taken for none about the picture."""
    found = chances(logits, temperature)
    return found[:, 1:].max(axis=1), found[:, 0] >= OUTSIDE


def weights_of(gathered: Gathered, replies: Replies) -> Floats:
    """Each set weighs the same, whatever number of questions it has."""
    source = np.array([gathered.sets.pictures[item.picture].source for item in replies.questions])
    counts = {name: int((source == name).sum()) for name in np.unique(source)}
    return np.array([1 / counts[name] for name in source]) / len(counts)


def fit_temperature(
    logits: NDArray[np.float32], good: NDArray[np.bool_], weights: Floats, first: int = 0
) -> float:
    """The temperature at which the likeliest answer's chance says best whether it is right (binary log loss).

    Classes before `first` are none that can be said.
    """

    def loss(temperature: float) -> float:
        sure = chances(logits, temperature)[:, first:].max(axis=1).clip(1e-6, 1 - 1e-6)
        return -float((weights * np.where(good, np.log(sure), np.log(1 - sure))).sum())

    grid = np.exp(np.linspace(np.log(0.3), np.log(5), 80))
    return round(float(min(grid, key=loss)), 4)


def calibration_error(sure: Floats, good: NDArray[np.bool_], weights: Floats) -> float:
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    gaps = [abs(float((weights * (good - sure))[bins == index].sum())) for index in range(BINS)]
    return sum(gaps) / float(weights.sum())


def choose_threshold(
    sure: Floats, good: NDArray[np.bool_], weights: Floats, accuracy: float, least: float
) -> float:
    """The least confidence from which answered questions are right `accuracy` of the time.

    Never so high that less than `least` of the questions are answered.
    """
    order = np.argsort(-sure)
    answered = np.cumsum(weights[order])
    share = np.cumsum((weights * good)[order]) / answered
    enough = np.flatnonzero((share >= accuracy) & (answered >= least))
    place = int(enough[-1]) if len(enough) else int(np.searchsorted(answered, least))
    return round(float(sure[order[min(place, len(order) - 1)]]), 4)


def calibrate(
    config: VqaConfig, gathered: Gathered, vocabulary: Vocabulary, replies: Replies
) -> dict[str, Any]:
    """Temperature, abstain threshold and what they do on validation."""
    good, weights = right(replies, vocabulary), weights_of(gathered, replies)
    temperature = fit_temperature(replies.logits, good, weights, first=1)
    sure, outside = confidence(replies.logits, temperature)
    before, _ = confidence(replies.logits, 1.0)
    threshold = choose_threshold(sure, good, weights, config.answered_accuracy, config.least_answered)
    answered = (sure >= threshold) & ~outside
    return {
        "temperature": temperature,
        "abstainBelow": threshold,
        "validation": {
            "questions": len(good),
            "accuracy": round(float((weights * good).sum()), 4),
            "calibrationError": round(calibration_error(sure, good, weights), 4),
            "calibrationErrorBefore": round(calibration_error(before, good, weights), 4),
            "answered": round(float(weights[answered].sum()), 4),
            "accuracyAnswered": round(
                float((weights * good)[answered].sum() / max(1e-9, weights[answered].sum())), 4
            ),
        },
    }
