"""The films that the generator learns from, as squares without borders, and what the film reader says of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from tqdm import tqdm

from ..datasets import Film, PreparedSet, prepare, read_nih, thin
from ..preprocess import letterbox, read_grey
from ..sessions import Outputs, open_session, run_squares
from ..workbench import ROOT, Bench

KEPT = ("finding_logits", "embedding")
MAPS = "heatmaps"


@dataclass(frozen=True)
class FilmBook:
    """Squares uint8 [N, S, S] with their films, in one order, and the reader's word on each square."""

    films: list[Film]
    images: NDArray[np.uint8]
    logits: NDArray[np.float32]
    embeddings: NDArray[np.float32]
    heat: NDArray[np.float16]

    def where(self, split: str) -> NDArray[np.int64]:
        """Rows of NIH films of a split; "train" also gives the films of other hospitals that belong there."""
        return np.array([row for row, film in enumerate(self.films) if film.split == split], dtype=np.int64)

    def labels(self) -> NDArray[np.float32]:
        return np.array([film.labels for film in self.films], dtype=np.float32)


def is_squarish(film: Film, aspect: float) -> bool:
    with Image.open(film.path) as picture:
        width, height = picture.size
    return max(width, height) <= aspect * min(width, height)


def square_of(path: Path, size: int) -> NDArray[np.uint8]:
    """The middle square of a film, so that no border is learnt as anatomy."""
    grey = read_grey(path)
    height, width = grey.shape
    side = min(height, width)
    top, left = (height - side) // 2, (width - side) // 2
    return np.floor(letterbox(grey[top : top + side, left : left + side], size) + 0.5).astype(np.uint8)


def reader_folder(bench: Bench) -> Path:
    """The film reader's own folder."""
    folder = (ROOT / bench.config.generator.reader).resolve()
    if (folder / "text.onnx").exists():
        return folder
    versions = [path.parent for path in folder.glob("*/text.onnx")]
    return max(versions, key=lambda path: [int(part) for part in path.name.split(".")])


def _prepared(bench: Bench) -> PreparedSet:
    # Here, for `tasks` and `gate` import each other.
    from ..tasks import read_elsewhere

    config = bench.config.generator
    nih = thin(read_nih(bench.data), bench.config.data.limit)
    others = [
        film
        for film in thin(read_elsewhere(bench.data), bench.config.data.limit)
        if film.split == "train" and is_squarish(film, config.aspect)
    ]
    return prepare("generator", [*nih, *others], config.size, bench.work / "prepared", make_square=square_of)


def read_squares(path: Path, images: NDArray[np.uint8], size: int) -> Outputs:
    """The reader's outputs for squares of any size; enlarged as the product would enlarge them."""
    session = open_session(path, threads=1)
    parts: list[Outputs] = []
    for start in tqdm(range(0, len(images), 8), desc="read", mininterval=20):
        squares = [letterbox(image, size) / 255 for image in images[start : start + 8]]
        said = run_squares(session, np.stack(squares).astype(np.float32))
        parts.append({**{name: said[name] for name in KEPT}, MAPS: said[MAPS].astype(np.float16)})
    return {name: np.concatenate([part[name] for part in parts]) for name in (*KEPT, MAPS)}


def load_films(bench: Bench) -> FilmBook:
    """Reads every film once with the reader; a second call takes what the first left in the work folder."""
    prepared = _prepared(bench)
    cache = bench.work / "generator-readings.npz"
    if not cache.exists() or len(np.load(cache)["embedding"]) != len(prepared.films):
        encoder = reader_folder(bench) / "encoder.onnx"
        np.savez(cache, **read_squares(encoder, prepared.images, bench.config.data.size))
    with np.load(cache) as said:
        return FilmBook(
            prepared.films, prepared.images, said["finding_logits"], said["embedding"], said[MAPS]
        )
