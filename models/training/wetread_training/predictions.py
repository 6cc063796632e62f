"""`predictions.jsonl`: what a model says of pictures, so that `wetread eval --beside` can measure it by its own code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from .calibrate import sigmoid
from .datasets import Box, read_table
from .evidence import BoxRule, draw_box
from .findings import FINDINGS
from .preprocess import fit_letterbox
from .sessions import Outputs, open_session, run_files

CHEST_SETS = ("nih", "hannover", "kermany", "tb_nlm128")


def chest_files(data: Path, sets: tuple[str, ...], split: str) -> list[Path]:
    """Pictures of the chest sets; `split` (of NIH's table) may be empty for all."""
    files = []
    for name in sets:
        table = data / "cxr" / name / ("labels.tsv" if name == "nih" else "items.tsv")
        for row in read_table(table):
            if split and row.get("split", split) != split:
                continue
            files.append(data / "cxr" / name / "images" / (row["image"] if name == "nih" else row["file"]))
    return [path for path in files if path.exists()]


def _rule(finding: dict[str, Any], encoder: dict[str, Any]) -> BoxRule:
    """Of a manifest of schema 2, or of 1, where one level served all."""
    box = finding.get("box")
    return BoxRule(box["level"], box["grow"]) if box else BoxRule(encoder["heatmap"]["boxLevel"])


def box_to_picture(box: Box, width: int, height: int) -> Box:
    """Fractions of the square -> fractions of the picture, cut at its edges."""
    fit = fit_letterbox(width, height, 1024)

    def cut(value: float) -> float:
        return min(1.0, max(0.0, value))

    left, top = (
        cut((box[0] * fit.size - fit.left) / fit.width),
        cut((box[1] * fit.size - fit.top) / fit.height),
    )
    right = cut(((box[0] + box[2]) * fit.size - fit.left) / fit.width)
    bottom = cut(((box[1] + box[3]) * fit.size - fit.top) / fit.height)
    return left, top, right - left, bottom - top


def _softmax(row: NDArray[np.float32]) -> NDArray[np.float64]:
    powers = np.exp(row.astype(np.float64) - row.max())
    return powers / powers.sum()


def lines_of(
    manifest: dict[str, Any], outputs: Outputs, paths: list[Path], data: Path
) -> Iterator[dict[str, Any]]:
    """One value for each picture."""
    encoder = manifest["encoder"]
    findings = encoder["findings"]
    slopes = np.array([entry["calibration"]["slope"] for entry in findings])
    intercepts = np.array([entry["calibration"]["intercept"] for entry in findings])
    chances = sigmoid(outputs["finding_logits"] * slopes + intercepts)
    for row, path in enumerate(paths):
        with Image.open(path) as picture:
            width, height = picture.size
        boxes = {
            code: [
                round(v, 5)
                for v in box_to_picture(
                    draw_box(outputs["heatmaps"][row, j], _rule(findings[j], encoder)), width, height
                )
            ]
            for j, code in enumerate(FINDINGS)
        }
        line = {
            "image": path.relative_to(data).as_posix(),
            "probabilities": {code: round(float(chances[row, j]), 6) for j, code in enumerate(FINDINGS)},
            "boxes": boxes,
            "gate": dict(
                zip(
                    encoder["gate"]["classes"],
                    (round(float(v), 5) for v in _softmax(outputs["gate_logits"][row])),
                    strict=True,
                )
            ),
        }
        if "novelty" in outputs:
            line["novelty"] = round(float(outputs["novelty"][row]), 5)
        yield line


def write_predictions(model: Path, data: Path, sets: tuple[str, ...], split: str, out: Path) -> int:
    """Runs the encoder of a model folder (schema 1 or 2) over chest films; returns how many."""
    manifest = json.loads((model / "manifest.json").read_text(encoding="utf-8"))
    paths = chest_files(data, sets, split)
    session = open_session(model / manifest["files"]["encoder"]["path"])
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf-8") as handle:
        for start in range(0, len(paths), 256):
            part = paths[start : start + 256]
            outputs = run_files(session, part, manifest["encoder"]["input"]["size"], f"{start}+")
            for line in lines_of(manifest, outputs, part, data):
                handle.write(json.dumps(line) + "\n")
    return len(paths)
