"""Reads the data folders' tables and caches letterboxed pictures as 8-bit arrays."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from tqdm import tqdm

from .findings import FINDINGS, INDEX
from .preprocess import fit_letterbox, load_square

Box = tuple[float, float, float, float]
Item = TypeVar("Item")


@dataclass
class Film:
    """One picture and what is known of it. Boxes are fractions of the letterboxed square."""

    path: str
    group: str
    """Patient, or whatever must not be divided between splits."""
    split: str
    labels: list[int] = field(default_factory=list)
    boxes: list[tuple[int, Box]] = field(default_factory=list)
    tag: str = ""
    """Gate class, or the set's own label."""
    tasks: dict[str, int] = field(default_factory=dict)
    """Class of each auxiliary task that the set tells of (`tasks.py`)."""


@dataclass
class PreparedSet:
    """Films with their pictures as uint8 [N, size, size]."""

    films: list[Film]
    images: NDArray[np.uint8]

    def where(self, split: str) -> NDArray[np.int64]:
        return np.array([i for i, film in enumerate(self.films) if film.split == split], dtype=np.int64)

    def labels(self) -> NDArray[np.float32]:
        return np.array([film.labels for film in self.films], dtype=np.float32)

    def groups(self) -> NDArray[np.str_]:
        return np.array([film.group for film in self.films])


def read_table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t"))


def read_nih(data: Path) -> list[Film]:
    """NIH films with labels; boxes are moved from the original picture into the square."""
    folder = data / "cxr" / "nih"
    boxes: dict[str, list[tuple[int, Box]]] = {}
    for row in read_table(folder / "boxes.tsv"):
        box = (float(row["x"]), float(row["y"]), float(row["w"]), float(row["h"]))
        boxes.setdefault(row["image"], []).append((INDEX[row["finding"]], box))
    films = []
    for row in read_table(folder / "labels.tsv"):
        path = folder / "images" / row["image"]
        with Image.open(path) as picture:
            fit = fit_letterbox(*picture.size, 1024)
        films.append(
            Film(
                path=str(path),
                group=row["patient"],
                split=row["split"],
                labels=[int(row[code]) for code in FINDINGS],
                boxes=[(code, fit.box_to_square(box)) for code, box in boxes.get(row["image"], [])],
            )
        )
    return films


def thin(films: list[Item], limit: int) -> list[Item]:
    """At most `limit` of the films, spread evenly over the table; 0 = all."""
    if not limit or len(films) <= limit:
        return films
    return [films[int(i)] for i in np.linspace(0, len(films) - 1, limit)]


def prepare(
    name: str,
    films: list[Film],
    size: int,
    folder: Path,
    make_square: Callable[[Path, int], NDArray[np.uint8]] = load_square,
) -> PreparedSet:
    """Letterboxes every film once; a second call with the same films reads the cache."""
    folder.mkdir(parents=True, exist_ok=True)
    table, pixels = folder / f"{name}-{size}.json", folder / f"{name}-{size}.npy"
    described = json.dumps([asdict(film) for film in films])
    if table.exists() and pixels.exists() and table.read_text(encoding="utf-8") == described:
        return PreparedSet(films, np.load(pixels, mmap_mode="r"))
    images = np.zeros((len(films), size, size), dtype=np.uint8)
    for index, film in enumerate(tqdm(films, desc=f"prepare {name}", unit="film")):
        images[index] = make_square(Path(film.path), size)
    np.save(pixels, images)
    table.write_text(described, encoding="utf-8")
    return PreparedSet(films, images)
