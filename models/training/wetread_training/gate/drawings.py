"""Pictures that are no medical images, drawn by formula: what a person may drop into the window by mistake."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Generator = np.random.Generator
WORDS = (
    "patient",
    "report",
    "the",
    "of",
    "and",
    "invoice",
    "total",
    "date",
    "chest",
    "clear",
    "page",
    "2024",
    "12.5",
)


def _canvas(rng: Generator, light: bool | None = None) -> tuple[Image.Image, ImageDraw.ImageDraw, int]:
    """Picture of random shape, its pen, and an ink that stands out from the ground."""
    size = (int(rng.integers(240, 420)), int(rng.integers(240, 420)))
    light = bool(rng.random() < 0.6) if light is None else light
    ground, ink = (int(rng.integers(200, 256)), int(rng.integers(0, 80)))
    if not light:
        ground, ink = ink // 2, ground
    picture = Image.new("L", size, ground)
    return picture, ImageDraw.Draw(picture), ink


def _sentence(rng: Generator, count: int) -> str:
    return " ".join(rng.choice(WORDS) for _ in range(count))


def draw_text_page(rng: Generator) -> Image.Image:
    picture, pen, ink = _canvas(rng)
    height = int(rng.integers(9, 24))
    font = ImageFont.load_default(height)
    margin, top = int(rng.integers(8, 40)), int(rng.integers(8, 40))
    while top < picture.height - 20:
        if rng.random() > 0.12:
            pen.text((margin, top), _sentence(rng, int(rng.integers(2, 14))), fill=ink, font=font)
        top += int(height * 1.35)
    return picture


def draw_chart(rng: Generator) -> Image.Image:
    """Bars, a line, or points, within axes."""
    picture, pen, ink = _canvas(rng)
    left, top, right, bottom = 40, 30, picture.width - 20, picture.height - 40
    pen.line([(left, top), (left, bottom), (right, bottom)], fill=ink, width=2)
    count = int(rng.integers(4, 16))
    heights = top + (bottom - top) * rng.random(count)
    places = np.linspace(left + 10, right - 10, count)
    kind = rng.choice(["bars", "line", "points"])
    if kind == "line":
        pen.line(list(zip(places.tolist(), heights.tolist(), strict=True)), fill=ink, width=3)
    half = (right - left) / count / 3
    for x, y in zip(places, heights, strict=True):
        if kind == "bars":
            pen.rectangle((x - half, y, x + half, bottom), fill=int(rng.integers(40, 200)))
        if kind == "points":
            pen.ellipse((x - 4, y - 4, x + 4, y + 4), fill=ink)
        pen.text((x - 6, bottom + 6), str(rng.integers(0, 99)), fill=ink)
    return picture


def draw_shapes(rng: Generator) -> Image.Image:
    picture, pen, _ = _canvas(rng)
    for _ in range(int(rng.integers(3, 25))):
        x, y = rng.integers(0, picture.width), rng.integers(0, picture.height)
        w, h = rng.integers(10, picture.width // 2, 2)
        form = pen.ellipse if rng.random() < 0.5 else pen.rectangle
        form((int(x), int(y), int(x + w), int(y + h)), fill=int(rng.integers(0, 256)))
    return picture


def smooth_noise(rng: Generator, shape: tuple[int, int], fall: float) -> NDArray[np.float64]:
    """Random field [h, w] in 0..1 whose spectrum falls as 1 / f**fall."""
    rows, columns = np.fft.fftfreq(shape[0])[:, None], np.fft.rfftfreq(shape[1])[None, :]
    strength = np.hypot(rows, columns)
    strength[0, 0] = 1
    phases = rng.random(strength.shape) * 2 * np.pi
    spectrum = strength**-fall * np.exp(1j * phases)
    spectrum[0, 0] = 0
    field = np.fft.irfft2(spectrum, s=shape)
    return (field - field.min()) / max(float(np.ptp(field)), 1e-9)


def draw_texture(rng: Generator) -> Image.Image:
    """Clouds, wood, or weave."""
    shape = (int(rng.integers(200, 400)), int(rng.integers(200, 400)))
    field = smooth_noise(rng, shape, float(rng.uniform(0.6, 2.2)))
    if rng.random() < 0.5:
        field = 0.5 + 0.5 * np.sin(field * rng.uniform(8, 60))
    return Image.fromarray((field * rng.uniform(120, 255)).astype(np.uint8))


def draw_landscape(rng: Generator) -> Image.Image:
    """Sky, sun, and ranges of fractal hills."""
    height, width = int(rng.integers(220, 340)), int(rng.integers(300, 420))
    rows = np.arange(height)[:, None]
    picture = np.broadcast_to(
        np.linspace(rng.uniform(120, 255), rng.uniform(80, 220), height)[:, None], (height, width)
    )
    picture = picture + 40 * (smooth_noise(rng, (height, width), 1.6) - 0.5)
    for layer in range(int(rng.integers(2, 5))):
        ridge = smooth_noise(rng, (1, width), 1.4)[0] * height * 0.35 + height * (0.3 + 0.15 * layer)
        grain = 60 * (smooth_noise(rng, (height, width), 0.9) - 0.5)
        picture = np.where(rows > ridge[None], rng.uniform(20, 160) + grain, picture)
    return Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8))


def draw_checkerboard(rng: Generator) -> Image.Image:
    cell, rows, columns = int(rng.integers(8, 60)), int(rng.integers(4, 12)), int(rng.integers(4, 12))
    low, high = int(rng.integers(0, 100)), int(rng.integers(150, 256))
    board = np.indices((rows, columns)).sum(axis=0) % 2
    return Image.fromarray(np.kron(np.where(board, high, low), np.ones((cell, cell))).astype(np.uint8))


def draw_face(rng: Generator) -> Image.Image:
    """A cartoon head: oval, eyes, mouth, hair."""
    picture, pen, ink = _canvas(rng)
    x, y = picture.width * rng.uniform(0.4, 0.6), picture.height * rng.uniform(0.4, 0.6)
    w, h = picture.width * rng.uniform(0.2, 0.4), picture.height * rng.uniform(0.25, 0.42)
    pen.pieslice((x - w * 1.1, y - h * 1.2, x + w * 1.1, y + h * 0.6), 170, 370, fill=ink)
    pen.ellipse((x - w, y - h, x + w, y + h), fill=int(rng.integers(120, 230)), outline=ink, width=3)
    for side in (-1, 1):
        centre, size = x + side * w * 0.4, w * rng.uniform(0.1, 0.2)
        pen.ellipse(
            (centre - size, y - h * 0.2 - size, centre + size, y - h * 0.2 + size), fill=250, outline=ink
        )
        pen.ellipse(
            (centre - size / 3, y - h * 0.2 - size / 3, centre + size / 3, y - h * 0.2 + size / 3), fill=ink
        )
    pen.line((x, y - h * 0.1, x - w * 0.1, y + h * 0.2, x + w * 0.1, y + h * 0.2), fill=ink, width=2)
    pen.arc((x - w * 0.4, y + h * 0.2, x + w * 0.4, y + h * 0.6), 10, 170, fill=ink, width=4)
    return picture


def draw_handwriting(rng: Generator) -> Image.Image:
    picture, pen, ink = _canvas(rng, light=True)
    for line in range(int(rng.integers(3, 12))):
        base = 20 + line * picture.height / 12
        x = np.linspace(15, picture.width * rng.uniform(0.5, 0.95), 160)
        y = base + 8 * np.sin(np.cumsum(rng.normal(0.6, 0.3, 160))) + rng.normal(0, 1.2, 160)
        pen.line(list(zip(x.tolist(), y.tolist(), strict=True)), fill=ink, width=int(rng.integers(1, 4)))
    return picture


def draw_screen(rng: Generator) -> Image.Image:
    """A window of a program, with a side bar and buttons."""
    picture, pen, ink = _canvas(rng)
    pen.rectangle((0, 0, picture.width, 24), fill=ink)
    pen.rectangle((0, 24, picture.width // 4, picture.height), fill=int(rng.integers(90, 170)))
    for row in range(40, picture.height - 30, 30):
        pen.text((8, row), _sentence(rng, 1), fill=ink)
        pen.rounded_rectangle((picture.width // 3, row, picture.width - 20, row + 22), 6, outline=ink)
        pen.text((picture.width // 3 + 6, row + 5), _sentence(rng, 3), fill=ink)
    return picture


def draw_barcode(rng: Generator) -> Image.Image:
    picture, pen, _ = _canvas(rng, light=True)
    x = 20
    while x < picture.width - 20:
        width = int(rng.integers(1, 8))
        pen.rectangle((x, 40, x + width, picture.height - 60), fill=0)
        x += width + int(rng.integers(2, 8))
    pen.text((40, picture.height - 50), str(rng.integers(10**9)), fill=0, font=ImageFont.load_default(22))
    return picture


def draw_map(rng: Generator) -> Image.Image:
    """Contour lines and roads."""
    shape = (int(rng.integers(240, 400)), int(rng.integers(240, 400)))
    field = smooth_noise(rng, shape, 1.8)
    lines = np.abs((field * rng.uniform(8, 18)) % 1 - 0.5) < 0.06
    picture = Image.fromarray(np.where(lines, 90, 225 - 60 * (field > 0.5)).astype(np.uint8))
    pen = ImageDraw.Draw(picture)
    for _ in range(int(rng.integers(2, 7))):
        ends = rng.random(8) * np.tile([shape[1], shape[0]], 4)
        pen.line(ends.tolist(), fill=int(rng.integers(20, 255)), width=int(rng.integers(2, 8)))
    return picture


DRAWN_KINDS: dict[str, Callable[[Generator], Image.Image]] = {
    "text": draw_text_page,
    "chart": draw_chart,
    "shapes": draw_shapes,
    "texture": draw_texture,
    "landscape": draw_landscape,
    "checkerboard": draw_checkerboard,
    "face": draw_face,
    "handwriting": draw_handwriting,
    "screen": draw_screen,
    "barcode": draw_barcode,
    "map": draw_map,
}

REPORT_ONLY_KINDS = ("screen", "barcode", "map")
"""Kinds that no training picture shows: whether the gate knows more than the formulas it saw."""


def drawn(kind: str, number: int) -> NDArray[np.uint8]:
    """Grey picture [h, w]; the same kind and number always give the same one."""
    seed = [list(DRAWN_KINDS).index(kind), number]
    return np.asarray(DRAWN_KINDS[kind](np.random.default_rng(seed)), dtype=np.uint8)
