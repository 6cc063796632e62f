"""One rendering of one picture, described so that it can be repeated, and so that its features can be cached."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ..preprocess import fit_letterbox, letterbox, read_grey
from .disguise import alter_content, alter_copy
from .drawings import drawn
from .faults import apply_fault, repair
from .photographs import photograph

Grey = NDArray[np.uint8]


@dataclass(frozen=True)
class Job:
    """`altered` disguises the source; `fault` is one of `faults.FAULTS` or ''; `repairs` are undone at the end."""

    path: str
    fault: str = ""
    seed: int = 0
    altered: bool = False
    repairs: tuple[str, ...] = ()


def load(path: str) -> Grey:
    """Grey picture [h, w] of a file, a drawing or a bundled photograph."""
    kind, _, rest = path.partition(":")
    if kind == "drawn":
        name, _, number = rest.partition(":")
        return drawn(name, int(number))
    return photograph(rest) if kind == "photo" else read_grey(Path(path))


def _part_of_photograph(picture: Grey, rng: np.random.Generator) -> Grey:
    """A random half or more: a handful of photographs must do for many."""
    height, width = (rng.uniform(0.45, 1.0, 2) * picture.shape).astype(int)
    top, left = rng.integers(0, picture.shape[0] - height + 1), rng.integers(0, picture.shape[1] - width + 1)
    return picture[top : top + height, left : left + width]


def render(job: Job) -> Grey:
    """The picture [h, w] as it would arrive. The order: film, fault, copy of the film, repairs."""
    rng = np.random.default_rng([job.seed, zlib.crc32(f"{Path(job.path).name}|{job.fault}".encode())])
    picture = load(job.path)
    if job.altered:
        if job.path.startswith("photo:"):
            picture = _part_of_photograph(picture, rng)
        picture = alter_content(picture, rng)
    picture = apply_fault(picture, job.fault, rng)
    if job.altered:
        picture = alter_copy(picture, rng)
    for fault in job.repairs:
        picture = repair(picture, fault)
    return picture


def _quick_square(picture: Grey, size: int) -> Grey:
    """The letterbox with Pillow's resampler: training copies need not agree to the last digit."""
    fit = fit_letterbox(picture.shape[1], picture.shape[0], size)
    down = max(picture.shape) > size
    inner = Image.fromarray(picture).resize(
        (fit.width, fit.height), Image.Resampling.BOX if down else Image.Resampling.BILINEAR
    )
    square = np.zeros((size, size), dtype=np.uint8)
    square[fit.top : fit.top + fit.height, fit.left : fit.left + fit.width] = np.asarray(inner)
    return square


def square(job: Job, size: int) -> NDArray[np.float32]:
    """[size, size] in 0..1; for unaltered pictures the product's own arithmetic."""
    picture = render(job)
    grey = _quick_square(picture, size) if job.altered else letterbox(picture, size)
    return (grey / 255).astype(np.float32)
