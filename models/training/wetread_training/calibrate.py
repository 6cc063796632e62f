"""Platt calibration and thresholds on validation patients; box level and search regions of the evidence."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional as F

from .datasets import Box, Film
from .evidence import BoxRule, draw_box
from .findings import FINDINGS, INDEX
from .metrics import f1, intersection_over_union

SLOPE_PRIOR = 4.0
"""Weight (in films) that pulls each finding's slope to the common one: validation has few positives."""

CALL_LIMIT = 1.5
"""A threshold may call at most this many times the finding's own share of films."""

RARE_POSITIVES, RARE_THRESHOLD = 5, 0.3
"""With fewer positives than this in validation no threshold can be chosen; this careful one is taken."""

BOX_RULES = tuple(BoxRule(level, grow) for level in (0.4, 0.5, 0.6, 0.7, 0.8) for grow in (0.8, 1.0, 1.25))
PLAIN_RULE = BoxRule(0.6)
LEAST_BOXES = 8

LUNG_REGION: Box = (0.08, 0.08, 0.84, 0.8)
HERNIA_REGION: Box = (0.3, 0.5, 0.4, 0.4)


def sigmoid(x: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1.0 / (1.0 + np.exp(-np.clip(x, -60, 60)))


def fit_platt(
    logits: NDArray[np.float64], labels: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Slopes and intercepts [14] of p = sigmoid(a * logit + b), slopes held near their common value.

    Labels are softened as Platt (1999) proposes, so that a finding with two positives stays finite.
    """
    x = torch.from_numpy(logits).double()
    y = torch.from_numpy(labels).double()
    positives, count = y.sum(dim=0), float(len(y))
    target = torch.where(y > 0, (positives + 1) / (positives + 2), 1 / (count - positives + 2))
    common = torch.tensor(0.0, dtype=torch.float64, requires_grad=True)
    extra = torch.zeros(x.shape[1], dtype=torch.float64, requires_grad=True)
    intercept = torch.zeros(x.shape[1], dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([common, extra, intercept], max_iter=300, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        chance = x * (common + extra).exp() + intercept
        loss = (
            F.binary_cross_entropy_with_logits(chance, target, reduction="sum")
            + SLOPE_PRIOR * extra.square().sum()
        )
        loss.backward()
        return loss

    optimiser.step(closure)
    return (common + extra).exp().detach().numpy(), intercept.detach().numpy()


def choose_threshold(labels: NDArray[np.bool_], chances: NDArray[np.float64]) -> float:
    """The bar with the best F1 among those that do not call far more films than have the finding."""
    if labels.sum() < RARE_POSITIVES:
        return RARE_THRESHOLD
    allowed = CALL_LIMIT * max(labels.mean(), 1 / len(labels))
    best, chosen = -1.0, float(chances.max())
    for bar in np.unique(chances):
        decided = chances >= bar
        score = f1(labels, decided)
        if decided.mean() <= allowed and score > best:
            best, chosen = score, float(bar)
    below = chances[chances < chosen]
    # Half-way to the next film below, so that the bar does not sit on one film's very value.
    return float((chosen + below.max()) / 2) if len(below) else chosen


def search_regions(films: list[Film]) -> list[Box]:
    """Where each finding is looked for: the 5 %-95 % extent of its training boxes, or anatomy where none exist."""
    regions: list[Box] = []
    for code in FINDINGS:
        boxes = np.array([box for film in films for finding, box in film.boxes if finding == INDEX[code]])
        if len(boxes) >= 5:
            left, top = np.quantile(boxes[:, 0], 0.05), np.quantile(boxes[:, 1], 0.05)
            right = np.quantile(boxes[:, 0] + boxes[:, 2], 0.95)
            bottom = np.quantile(boxes[:, 1] + boxes[:, 3], 0.95)
            regions.append((float(left), float(top), float(right - left), float(bottom - top)))
        else:
            regions.append(HERNIA_REGION if code == "Hernia" else LUNG_REGION)
    return regions


def box_scores(heat: NDArray[np.float32], films: list[Film], rules: list[BoxRule]) -> dict[str, list[float]]:
    """IoU of the drawn box with each published one, by finding. `heat` [N, 14, H, W] in 0..1."""
    scores: dict[str, list[float]] = {}
    for row, film in enumerate(films):
        for finding, box in film.boxes:
            drawn = draw_box(heat[row, finding], rules[finding])
            scores.setdefault(FINDINGS[finding], []).append(intersection_over_union(drawn, box))
    return scores


def mean_hit(scores: dict[str, list[float]]) -> float:
    """Share of boxes met at IoU >= .1, mean over findings."""
    return float(np.mean([np.mean([value >= 0.1 for value in values]) for values in scores.values()]))


def choose_box_rules(heat: NDArray[np.float32], films: list[Film]) -> list[BoxRule]:
    """For each finding the rule whose boxes hit (IoU >= .1) most often, and lie best; the plain one without boxes.

    `heat` should come from models that never saw these films: on films learnt by heart the maps are sharper.
    """
    places = [
        [(row, box) for row, film in enumerate(films) for f, box in film.boxes if f == j]
        for j in range(len(FINDINGS))
    ]

    def quality(finding: int, rule: BoxRule) -> float:
        found = [
            intersection_over_union(draw_box(heat[row, finding], rule), box) for row, box in places[finding]
        ]
        return float(np.mean([value >= 0.1 for value in found]) + 0.3 * np.mean(found))

    return [
        max(BOX_RULES, key=lambda rule: quality(j, rule)) if len(places[j]) >= LEAST_BOXES else PLAIN_RULE
        for j in range(len(FINDINGS))
    ]


def calibrate(
    logits: NDArray[np.float64],
    heat: NDArray[np.float32],
    films: list[Film],
    training: list[Film],
    training_heat: NDArray[np.float32] | None = None,
) -> dict[str, Any]:
    """Everything the manifest says of the findings, from validation outputs.

    `training_heat` are maps of the training films by cross-fitted teachers; box rules are chosen on them, there
    being ten times as many boxes as in validation. Without teachers they are chosen on validation.
    """
    labels = np.array([film.labels for film in films], dtype=np.float64)
    slopes, intercepts = fit_platt(logits, labels)
    chances = sigmoid(logits * slopes + intercepts)
    regions = search_regions(training)
    rules = (
        choose_box_rules(heat, films) if training_heat is None else choose_box_rules(training_heat, training)
    )
    findings = [
        {
            "code": code,
            "threshold": round(choose_threshold(labels[:, j] > 0, chances[:, j]), 4),
            "calibration": {"slope": round(float(slopes[j]), 5), "intercept": round(float(intercepts[j]), 5)},
            "searchRegion": [round(value, 4) for value in regions[j]],
            "box": {"level": rules[j].level, "grow": rules[j].grow},
        }
        for j, code in enumerate(FINDINGS)
    ]
    report = {"boxHitOnValidation": round(mean_hit(box_scores(heat, films, rules)), 4)}
    print(report, flush=True)
    return {"findings": findings, "report": report}
