"""Grey conversion and letterbox resize: the arithmetic that libs/inference repeats in TypeScript.

No library resampler is used, so that both sides agree to 1e-4 whatever their versions.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Grey = NDArray[np.float64]


@dataclass(frozen=True)
class Letterbox:
    """Where the picture lies in the square: offsets and inner size in pixels of the square."""

    size: int
    left: int
    top: int
    width: int
    height: int

    def box_to_square(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """(x, y, w, h) as fractions of the original picture -> fractions of the square."""
        x, y, w, h = box
        return (
            (self.left + x * self.width) / self.size,
            (self.top + y * self.height) / self.size,
            w * self.width / self.size,
            h * self.height / self.size,
        )


def fit_letterbox(width: int, height: int, size: int) -> Letterbox:
    """Longest side becomes `size`; the other is rounded half up, at least 1; centred, offset floored."""
    scale = size / max(width, height)
    inner_width = min(size, max(1, int(np.floor(width * scale + 0.5))))
    inner_height = min(size, max(1, int(np.floor(height * scale + 0.5))))
    return Letterbox(size, (size - inner_width) // 2, (size - inner_height) // 2, inner_width, inner_height)


@lru_cache(maxsize=256)
def axis_weights(length: int, target: int) -> Grey:
    """Matrix [target, length] that resamples one axis; every row sums to 1.

    Down-scaling averages the source interval [i*r, (i+1)*r), r = length/target, with fractional ends.
    Up-scaling is linear between pixel centres (half-pixel convention), clamped at the ends.
    """
    weights = np.zeros((target, length))
    ratio = length / target
    for i in range(target):
        if target < length:
            start, end = i * ratio, min((i + 1) * ratio, length)
            for j in range(int(np.floor(start)), min(int(np.ceil(end)), length)):
                weights[i, j] = max(0.0, min(end, j + 1) - max(start, j))
            weights[i] /= weights[i].sum()
        else:
            centre = min(max((i + 0.5) * ratio - 0.5, 0.0), length - 1.0)
            low = int(np.floor(centre))
            high = min(low + 1, length - 1)
            weights[i, low] += 1.0 - (centre - low)
            weights[i, high] += centre - low
    return weights


def letterbox(grey: NDArray[np.number], size: int) -> Grey:
    """Grey picture [h, w] in 0..255 -> float64 square [size, size] in 0..255, padding 0."""
    height, width = grey.shape
    fit = fit_letterbox(width, height, size)
    rows = axis_weights(height, fit.height)
    columns = axis_weights(width, fit.width)
    square = np.zeros((size, size))
    square[fit.top : fit.top + fit.height, fit.left : fit.left + fit.width] = (
        rows @ grey.astype(np.float64) @ columns.T
    )
    return square


def read_grey(path: Path) -> NDArray[np.uint8]:
    """Decodes a file to 8-bit grey: 0.299 R + 0.587 G + 0.114 B, rounded half up."""
    with Image.open(path) as picture:
        if picture.mode == "L":
            return np.asarray(picture, dtype=np.uint8)
        rgb = np.asarray(picture.convert("RGB"), dtype=np.float64)
    return np.floor(rgb @ np.array([0.299, 0.587, 0.114]) + 0.5).clip(0, 255).astype(np.uint8)


def load_square(path: Path, size: int) -> NDArray[np.uint8]:
    """A file as a cached 8-bit letterboxed square, and nothing kept of its original size."""
    return np.floor(letterbox(read_grey(path), size) + 0.5).astype(np.uint8)
