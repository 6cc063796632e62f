"""What the exported encoder makes of drawn films that were kept out of training."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .calibrate import box_scores, sigmoid
from .datasets import Film
from .evidence import BoxRule
from .findings import INDEX
from .metrics import auroc
from .sessions import Outputs, open_session, run_files

MET = 0.1
"""Overlap (IoU) from which a box counts as met."""


def _share(values: NDArray[np.bool_] | list[bool]) -> float | None:
    return round(float(np.mean(values)), 4) if len(values) else None


def measure_phantoms(outputs: Outputs, films: list[Film], encoder: dict[str, Any]) -> dict[str, Any]:
    """Ranking, decisions and boxes for the findings that the phantoms show; look-alikes (-1) do not count."""
    entries = encoder["findings"]
    rules = [BoxRule(entry["box"]["level"], entry["box"]["grow"]) for entry in entries]
    boxes = box_scores(outputs["heatmaps"], films, rules)
    report: dict[str, Any] = {"films": len(films), "perFinding": {}}
    for code, j in INDEX.items():
        truth = np.array([film.labels[j] for film in films])
        if not (truth == 1).any():
            continue
        scale = entries[j]["calibration"]
        chance = sigmoid(outputs["finding_logits"][:, j] * scale["slope"] + scale["intercept"])
        decided, known = chance >= entries[j]["threshold"], truth >= 0
        ranked = auroc(truth[known], chance[known])
        report["perFinding"][code] = {
            "positives": int((truth == 1).sum()),
            "auroc": None if np.isnan(ranked) else round(ranked, 4),
            "found": _share(decided[truth == 1]),
            "falseAlarms": _share(decided[truth == 0]),
            "boxHitAtIoU10": _share([value >= MET for value in boxes.get(code, [])]),
        }
    return report


def report_phantoms(folder: Path, films: list[Film]) -> dict[str, Any] | None:
    """Through the model folder's ONNX file; `None` where no phantoms were used."""
    if not films:
        return None
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    encoder = manifest["encoder"]
    session = open_session(folder / manifest["files"]["encoder"]["path"])
    outputs = run_files(session, [Path(film.path) for film in films], encoder["input"]["size"], "phantoms")
    return measure_phantoms(outputs, films, encoder)
