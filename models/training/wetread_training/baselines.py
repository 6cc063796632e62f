"""What a reader should beat: ImageNet features under a linear head, written down for `wetread eval --beside`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from tqdm import tqdm

from .calibrate import fit_platt, search_regions, sigmoid
from .datasets import Box, PreparedSet
from .efficientnet import EfficientNetLite, load_imagenet_weights
from .findings import FINDINGS
from .metrics import mean_auroc
from .predictions import box_to_picture
from .vision import GREY_MEAN
from .workbench import Bench

IMAGENET_STD = 0.502
"""The published lite checkpoints were trained on (x - 127) / 128."""

STRENGTHS = (1e-4, 1e-3, 1e-2)
LEAST_POSITIVES = 5
NAME = "imagenet-linear"


@dataclass(frozen=True)
class LinearScores:
    """Scores [N, 14] of the validation and the test films, and the strength that was chosen on the former."""

    val: NDArray[np.float64]
    test: NDArray[np.float64]
    strength: float


@torch.inference_mode()
def imagenet_features(images: NDArray[np.uint8], variant: str) -> NDArray[np.float32]:
    """Mean of the deep map [N, 1280] of the untouched ImageNet network."""
    trunk = EfficientNetLite(variant)
    trunk.load_imagenet(load_imagenet_weights(variant))
    trunk.eval().to(memory_format=torch.channels_last)
    parts = []
    for start in tqdm(range(0, len(images), 32), desc="ImageNet features", mininterval=10):
        pixels = torch.from_numpy(np.array(images[start : start + 32])).float().div(255).unsqueeze(1)
        _, deep = trunk(((pixels - GREY_MEAN) / IMAGENET_STD).contiguous(memory_format=torch.channels_last))
        parts.append(deep.mean(dim=(2, 3)).numpy())
    return np.concatenate(parts)


def _fit_scores(
    train: tuple[NDArray[np.float32], NDArray[np.float32]], other: list[NDArray[np.float32]], strength: float
) -> list[NDArray[np.float64]]:
    scores = [np.zeros((len(x), len(FINDINGS))) for x in other]
    for j in range(len(FINDINGS)):
        if len(np.unique(train[1][:, j])) < 2:
            continue
        fit = LogisticRegression(C=strength, max_iter=300, class_weight="balanced").fit(
            train[0], train[1][:, j]
        )
        for table, x in zip(scores, other, strict=True):
            table[:, j] = fit.decision_function(x)
    return scores


def linear_on_imagenet(nih: PreparedSet, variant: str, cache: Path) -> LinearScores:
    """A linear head on the training films' ImageNet features; its strength is chosen on validation.

    The features never change for a set of films and are kept in `cache`.
    """
    features = np.load(cache) if cache.exists() else None
    if features is None or len(features) != len(nih.films):
        features = imagenet_features(nih.images, variant)
        cache.parent.mkdir(parents=True, exist_ok=True)
        np.save(cache, features)
    rows = {split: nih.where(split) for split in ("train", "val", "test")}
    features = StandardScaler().fit(features[rows["train"]]).transform(features)
    labels = nih.labels()
    train = (features[rows["train"]], labels[rows["train"]])
    runs = {
        strength: _fit_scores(train, [features[rows["val"]], features[rows["test"]]], strength)
        for strength in STRENGTHS
    }
    reached = {
        strength: mean_auroc(labels[rows["val"]], scores[0], LEAST_POSITIVES)
        for strength, scores in runs.items()
    }
    best = max(reached, key=lambda strength: np.nan_to_num(reached[strength]))
    print(f"strength {best}: validation AUROC {reached[best]:.4f}", flush=True)
    return LinearScores(*runs[best], best)


def fixed_boxes(path: Path, regions: list[Box]) -> dict[str, list[float]]:
    """Each finding's search region, the same on every film, in fractions of this picture."""
    with Image.open(path) as picture:
        width, height = picture.size
    return {
        code: [round(value, 5) for value in box_to_picture(region, width, height)]
        for code, region in zip(FINDINGS, regions, strict=True)
    }


def _line(path: Path, chances: NDArray[np.float64], regions: list[Box], data: Path) -> dict[str, Any]:
    return {
        "image": path.relative_to(data).as_posix(),
        "probabilities": {
            code: round(float(value), 6) for code, value in zip(FINDINGS, chances, strict=True)
        },
        "boxes": fixed_boxes(path, regions),
    }


def stage_baselines(bench: Bench) -> None:
    """Predictions of the linear head for validation and test films; Platt-scaled on validation like the model."""
    config, nih = bench.config, bench.nih
    if not config.encoder.imagenet:
        print("no ImageNet weights configured: stage skipped", flush=True)
        return
    variant, folder = config.encoder.variant, bench.work / "baselines"
    scores = linear_on_imagenet(nih, variant, folder / f"imagenet-{variant}-{config.data.size}.npy")
    labels = nih.labels()[nih.where("val")].astype(np.float64)
    slopes, intercepts = fit_platt(scores.val, labels)
    regions = search_regions([nih.films[row] for row in nih.where("train")])
    for split, table in (("val", scores.val), ("test", scores.test)):
        chances = sigmoid(table * slopes + intercepts)
        films = [nih.films[row] for row in nih.where(split)]
        lines = [
            _line(Path(film.path), row, regions, bench.data) for film, row in zip(films, chances, strict=True)
        ]
        text = "".join(json.dumps(line) + "\n" for line in lines)
        (folder / f"{NAME}.{split}.jsonl").write_text(text, encoding="utf-8")
