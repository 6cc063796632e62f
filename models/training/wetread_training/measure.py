"""Runs every measure over the exported files and puts them into one report."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np

from .baselines import linear_on_imagenet
from .calibrate import box_scores, sigmoid
from .config import Config
from .datasets import PreparedSet
from .evaluate import decisions, evidence, gate_report, ranking, run_films
from .export import open_session
from .findings import INDEX
from .gate import held_out_scope
from .metrics import auroc


def _phantom_report(
    outputs: dict[str, Any], phantoms: PreparedSet, manifest: dict[str, Any]
) -> dict[str, Any]:
    """On phantoms kept out of training: ranking, decisions and boxes for the findings that they show."""
    films = [phantoms.films[row] for row in phantoms.where("val")]
    report: dict[str, Any] = {"films": len(films), "perFinding": {}}
    boxes = box_scores(outputs["heatmaps"], films, manifest["encoder"]["heatmap"]["boxLevel"])
    for code, j in INDEX.items():
        truth = np.array([film.labels[j] for film in films])
        known = truth >= 0
        if not (truth == 1).any():
            continue
        entry = manifest["encoder"]["findings"][j]
        scale = entry["calibration"]
        chance = sigmoid(outputs["finding_logits"][:, j] * scale["slope"] + scale["intercept"])
        decided = chance >= entry["threshold"]
        report["perFinding"][code] = {
            "positives": int((truth == 1).sum()),
            "auroc": round(auroc(truth[known], chance[known]), 4),
            "found": round(float(decided[truth == 1].mean()), 4),
            "falseAlarms": round(float(decided[truth == 0].mean()), 4) if (truth == 0).any() else None,
            "boxHitAtIoU10": round(float(np.mean([v >= 0.1 for v in boxes[code]])), 4)
            if code in boxes
            else None,
        }
    return report


def _speed(session: Any, size: int) -> dict[str, float]:
    """Median milliseconds of one film, two threads; a noisy figure on a shared machine."""
    image = np.zeros((1, 1, size, size), dtype=np.float32)
    times = []
    for _ in range(12):
        start = time.perf_counter()
        session.run(None, {"image": image})
        times.append((time.perf_counter() - start) * 1000)
    return {"encoderMilliseconds": round(float(np.median(times[2:])), 1)}


def measure(
    out: Path,
    work: Path,
    data: Path,
    config: Config,
    manifest: dict[str, Any],
    nih: PreparedSet,
    phantoms: PreparedSet | None,
    decoder: dict[str, Any],
) -> dict[str, Any]:
    """The whole evaluation as one JSON value."""
    session, size, seed = open_session(out / "encoder.onnx"), config.data.size, config.run.seed
    encoder = manifest["encoder"]
    threshold = encoder["gate"]["acceptThreshold"]
    splits = {split: [nih.films[row] for row in nih.where(split)] for split in ("val", "test")}
    outputs = {split: run_films(session, films, size, f"NIH {split}") for split, films in splits.items()}
    test = outputs["test"]
    named = {"nihValidation": outputs["val"], "nihTest": test}
    for name, films in held_out_scope(data, config.data.limit).items():
        if films:
            named[name] = run_films(session, films, size, name)
    report: dict[str, Any] = {
        "seeds": [seed],
        "findings": ranking(splits["test"], test["finding_logits"], seed),
        "findingsValidation": ranking(splits["val"], outputs["val"]["finding_logits"], seed),
        "decisions": decisions(splits["test"], test, encoder["findings"], seed),
        "evidence": evidence(splits["test"], test, encoder),
        "decoder": decoder,
        "baselines": {"constant": 0.5},
        "speed": _speed(session, size),
    }
    if config.encoder.imagenet:
        scores = linear_on_imagenet(nih, config.encoder.variant, work / f"imagenet-{size}.npy")
        linear = ranking(splits["test"], scores, seed)
        report["baselines"]["imagenetLinear"] = {k: linear[k] for k in ("meanAuroc", "interval95")}
    if phantoms is not None:
        drawn = [phantoms.films[row] for row in phantoms.where("val")]
        named["phantomsHeldOut"] = run_films(session, drawn, size, "phantoms")
        report["phantoms"] = _phantom_report(named["phantomsHeldOut"], phantoms, manifest)
    report["gate"] = gate_report(named, threshold)
    return report
