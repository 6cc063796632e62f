"""Measures the exported files (not the PyTorch model) on the test patients and held-out pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tqdm import tqdm

from .calibrate import box_scores, sigmoid
from .datasets import Film
from .findings import FINDINGS
from .metrics import auroc, bootstrap_groups, expected_calibration_error, f1, intersection_over_union
from .preprocess import letterbox, read_grey
from .scope_data import GATE_CLASSES

LEAST_POSITIVES = 10
ROUNDS = 1000

Outputs = dict[str, NDArray[np.float32]]


def run_squares(session: onnxruntime.InferenceSession, squares: NDArray[np.float32]) -> Outputs:
    """All outputs for float squares [N, S, S] in 0..1."""
    names = [output.name for output in session.get_outputs()]
    parts = [session.run(None, {"image": squares[i : i + 16, None]}) for i in range(0, len(squares), 16)]
    return {name: np.concatenate([part[j] for part in parts]) for j, name in enumerate(names)}


def run_films(session: onnxruntime.InferenceSession, films: list[Film], size: int, name: str) -> Outputs:
    """All outputs for films read from disk with the float preprocessing of the product."""
    parts: list[Outputs] = []
    for start in tqdm(range(0, len(films), 16), desc=f"read {name}", mininterval=10):
        squares = [letterbox(read_grey(Path(film.path)), size) / 255 for film in films[start : start + 16]]
        parts.append(run_squares(session, np.stack(squares).astype(np.float32)))
    return {key: np.concatenate([part[key] for part in parts]) for key in parts[0]}


def _interval(values: list[float]) -> list[float]:
    kept = [value for value in values if not np.isnan(value)]
    return [round(float(np.quantile(kept, q)), 4) for q in (0.025, 0.975)] if kept else []


def ranking(films: list[Film], scores: NDArray[np.floating], seed: int) -> dict[str, Any]:
    """AUROC per finding and their mean over those with enough positives, with 95 % intervals over patients."""
    labels = np.array([film.labels for film in films])
    draws = bootstrap_groups(np.array([film.group for film in films]), ROUNDS, seed)
    counted = [j for j in range(len(FINDINGS)) if labels[:, j].sum() >= LEAST_POSITIVES]
    table = np.array([[auroc(labels[d, j], scores[d, j]) for j in range(len(FINDINGS))] for d in draws])
    per_finding = {
        code: {
            "positives": int(labels[:, j].sum()),
            "auroc": _rounded(auroc(labels[:, j], scores[:, j])),
            "interval95": _interval(table[:, j].tolist()),
            "counted": j in counted,
        }
        for j, code in enumerate(FINDINGS)
    }
    means = np.nanmean(table[:, counted], axis=1) if counted else np.array([np.nan])
    point = np.mean([auroc(labels[:, j], scores[:, j]) for j in counted]) if counted else np.nan
    return {
        "films": len(films),
        "patients": len({film.group for film in films}),
        "labelsCounted": len(counted),
        "meanAuroc": _rounded(float(point)),
        "interval95": _interval(means.tolist()),
        "perFinding": per_finding,
    }


def _rounded(value: float) -> float | None:
    return None if np.isnan(value) else round(value, 4)


def decisions(
    films: list[Film], outputs: Outputs, findings: list[dict[str, Any]], seed: int
) -> dict[str, Any]:
    """Calibration error and F1 of the decisions at the manifest's thresholds."""
    labels = np.array([film.labels for film in films])
    slopes = np.array([entry["calibration"]["slope"] for entry in findings])
    intercepts = np.array([entry["calibration"]["intercept"] for entry in findings])
    chances = sigmoid(outputs["finding_logits"] * slopes + intercepts)
    decided = chances >= np.array([entry["threshold"] for entry in findings])
    truth = labels > 0
    draws = bootstrap_groups(np.array([film.group for film in films]), ROUNDS, seed)
    return {
        "calibrationError": _rounded(
            float(
                np.mean(
                    [expected_calibration_error(labels[:, j], chances[:, j]) for j in range(len(FINDINGS))]
                )
            )
        ),
        "calibrationErrorPooled": _rounded(expected_calibration_error(labels.ravel(), chances.ravel())),
        "microF1": _rounded(f1(truth.ravel(), decided.ravel())),
        "microF1Interval95": _interval([f1(truth[d].ravel(), decided[d].ravel()) for d in draws]),
        "macroF1": _rounded(float(np.mean([f1(truth[:, j], decided[:, j]) for j in range(len(FINDINGS))]))),
        "calledPerFilm": round(float(decided.sum(axis=1).mean()), 3),
        "labelsPerFilm": round(float(truth.sum(axis=1).mean()), 3),
        "filmsCalledClear": round(float((~decided.any(axis=1)).mean()), 4),
        "filmsLabelledClear": round(float((~truth.any(axis=1)).mean()), 4),
    }


def _hit_share(values: list[float]) -> float:
    return round(float(np.mean([value >= 0.1 for value in values])), 4)


def evidence(films: list[Film], outputs: Outputs, encoder: dict[str, Any]) -> dict[str, Any]:
    """Share of published boxes met by the drawn box at IoU >= .1, and by the finding's fixed search region."""
    level = encoder["heatmap"]["boxLevel"]
    scores = box_scores(outputs["heatmaps"], films, level)
    regions = {entry["code"]: tuple(entry["searchRegion"]) for entry in encoder["findings"]}
    fixed: dict[str, list[float]] = {}
    for film in films:
        for finding, box in film.boxes:
            code = FINDINGS[finding]
            fixed.setdefault(code, []).append(intersection_over_union(regions[code], box))
    per_finding = {
        code: {
            "boxes": len(values),
            "hitAtIoU10": _hit_share(values),
            "meanIoU": round(float(np.mean(values)), 4),
            "searchRegionHitAtIoU10": _hit_share(fixed[code]),
        }
        for code, values in scores.items()
    }

    def mean(key: str) -> float | None:
        return _rounded(
            float(np.mean([entry[key] for entry in per_finding.values()])) if per_finding else np.nan
        )

    return {
        "boxLevel": level,
        "meanHitAtIoU10": mean("hitAtIoU10"),
        "meanSearchRegionHitAtIoU10": mean("searchRegionHitAtIoU10"),
        "perFinding": per_finding,
    }


def accepted(gate_logits: NDArray[np.float32], threshold: float) -> NDArray[np.bool_]:
    x = gate_logits.astype(np.float64)
    x = np.exp(x - x.max(axis=1, keepdims=True))
    return x[:, GATE_CLASSES.index("frontal-chest")] / x.sum(axis=1) >= threshold


def gate_report(named: dict[str, Outputs], threshold: float) -> dict[str, Any]:
    """For each named set: how many pictures, and the share let through."""
    report = {}
    for name, outputs in named.items():
        passed = accepted(outputs["gate_logits"], threshold)
        report[name] = {
            "pictures": len(passed),
            "accepted": int(passed.sum()),
            "acceptedShare": round(float(passed.mean()), 4),
        }
    return report
