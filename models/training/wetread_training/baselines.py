"""What a reader should beat: a constant, and ImageNet features under a linear head."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from tqdm import tqdm

from .datasets import PreparedSet
from .efficientnet import EfficientNetLite, load_imagenet_weights
from .findings import FINDINGS
from .metrics import mean_auroc
from .vision import GREY_MEAN

IMAGENET_STD = 0.502
"""The published lite checkpoints were trained on (x - 127) / 128."""

STRENGTHS = (1e-4, 1e-3, 1e-2)


@torch.inference_mode()
def imagenet_features(images: NDArray[np.uint8], variant: str) -> NDArray[np.float32]:
    """Mean trunk features of the untouched ImageNet network."""
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


def linear_on_imagenet(nih: PreparedSet, variant: str, cache: Path) -> NDArray[np.float64]:
    """Test scores [N, 14] of a linear head on ImageNet features; its strength is chosen on validation.

    The features never change for a set of films and are kept in `cache`.
    """
    features = np.load(cache) if cache.exists() else None
    if features is None or len(features) != len(nih.films):
        features = imagenet_features(nih.images, variant)
        np.save(cache, features)
    rows = {split: nih.where(split) for split in ("train", "val", "test")}
    features = StandardScaler().fit(features[rows["train"]]).transform(features)
    labels = nih.labels()
    train = (features[rows["train"]], labels[rows["train"]])
    others = [features[rows["val"]], features[rows["test"]]]
    runs = [_fit_scores(train, others, strength) for strength in STRENGTHS]
    best = max(runs, key=lambda run: mean_auroc(labels[rows["val"]], run[0], 5))
    return best[1]
