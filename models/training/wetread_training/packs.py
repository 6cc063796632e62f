"""Prepared sets packed small, for a short lease of another machine: WebP pictures and one table a set.

A pack is lossy (quality 82); what is measured in the end reads the original files.
"""

from __future__ import annotations

import io
import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
from PIL import Image
from tqdm import tqdm

from .datasets import Film, PreparedSet

QUALITY = 82


def _encode(square: np.ndarray, side: int) -> bytes:
    picture = Image.fromarray(square)
    if side < picture.width:
        picture = picture.resize(
            (side, side), Image.Resampling.BOX if picture.width % side == 0 else Image.Resampling.LANCZOS
        )
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", quality=QUALITY, method=4)
    return buffer.getvalue()


def write_pack(prepared: PreparedSet, rows: np.ndarray, side: int, path: Path) -> int:
    """Writes `rows` of a set at `side` pixels or less; returns the bytes written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pictures = [
        _encode(np.asarray(prepared.images[row]), side) for row in tqdm(rows, desc=f"pack {path.stem}")
    ]
    films = []
    for row in rows:
        film = asdict(prepared.films[row])
        films.append({**film, "path": Path(film["path"]).name})
    offsets = np.cumsum([0, *(len(picture) for picture in pictures)])
    np.savez(
        path,
        table=np.frombuffer(json.dumps(films).encode(), dtype=np.uint8),
        offsets=offsets,
        pixels=np.frombuffer(b"".join(pictures), dtype=np.uint8),
    )
    return path.stat().st_size


def read_pack(path: Path, size: int) -> PreparedSet:
    """A packed set at `size` pixels; decoded once, then read from the cache beside it."""
    cache = path.with_suffix(f".{size}.npy")
    with np.load(path) as pack:
        table, offsets, pixels = (
            json.loads(pack["table"].tobytes()),
            pack["offsets"],
            pack["pixels"].tobytes(),
        )
    films = [
        Film(**{**row, "boxes": [(finding, tuple(box)) for finding, box in row["boxes"]]}) for row in table
    ]
    if cache.exists():
        return PreparedSet(films, np.load(cache, mmap_mode="r"))
    images = np.zeros((len(table), size, size), dtype=np.uint8)
    for index in range(len(table)):
        with Image.open(io.BytesIO(pixels[offsets[index] : offsets[index + 1]])) as picture:
            grey = picture.convert("L")
            images[index] = np.asarray(
                grey if grey.width == size else grey.resize((size, size), Image.Resampling.BILINEAR)
            )
    np.save(cache, images)
    return PreparedSet(films, images)
