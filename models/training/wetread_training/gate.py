"""The scope gate: a small head on the fixed trunk that tells a frontal chest film from everything else."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F
from tqdm import tqdm

from .augment import jitter_grey, random_affine, warp
from .config import Config
from .datasets import Film, PreparedSet, prepare, thin
from .scope_data import (
    GATE_CLASSES,
    read_other_chests,
    read_slake_sections,
    read_vqa_med,
    read_vqa_rad_elsewhere,
    spoil,
)
from .vision import GREY_MEAN, GREY_STD, VisionEncoder

ACCEPT = GATE_CLASSES.index("frontal-chest")


def gate_features(model: VisionEncoder, image: Tensor) -> Tensor:
    """Deep mean and a 2 x 2 mean of the middle map: the second still knows which way is up."""
    middle, deep = model.trunk((image - GREY_MEAN) / GREY_STD)
    height, width = middle.shape[2] // 2, middle.shape[3] // 2
    quarters = F.avg_pool2d(middle, (height, width)).flatten(1)
    return torch.cat([deep.mean(dim=(2, 3)), quarters], dim=1)


class GateHead(nn.Module):
    """Standardises the features, one hidden layer, logits over GATE_CLASSES."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(features))
        self.register_buffer("scale", torch.ones(features))
        self.hidden = nn.Linear(features, 64)
        self.dropout = nn.Dropout(0.3)
        self.out = nn.Linear(64, len(GATE_CLASSES))

    def forward(self, features: Tensor) -> Tensor:
        x = (features - self.mean) / self.scale
        return self.out(self.dropout(F.relu(self.hidden(x.clamp(-8, 8)))))


@dataclass
class ScopeSet:
    """Features and classes of one split."""

    features: Tensor
    classes: Tensor


def _soften(images: Tensor, generator: torch.Generator) -> Tensor:
    """Lowers the resolution of a random half, so that sharpness does not tell the source."""
    size = images.shape[-1]
    small = int(torch.randint(96, size, (1,), generator=generator)) if size > 96 else size
    low = F.interpolate(images, size=(small, small), mode="bilinear", antialias=True)
    back = F.interpolate(low, size=(size, size), mode="bilinear")
    chosen = torch.rand(len(images), 1, 1, 1, generator=generator) < 0.5
    return torch.where(chosen, back, images)


@torch.inference_mode()
def extract(model: VisionEncoder, images: NDArray[np.uint8], seed: int | None) -> Tensor:
    """Gate features of uint8 squares; with a seed, half of them of a moved, re-graded and softened copy."""
    model.eval()
    generator = torch.Generator().manual_seed(seed or 0)
    parts = []
    for start in tqdm(range(0, len(images), 32), desc="gate features", mininterval=10):
        pixels = torch.from_numpy(np.array(images[start : start + 32])).float().div(255).unsqueeze(1)
        if seed is not None:
            theta = random_affine(len(pixels), 0.5, generator)
            moved = jitter_grey(_soften(warp(pixels, theta, pixels.shape[-1]), generator), generator)
            chosen = torch.rand(len(pixels), 1, 1, 1, generator=generator) < 0.5
            pixels = torch.where(chosen, moved, pixels)
        parts.append(gate_features(model, pixels.contiguous(memory_format=torch.channels_last)))
    return torch.cat(parts)


def _class_of(films: list[Film]) -> Tensor:
    return torch.tensor([GATE_CLASSES.index(film.tag) for film in films])


def scope_films(data: Path, limit: int) -> list[Film]:
    films = [*read_vqa_med(data), *read_slake_sections(data), *read_other_chests(data)]
    return thin(films, limit)


def _part(
    model: VisionEncoder, sets: list[tuple[NDArray[np.uint8], Tensor]], chests: NDArray[np.uint8], seed: int
) -> ScopeSet:
    """Features of one split, with spoilt chest films beside the pictures."""
    features, classes = [], []
    for images, labels in sets:
        features.append(extract(model, images, seed))
        classes.append(labels)
    spoilt, tags = spoil(chests, random.Random(seed))
    features.append(extract(model, spoilt, None))
    classes.append(torch.tensor([GATE_CLASSES.index(tag) for tag in tags]))
    return ScopeSet(torch.cat(features), torch.cat(classes))


