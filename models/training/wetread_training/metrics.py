"""The measures of the evaluation, small enough to be checked by hand."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .datasets import Box

Floats = NDArray[np.float64]


def auroc(labels: ArrayLike, scores: ArrayLike) -> float:
    """Chance that a positive scores above a negative, ties half (Mann-Whitney); NaN without both."""
    truth = np.asarray(labels).astype(bool)
    values = np.asarray(scores, dtype=np.float64)
    positives, negatives = int(truth.sum()), int((~truth).sum())
    if not positives or not negatives:
        return float("nan")
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks = (ends - (counts - 1) / 2)[inverse]
    return float((ranks[truth].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def mean_auroc(labels: NDArray[np.number], scores: NDArray[np.number], least: int) -> float:
    """Mean over the columns with at least `least` positives (and one negative)."""
    columns = [j for j in range(labels.shape[1]) if labels[:, j].sum() >= least]
    return float(np.nanmean([auroc(labels[:, j], scores[:, j]) for j in columns]))


def expected_calibration_error(labels: ArrayLike, chances: ArrayLike, bins: int = 10) -> float:
    """Mean gap between stated chance and observed share, over equal-width bins, weighted by their size."""
    truth, stated = np.asarray(labels, dtype=np.float64), np.asarray(chances, dtype=np.float64)
    place = np.minimum((stated * bins).astype(int), bins - 1)
    gap = 0.0
    for index in range(bins):
        inside = place == index
        if inside.any():
            gap += inside.mean() * abs(truth[inside].mean() - stated[inside].mean())
    return float(gap)


def intersection_over_union(a: Box, b: Box) -> float:
    """Both as (x, y, w, h) in the same unit."""
    width = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    height = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0.0
    shared = width * height
    return shared / (a[2] * a[3] + b[2] * b[3] - shared)


def f1(truth: NDArray[np.bool_], decided: NDArray[np.bool_]) -> float:
    """Harmonic mean of precision and recall; 0 when nothing is right."""
    hits = float((truth & decided).sum())
    return 0.0 if hits == 0 else 2 * hits / float(truth.sum() + decided.sum())


def bootstrap_groups(groups: NDArray[np.str_], rounds: int, seed: int) -> list[NDArray[np.int64]]:
    """Row indices of `rounds` resamples of whole groups (patients) with replacement."""
    rng = np.random.default_rng(seed)
    names, inverse = np.unique(groups, return_inverse=True)
    rows = [np.flatnonzero(inverse == index) for index in range(len(names))]
    return [
        np.concatenate([rows[pick] for pick in rng.integers(0, len(names), len(names))])
        for _ in range(rounds)
    ]
