"""Faults of a frontal film: those that can be undone, those that leave too little, and those that leave nothing."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from .drawings import smooth_noise

Grey = NDArray[np.uint8]
Generator = np.random.Generator

QUARTERS = {"rotated-90": 1, "rotated-180": 2, "rotated-270": 3}


def turn(picture: Grey, quarters: int) -> Grey:
    """Clockwise by `quarters` x 90 degrees."""
    return np.ascontiguousarray(np.rot90(picture, -quarters))


def put_fault(picture: Grey, fault: str) -> Grey:
    """Puts a repairable fault on a picture."""
    return 255 - picture if fault == "inverted" else turn(picture, QUARTERS[fault])


def repair(picture: Grey, fault: str) -> Grey:
    """Takes it away again: `repair(put_fault(p, f), f)` is p, bit for bit."""
    return 255 - picture if fault == "inverted" else turn(picture, -QUARTERS[fault])


def tilt(picture: Grey, rng: Generator, clockwise: bool) -> Grey:
    """Turned 25-65 degrees: no repair helps, the film must be refused as rotated."""
    angle = rng.uniform(25, 65) * (-1 if clockwise else 1)
    return np.asarray(
        Image.fromarray(picture).rotate(angle, Image.Resampling.BILINEAR, expand=bool(rng.random() < 0.5))
    )


def _cut(picture: Grey, left: float, top: float, width: float, height: float) -> Grey:
    """Window given in fractions of the sides."""
    rows, columns = picture.shape
    x, y = int(left * columns), int(top * rows)
    return picture[y : y + max(16, int(height * rows)), x : x + max(16, int(width * columns))]


def _window(picture: Grey, rng: Generator) -> Grey:
    """25-45 % of the side, anywhere."""
    width, height = rng.uniform(0.25, 0.45, 2)
    return _cut(picture, rng.uniform(0, 1 - width), rng.uniform(0, 1 - height), width, height)


def _corner(picture: Grey, rng: Generator) -> Grey:
    width, height = rng.uniform(0.25, 0.42, 2)
    return _cut(picture, rng.choice([0.0, 1 - width]), rng.choice([0.0, 1 - height]), width, height)


def _apex(picture: Grey, rng: Generator) -> Grey:
    width, height = rng.uniform(0.3, 0.45, 2)
    return _cut(picture, rng.uniform(0, 0.08) if rng.random() < 0.5 else 0.95 - width, 0.0, width, height)


def _below(picture: Grey, rng: Generator) -> Grey:
    """The abdomen's side only."""
    height = rng.uniform(0.18, 0.32)
    width = rng.uniform(0.5, 1.0)
    return _cut(picture, rng.uniform(0, 1 - width), 1 - height, width, height)


def _above(picture: Grey, rng: Generator) -> Grey:
    """The neck's side only."""
    height = rng.uniform(0.14, 0.28)
    width = rng.uniform(0.4, 1.0)
    return _cut(picture, rng.uniform(0, 1 - width), 0.0, width, height)


def _one_side(picture: Grey, rng: Generator) -> Grey:
    """A strip with one lung's outer part."""
    width = rng.uniform(0.25, 0.4)
    return _cut(
        picture, 0.0 if rng.random() < 0.5 else 1 - width, rng.uniform(0, 0.2), width, rng.uniform(0.5, 0.8)
    )


CROPS: dict[str, Callable[[Grey, Generator], Grey]] = {
    "window": _window,
    "corner": _corner,
    "apex": _apex,
    "below": _below,
    "above": _above,
    "one-side": _one_side,
}


def _blank(picture: Grey, rng: Generator) -> Grey:
    return np.clip(rng.integers(256) + rng.normal(0, rng.choice([0, 2]), picture.shape), 0, 255).astype(
        np.uint8
    )