def train_gate_head(train: ScopeSet, config: Config) -> GateHead:
    """Class-balanced cross-entropy on fixed features."""
    torch.manual_seed(config.run.seed)
    head = GateHead(train.features.shape[1])
    head.mean.copy_(train.features.mean(dim=0))
    head.scale.copy_(train.features.std(dim=0).clamp(min=1e-3))
    counts = torch.bincount(train.classes, minlength=len(GATE_CLASSES)).float()
    weights = (counts.sum() / counts.clamp(min=1)).sqrt().clamp(max=30)
    weights = weights / (weights * counts).sum() * counts.sum()
    optimiser = torch.optim.AdamW(head.parameters(), lr=config.gate.rate, weight_decay=0.05)
    generator = torch.Generator().manual_seed(config.run.seed)
    epochs = config.gate.epochs
    for epoch in tqdm(range(epochs), desc="gate", mininterval=10):
        for group in optimiser.param_groups:
            group["lr"] = config.gate.rate * (1 - epoch / epochs)
        for rows in torch.randperm(len(train.classes), generator=generator).split(256):
            loss = F.cross_entropy(
                head(train.features[rows]), train.classes[rows], weight=weights, label_smoothing=0.02
            )
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    return head.eval()


@torch.inference_mode()
def accept_chance(head: GateHead, features: Tensor) -> NDArray[np.float64]:
    return head(features).softmax(dim=1)[:, ACCEPT].double().numpy()


def choose_threshold(chances: NDArray[np.float64], recall: float) -> float:
    """The highest bar that `recall` of real chest films still pass; kept within .05 and .9."""
    return float(np.clip(np.quantile(chances, 1 - recall), 0.05, 0.9))


def build_gate(
    model: VisionEncoder,
    nih: PreparedSet,
    phantoms: PreparedSet | None,
    data: Path,
    config: Config,
    cache: Path,
) -> tuple[GateHead, dict[str, Any]]:
    """Trains the gate on the fixed trunk and chooses its threshold on validation films."""
    scope = prepare("scope", scope_films(data, config.data.limit), config.data.size, cache)
    train_rows, val_rows = scope.where("train"), scope.where("val")
    # The auxiliary sets bring other sources of chest films; half of NIH's, seen in training already, is enough.
    nih_train = np.array(nih.images[nih.where("train")[::2]])
    nih_val = np.array(nih.images[nih.where("val")])
    accept = torch.full((1,), ACCEPT)
    sets = [
        (np.array(scope.images[train_rows]), _class_of([scope.films[row] for row in train_rows])),
        (nih_train, accept.expand(len(nih_train))),
    ]
    spoilable = nih_train
    if phantoms is not None:
        drawn = np.array(phantoms.images[phantoms.where("train")[::2]])
        sets.append((drawn, accept.expand(len(drawn))))
        spoilable = np.concatenate([spoilable, drawn])
    train = _part(model, sets, spoilable, config.run.seed)
    head = train_gate_head(train, config)
    chests = [row for row in val_rows if scope.films[row].tag == "frontal-chest"]
    passing = [accept_chance(head, extract(model, nih_val, None))]
    if chests:
        passing.append(accept_chance(head, extract(model, np.array(scope.images[chests]), None)))
    threshold = choose_threshold(np.concatenate(passing), config.gate.accept_recall)
    print(f"gate threshold {threshold:.3f}; training classes {Counter(train.classes.tolist())}", flush=True)
    return head, {"acceptThreshold": threshold}


def held_out_scope(data: Path, limit: int) -> dict[str, list[Film]]:
    """Pictures for the gate's report: by name, films whose tag says whether they belong."""
    films = scope_films(data, limit)
    val = [film for film in films if film.split == "val"]
    return {
        "vqaMedValidationOutside": [f for f in val if "vqa-med" in f.path and f.tag != "frontal-chest"],
        "vqaMedValidationFrontalChest": [f for f in val if "vqa-med" in f.path and f.tag == "frontal-chest"],
        "slakeHeldOutSections": [f for f in val if "slake" in f.path],
        "hannoverHeldOutPatients": [f for f in films if f.split == "test" and "hannover" in f.path],
        "vqaRadHeadAndAbdomen": thin(read_vqa_rad_elsewhere(data), limit),
    }
