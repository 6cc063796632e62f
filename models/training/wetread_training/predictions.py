"""`predictions.jsonl`: what a model says of pictures, so that `wetread eval --beside` can measure it by its own code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession
from tqdm import tqdm

from .calibrate import sigmoid
from .datasets import Box, read_table
from .dicom_films import is_chest_film, read_dicom_grey
from .evidence import BoxRule, draw_box
from .findings import FINDINGS
from .preprocess import fit_letterbox, letterbox, read_grey
from .sessions import Outputs, open_session, run_squares

DICOM_SET = "dicom"
"""Beside the folders below `cxr/`: the chest films among the DICOM files."""

LEAST_SIDE = 128
"""Smaller pictures are refused by the product before the model sees them."""


def chest_files(data: Path, sets: tuple[str, ...], split: str) -> list[Path]:
    """Pictures of the chest sets; `split` (of NIH's table) may be empty for all."""
    files = []
    for name in sets:
        if name == DICOM_SET:
            files += [
                path for path in sorted((data / name).rglob("*.dcm")) if is_chest_film(path, LEAST_SIDE)
            ]
            continue
        table = data / "cxr" / name / ("labels.tsv" if name == "nih" else "items.tsv")
        for row in read_table(table):
            if split and row.get("split", split) != split:
                continue
            files.append(data / "cxr" / name / "images" / (row["image"] if name == "nih" else row["file"]))
    return [path for path in files if path.exists()]


def _rule(finding: dict[str, Any], encoder: dict[str, Any]) -> BoxRule:
    """Of a manifest of schema 2 and 3, or of 1, where one level served all."""
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
    manifest: dict[str, Any], outputs: Outputs, paths: list[Path], sizes: list[tuple[int, int]], data: Path
) -> Iterator[dict[str, Any]]:
    """One value for each picture."""
    encoder = manifest["encoder"]
    findings = encoder["findings"]
    slopes = np.array([entry["calibration"]["slope"] for entry in findings])
    intercepts = np.array([entry["calibration"]["intercept"] for entry in findings])
    chances = sigmoid(outputs["finding_logits"] * slopes + intercepts)
    for row, path in enumerate(paths):
        width, height = sizes[row]
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


def read_film(path: Path) -> NDArray[np.uint8]:
    return read_dicom_grey(path) if path.suffix == ".dcm" else read_grey(path)


def _run_films(
    session: InferenceSession, paths: list[Path], size: int, name: str
) -> tuple[Outputs, list[tuple[int, int]]]:
    """All outputs, and width and height of each film."""
    parts, sizes = [], []
    for start in tqdm(range(0, len(paths), 8), desc=f"read {name}", mininterval=10):
        films = [read_film(path) for path in paths[start : start + 8]]
        sizes += [(film.shape[1], film.shape[0]) for film in films]
        parts.append(
            run_squares(session, np.stack([letterbox(film, size) / 255 for film in films]).astype(np.float32))
        )
    return {key: np.concatenate([part[key] for part in parts]) for key in parts[0]}, sizes


def write_predictions(model: Path, data: Path, sets: tuple[str, ...], split: str, out: Path) -> int:
    """Runs the encoder of a model folder (schema 1 to 3) over chest films; returns how many."""
    manifest = json.loads((model / "manifest.json").read_text(encoding="utf-8"))
    paths = chest_files(data, sets, split)
    session = open_session(model / manifest["files"]["encoder"]["path"])
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf-8") as handle:
        for start in range(0, len(paths), 256):
            part = paths[start : start + 256]
            size = manifest["encoder"]["input"]["size"]
            outputs, sizes = _run_films(session, part, size, f"{start}+")
            for line in lines_of(manifest, outputs, part, sizes, data):
                handle.write(json.dumps(line) + "\n")
    return len(paths)
