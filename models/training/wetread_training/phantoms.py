"""Reads the phantom set that `libs/phantom/write-training-set` draws (without the PHANTOM mark)."""

from __future__ import annotations

import json
from pathlib import Path

from PIL import Image

from .datasets import Film
from .findings import FINDINGS, INDEX
from .preprocess import fit_letterbox

LOOK_ALIKES = (
    {"Consolidation", "Pneumonia", "Infiltration"},
    {"Mass", "Nodule"},
)
"""Drawn alike and overlapping in the NIH labels: beside one of them the others count as unknown."""

HELD_OUT_EVERY = 5


def _labels(codes: set[str]) -> list[int]:
    labels = [1 if code in codes else 0 for code in FINDINGS]
    for group in LOOK_ALIKES:
        if codes & group:
            for code in group - codes:
                labels[INDEX[code]] = -1
    return labels


def read_phantoms(folder: Path) -> list[Film]:
    """Phantoms with exact boxes; every fifth is kept out of training."""
    films = []
    lines = (folder / "phantoms.jsonl").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        row = json.loads(line)
        path = folder / row["image"]
        with Image.open(path) as picture:
            fit = fit_letterbox(*picture.size, 1024)
        known = [entry for entry in row["findings"] if entry["code"] in INDEX]
        films.append(
            Film(
                path=str(path),
                group=row["image"],
                split="val" if number % HELD_OUT_EVERY == 0 else "train",
                labels=_labels({entry["code"] for entry in known}),
                boxes=[(INDEX[entry["code"]], fit.box_to_square(tuple(entry["box"]))) for entry in known],
                tag="frontal-chest",
            )
        )
    return films
