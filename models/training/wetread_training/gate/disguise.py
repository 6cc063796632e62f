"""Alterations that keep a picture's class and hide where it comes from.

Each source has its own resolution, border, burned-in text, squashing, JPEG quality and sharpness. Without these
alterations a gate learns the source, and refuses the next hospital's films.
"""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont, ImageOps

Grey = NDArray[np.uint8]
Generator = np.random.Generator

MOST_TURN = 12.0
"""Degrees to either side within which a film still counts as upright."""

LONGEST = 448
"""Working size of altered pictures: the model's input is smaller."""

_LABELS = (
    "L",
    "R",
    "PORTABLE",
    "AP",
    "PA",
    "UPRIGHT",
    "SUPINE",
    "ERECT",
    "LT",
    "RT",
    "CHEST",
    "8:42",
    "kV 120",
    "ID 0417",
)


def shrink(picture: Grey, longest: int = LONGEST) -> Grey:
    scale = longest / max(picture.shape)
    if scale >= 1:
        return picture
    size = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
    return np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.BOX))


def bend(picture: Grey, rng: Generator, most_turn: float = MOST_TURN) -> Grey:
    """Turn up to `most_turn` degrees, zoom .92-1.12, squash .85-1.18, shift 4 %; the corners become black."""
    height, width = picture.shape
    aspect = float(np.exp(rng.uniform(np.log(0.85), np.log(1.18)))) if rng.random() < 0.7 else 1.0
    out_width, out_height = max(8, round(width * aspect**0.5)), max(8, round(height / aspect**0.5))
    angle = np.deg2rad(rng.uniform(-most_turn, most_turn)) if rng.random() < 0.7 else 0.0
    zoom = rng.uniform(0.92, 1.12)
    shift = rng.uniform(-0.04, 0.04, 2) * (width, height)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]) / zoom
    # Undo the squashing first, so that the turn is a turn of the body and not of the squashed picture.
    matrix = turn @ np.diag([width / out_width, height / out_height])
    offset = np.array([width, height]) / 2 + shift - matrix @ (np.array([out_width, out_height]) / 2)
    terms = (*matrix[0], offset[0], *matrix[1], offset[1])
    bent = Image.fromarray(picture).transform(
        (out_width, out_height), Image.Transform.AFFINE, terms, Image.Resampling.BILINEAR
    )
    return np.asarray(bent)


def trim(picture: Grey, rng: Generator) -> Grey:
    """Cuts up to 7 % from each side."""
    height, width = picture.shape
    top, bottom = (rng.uniform(0, 0.07, 2) * height).astype(int)
    left, right = (rng.uniform(0, 0.07, 2) * width).astype(int)
    return picture[top : height - bottom, left : width - right]


def regrade(picture: Grey, rng: Generator) -> Grey:
    """Gamma, contrast, brightness, equalisation, noise."""
    if rng.random() < 0.12:
        image = Image.fromarray(picture)
        picture = np.asarray(
            ImageOps.equalize(image) if rng.random() < 0.5 else ImageOps.autocontrast(image, 1)
        )
    values = np.linspace(0, 1, 256) ** np.exp(rng.uniform(np.log(0.6), np.log(1.6)))
    values = (values - 0.5) * rng.uniform(0.65, 1.3) + 0.5 + rng.uniform(-0.13, 0.13)
    table = np.clip(values * 255, 0, 255).astype(np.uint8)
    graded = table[picture]
    if rng.random() < 0.3:
        noise = rng.normal(0, rng.uniform(1, 7), picture.shape)
        graded = np.clip(graded + noise, 0, 255).astype(np.uint8)
    return graded


def resharpen(picture: Grey, rng: Generator) -> Grey:
    """A lower resolution, a soft blur, or an unsharp mask."""
    image, kind = Image.fromarray(picture), rng.random()
    if kind < 0.4:
        scale = min(1.0, rng.uniform(80, 240) / max(picture.shape))
        size = (max(8, round(image.width * scale)), max(8, round(image.height * scale)))
        return np.asarray(image.resize(size, Image.Resampling.BOX))
    if kind < 0.5:
        return np.asarray(image.filter(ImageFilter.GaussianBlur(rng.uniform(0.4, 1.6))))
    if kind < 0.65:
        return np.asarray(
            image.filter(ImageFilter.UnsharpMask(rng.uniform(1, 4), int(rng.integers(40, 160)), 0))
        )
    return picture


def frame(picture: Grey, rng: Generator) -> Grey:
    """A border of one grey, mostly black, up to 12 % on each side."""
    fill = int(rng.choice([0, 0, 0, 255, int(rng.integers(0, 256))]))
    sides = rng.uniform(0, 0.12, 4) * (rng.random(4) < 0.6) * np.repeat(picture.shape, 2)
    top, bottom, left, right = sides.astype(int)
    return np.pad(picture, ((top, bottom), (left, right)), constant_values=fill)


def mark(picture: Grey, rng: Generator) -> Grey:
    """Letters near the edges, sometimes a box or an arrow: as burned in by devices and by teachers."""
    image = Image.fromarray(picture)
    pen = ImageDraw.Draw(image)
    for _ in range(int(rng.integers(1, 4))):
        font = ImageFont.load_default(max(7, int(min(image.size) * rng.uniform(0.03, 0.09))))
        x, y = rng.uniform(0.01, 0.2, 2) * image.size
        x, y = (
            x if rng.random() < 0.5 else image.width * 0.8 - x,
            y if rng.random() < 0.6 else image.height * 0.94 - y,
        )
        ink = 255 if rng.random() < 0.8 else 0
        pen.text((x, y), str(rng.choice(_LABELS)), fill=ink, font=font)
    if rng.random() < 0.25:
        x, y = rng.uniform(0.2, 0.8, 2) * image.size
        pen.line((x, y, x + rng.uniform(-40, 40), y + rng.uniform(-40, 40)), fill=255, width=3)
    return np.asarray(image)


def recompress(picture: Grey, rng: Generator) -> Grey:
    """Through JPEG of quality 25-95."""
    held = io.BytesIO()
    Image.fromarray(picture).save(held, "JPEG", quality=int(rng.integers(25, 96)))
    return np.asarray(Image.open(held).convert("L"))


def alter_content(picture: Grey, rng: Generator) -> Grey:
    """What happens to the film itself, before a fault is put on it."""
    picture = shrink(picture)
    if rng.random() < 0.4:
        picture = trim(picture, rng)
    if rng.random() < 0.85:
        picture = bend(picture, rng)
    return regrade(picture, rng) if rng.random() < 0.85 else picture


def alter_copy(picture: Grey, rng: Generator) -> Grey:
    """What happens to the copy of a film, after the fault."""
    if rng.random() < 0.7:
        picture = resharpen(picture, rng)
    if rng.random() < 0.35:
        picture = frame(picture, rng)
    if rng.random() < 0.4:
        picture = mark(picture, rng)
    return recompress(picture, rng) if rng.random() < 0.5 else picture