def _noise(picture: Grey, rng: Generator) -> Grey:
    """Fine or coarse, with all greys or a few."""
    cell = int(rng.choice([1, 1, 2, 4, 16, 40]))
    shape = (picture.shape[0] // cell + 1, picture.shape[1] // cell + 1)
    levels = rng.normal(rng.uniform(60, 200), rng.uniform(15, 90), shape)
    blocks = np.kron(np.clip(levels, 0, 255), np.ones((cell, cell)))
    return blocks[: picture.shape[0], : picture.shape[1]].astype(np.uint8)


def _ramp(picture: Grey, rng: Generator) -> Grey:
    """A gradient along a line or around a point."""
    rows, columns = np.meshgrid(*(np.linspace(-1, 1, side) for side in picture.shape), indexing="ij")
    angle = rng.uniform(0, 2 * np.pi)
    slope = np.cos(angle) * columns + np.sin(angle) * rows
    if rng.random() < 0.4:
        slope = np.hypot(columns - rng.uniform(-1, 1), rows - rng.uniform(-1, 1)) * rng.choice([-1, 1])
    slope = (slope - slope.min()) / np.ptp(slope)
    low, high = rng.uniform(0, 90), rng.uniform(150, 255)
    return (low + (high - low) * slope).astype(np.uint8)


def _clouds(picture: Grey, rng: Generator) -> Grey:
    """No body in it, only fog."""
    return (smooth_noise(rng, picture.shape, rng.uniform(1.5, 3)) * rng.uniform(60, 255)).astype(np.uint8)


def _washed(picture: Grey, rng: Generator) -> Grey:
    """Contrast of 0.5-3 %, under noise."""
    faint = rng.uniform(15, 240) + (picture - 128.0) * rng.uniform(0.005, 0.03)
    return np.clip(faint + rng.normal(0, rng.uniform(1, 4), picture.shape), 0, 255).astype(np.uint8)


def _blurred(picture: Grey, rng: Generator) -> Grey:
    """No more than 6-14 spots along the side are left."""
    image = Image.fromarray(picture)
    spots = int(rng.integers(6, 15))
    if rng.random() < 0.4:
        return np.asarray(
            image.resize((spots, spots), Image.Resampling.BOX).resize(image.size, Image.Resampling.NEAREST)
        )
    return np.asarray(image.filter(ImageFilter.GaussianBlur(max(picture.shape) / spots / 1.6)))


def _burnt(picture: Grey, rng: Generator) -> Grey:
    """Exposed so that all but a few percent of the picture is black, or white."""
    keep = rng.uniform(0.005, 0.04)
    if rng.random() < 0.5:
        level = np.quantile(picture, 1 - keep)
        return np.where(picture > level, picture, 0).astype(np.uint8)
    level = np.quantile(picture, keep)
    return np.where(picture < level, picture, 255).astype(np.uint8)


def _dark(picture: Grey, rng: Generator) -> Grey:
    """Nothing but a grain of a few grey levels."""
    return rng.integers(0, rng.integers(2, 8), picture.shape).astype(np.uint8)


def _drowned(picture: Grey, rng: Generator) -> Grey:
    """A film under noise many times stronger."""
    mixed = (
        128 + (picture - 128.0) * rng.uniform(0.03, 0.12) + rng.normal(0, rng.uniform(60, 110), picture.shape)
    )
    return np.clip(mixed, 0, 255).astype(np.uint8)


SPOILS: dict[str, Callable[[Grey, Generator], Grey]] = {
    "blank": _blank,
    "noise": _noise,
    "ramp": _ramp,
    "clouds": _clouds,
    "washed": _washed,
    "blurred": _blurred,
    "burnt": _burnt,
    "dark": _dark,
    "drowned": _drowned,
}

REPAIRABLE = {
    **{fault: (fault,) for fault in ("inverted", *QUARTERS)},
    **{f"inverted+{fault}": ("inverted", fault) for fault in QUARTERS},
}
"""Fault name -> the repairs that undo it, in the order in which they are found."""

FAULTS = (
    *REPAIRABLE,
    "tilted:left",
    "tilted:right",
    *(f"cropped:{kind}" for kind in CROPS),
    *(f"unreadable:{kind}" for kind in SPOILS),
)


def class_of(fault: str) -> str:
    """Gate class of a frontal film with this fault; a tilted one goes to the nearest turn's class."""
    if fault.startswith("tilted"):
        return "rotated-90" if fault == "tilted:right" else "rotated-270"
    return fault.partition("+")[0].partition(":")[0]


def apply_fault(picture: Grey, fault: str, rng: Generator) -> Grey:
    """Puts the named fault on a frontal film [h, w]; '' leaves it as it is."""
    if not fault:
        return picture
    if fault in REPAIRABLE:
        for part in REPAIRABLE[fault]:
            picture = put_fault(picture, part)
        return picture
    kind, _, detail = fault.partition(":")
    if kind == "tilted":
        return tilt(picture, rng, detail == "right")
    return np.ascontiguousarray({**CROPS, **SPOILS}[detail](picture, rng))
