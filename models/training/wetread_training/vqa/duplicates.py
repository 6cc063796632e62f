"""Training pictures that are (nearly) pictures of the held-out parts: they leave training."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .sets import Picture

SIDE = 28


def thumbnails(squares: NDArray[np.uint8]) -> NDArray[np.float32]:
    """[N, SIDE * SIDE] of zero mean and unit length."""
    count, size = len(squares), squares.shape[1]
    cell = size // SIDE
    cut = squares[:, : cell * SIDE, : cell * SIDE].astype(np.float32)
    small = cut.reshape(count, SIDE, cell, SIDE, cell).mean(axis=(2, 4)).reshape(count, -1)
    small -= small.mean(axis=1, keepdims=True)
    return small / np.maximum(np.linalg.norm(small, axis=1, keepdims=True), 1e-6)


def leaking(pictures: list[Picture], squares: NDArray[np.uint8], likeness: float) -> list[int]:
    """Training and validation pictures that are like a held-out one, and training pictures like a validation one."""
    thumbs = thumbnails(squares)
    splits = np.array([picture.split for picture in pictures])
    found: set[int] = set()
    for watched, kept in (("train", "test"), ("val", "test"), ("train", "val")):
        rows, against = np.flatnonzero(splits == watched), np.flatnonzero(splits == kept)
        if len(rows) and len(against):
            nearest = (thumbs[rows] @ thumbs[against].T).max(axis=1)
            found |= {int(row) for row in rows[nearest >= likeness]}
    return sorted(found)
