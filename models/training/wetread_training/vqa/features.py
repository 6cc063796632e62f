"""Stage `vqa-features`: pictures letterboxed, varied, and read once by the trunk's first stages, which stay fixed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from tqdm import tqdm

from ..augment import Dice, augment
from ..efficientnet import EfficientNetLite, load_imagenet_weights
from ..export import export_image_graph
from ..preprocess import load_square
from ..sessions import open_session
from ..vision import GREY_MEAN, GREY_STD
from .duplicates import leaking
from .sets import Picture, QuestionSets, only, read_sets
from .settings import VqaConfig

FRONT_STAGES = 5
"""Trunk stages that stay as ImageNet left them; their output has stride 16."""
FLIP = {"vqa-med": 0.5}
"""VQA-Med asks for no side; in the other sets a mirrored picture would make the answer wrong."""


class Front(nn.Module):
    """`image` [N, 1, S, S] in 0..1 -> early features [N, C, S / 16, S / 16]."""

    def __init__(self, trunk: EfficientNetLite) -> None:
        super().__init__()
        self.trunk, self.last = trunk, trunk.stage_ends[FRONT_STAGES - 1]

    def forward(self, image: Tensor) -> Tensor:
        x = self.trunk.act(self.trunk._bn0(self.trunk._conv_stem((image - GREY_MEAN) / GREY_STD)))
        for block in self.trunk._blocks[: self.last]:
            x = block(x)
        return x


def imagenet_trunk(config: VqaConfig) -> EfficientNetLite:
    """The trunk with published weights; random ones of a fixed seed for the smoke run."""
    torch.manual_seed(0)
    trunk = EfficientNetLite(config.variant)
    if config.imagenet:
        trunk.load_imagenet(load_imagenet_weights(config.variant))
    return trunk.eval()


@dataclass
class Gathered:
    sets: QuestionSets
    features: NDArray[np.float16]
    """[rows, C, s, s]"""
    first: NDArray[np.int64]
    """Row of each picture as it is; its varied copies follow."""
    copies: NDArray[np.int64]
    """How many varied copies follow."""
    dropped: int
    """Training pictures left out because a held-out picture is like them."""
    deep: NDArray[np.float16] | None = None
    """What a fixed trunk end makes of `features`, row by row."""
    findings: NDArray[np.float32] | None = None
    """[pictures, VALUES] of `film_findings`, where an attempt uses them."""


def gather(config: VqaConfig, data: Path) -> tuple[QuestionSets, NDArray[np.uint8], int]:
    """Sets and squares without the pictures that would leak."""
    sets = read_sets(data, config.limit, config.nih)
    squares = np.stack(
        [
            load_square(picture.path, config.size)
            for picture in tqdm(sets.pictures, desc="letterbox", mininterval=10)
        ]
    )
    leaks = set(leaking(sets.pictures, squares, config.likeness))
    kept = [index for index in range(len(squares)) if index not in leaks]
    return only(sets, kept), squares[kept], len(leaks)


def _copies(config: VqaConfig, picture: Picture) -> int:
    if picture.split != "train":
        return 0
    return {"vqa-med": config.med_copies, "nih": config.nih_copies}.get(picture.source, config.copies)


def _described(config: VqaConfig, sets: QuestionSets) -> str:
    told = [
        config.variant,
        config.imagenet,
        config.size,
        config.likeness,
        config.copies,
        config.med_copies,
        config.nih_copies,
        [(p.source, p.name, p.split) for p in sets.pictures],
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _read(session: onnxruntime.InferenceSession, images: NDArray[np.float32]) -> NDArray[np.float16]:
    return session.run(None, {"image": images})[0].astype(np.float16)


def _write_features(
    config: VqaConfig, sets: QuestionSets, squares: NDArray[np.uint8], copies: NDArray[np.int64], folder: Path
) -> None:
    front = Front(imagenet_trunk(config)).eval()
    export_image_graph(front, ["features"], config.size, folder / "front.onnx")
    session, dice = open_session(folder / "front.onnx", 1), Dice(0, torch.device("cpu"))
    shape = _read(session, np.zeros((1, 1, config.size, config.size), dtype=np.float32)).shape[1:]
    rows = int((copies + 1).sum())
    out = np.lib.format.open_memmap(
        folder / "features.npy", mode="w+", dtype=np.float16, shape=(rows, *shape)
    )
    row = 0
    for index, picture in enumerate(tqdm(sets.pictures, desc="early features", mininterval=10)):
        image = torch.from_numpy(squares[index].astype(np.float32) / 255)[None, None]
        looks = [image]
        if copies[index]:
            varied, _ = augment(
                image.expand(int(copies[index]), -1, -1, -1), FLIP.get(picture.source, 0.0), dice
            )
            looks.append(varied)
        out[row : row + 1 + copies[index]] = _read(session, torch.cat(looks).numpy())
        row += 1 + int(copies[index])
    out.flush()


def prepare_features(config: VqaConfig, data: Path, folder: Path) -> Gathered:
    """Reads the cache of `folder`, or fills it."""
    folder.mkdir(parents=True, exist_ok=True)
    told, squares_path = folder / "features.json", folder / "squares.npy"
    whole = read_sets(data, config.limit, config.nih)
    mark = _described(config, whole)
    saved = json.loads(told.read_text(encoding="utf-8")) if told.exists() else {}
    if saved.get("of") == mark:
        sets = only(whole, saved["kept"])
        copies = np.array(saved["copies"])
        features = np.load(folder / "features.npy", mmap_mode="r")
        return Gathered(sets, features, _starts(copies), copies, len(whole.pictures) - len(saved["kept"]))
    sets, squares, dropped = gather(config, data)
    names = {(p.source, p.name) for p in sets.pictures}
    kept = [i for i, p in enumerate(whole.pictures) if (p.source, p.name) in names]
    copies = np.array([_copies(config, picture) for picture in sets.pictures])
    np.save(squares_path, squares)
    _write_features(config, sets, squares, copies, folder)
    told.write_text(
        json.dumps({"of": mark, "kept": kept, "copies": copies.tolist()}) + "\n", encoding="utf-8"
    )
    return Gathered(sets, np.load(folder / "features.npy", mmap_mode="r"), _starts(copies), copies, dropped)


def _starts(copies: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(copies + 1)[:-1]]).astype(np.int64)
