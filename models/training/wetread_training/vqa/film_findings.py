"""What the shipped film reader finds on every picture, chest film or not: an attempt, which is not shipped.

SLAKE's chest films are films that the reader was trained on, so its findings there are better than a user's will be.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from ..preprocess import load_square
from ..sessions import open_session
from .sets import QuestionSets

SIZE = 320
VALUES = 42
"""Logit, and heat on either side of the picture, of each finding."""


def _values(logits: NDArray[np.float32], heat: NDArray[np.float32]) -> NDArray[np.float32]:
    middle = heat.shape[2] // 2
    sides = heat[:, :, :middle].max(axis=(1, 2)), heat[:, :, middle:].max(axis=(1, 2))
    return np.concatenate([np.clip(logits, -8, 8) / 4, *sides]).astype(np.float32)


def read_film_findings(reader: Path, sets: QuestionSets, cache: Path) -> NDArray[np.float32]:
    """[pictures, VALUES]; `reader` is the folder of a film reader."""
    if cache.exists():
        return np.load(cache)
    session = open_session(reader / "encoder.onnx", 1)
    rows = []
    for picture in tqdm(sets.pictures, desc="film findings", mininterval=10):
        image = (load_square(picture.path, SIZE) / 255).astype(np.float32)[None, None]
        logits, heat = session.run(["finding_logits", "heatmaps"], {"image": image})
        rows.append(_values(logits[0], heat[0]))
    found = np.stack(rows)
    np.save(cache, found)
    return found
