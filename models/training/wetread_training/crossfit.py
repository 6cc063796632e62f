"""Cross-fitted teachers: every training film is told by models that never saw its patient.

A teacher that has learnt a film's noisy label by heart would only repeat it; one that has not can correct it.
"""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from .config import Config
from .datasets import PreparedSet
from .encoder import Validation, build_encoder, predict, train_encoder
from .film_tensors import SoftTargets, Source, to_tensors


def fold_of(patient: str, folds: int) -> int:
    """Fold of a patient: second byte of its SHA-256 modulo `folds`."""
    return hashlib.sha256(patient.encode()).digest()[1] % folds


def train_teacher(
    nih: PreparedSet,
    beside: list[Source],
    validation: Validation,
    config: Config,
    variant: str,
    fold: int,
    folder: Path,
    device: torch.device,
    elsewhere: np.ndarray | None = None,
) -> None:
    """Trains one teacher without its fold; leaves what it says of the fold, of validation, and of `elsewhere`."""
    told = folder / f"{variant}-{fold}.npz"
    if told.exists():
        return
    rows = nih.where("train")
    inside = np.array([fold_of(nih.films[row].group, config.teachers.folds) == fold for row in rows])
    encoder = dataclasses.replace(
        config.encoder, variant=variant, epochs=config.teachers.epochs, save_every=10**6
    )
    share = 1 - sum(source.share for source in beside)
    model = train_encoder(
        build_encoder(encoder),
        [Source(to_tensors(nih, rows[~inside], device), share, encoder.flip), *beside],
        validation,
        encoder,
        folder / f"{variant}-{fold}.pt",
        config.run.seed + 100 * fold + len(variant),
    )
    out, val = predict(model, nih.images[rows[inside]]), predict(model, validation.images)
    far = predict(model, elsewhere) if elsewhere is not None and len(elsewhere) else None
    np.savez(
        told,
        **({"far_logits": far["logits"], "far_heat": far["heat"].astype(np.float16)} if far else {}),
        rows=rows[inside],
        logits=out["logits"],
        heat=out["heat"].astype(np.float16),
        val_logits=val["logits"],
        val_heat=val["heat"].astype(np.float16),
    )


class _Mean:
    """Running mean of logits and maps for films in a fixed order; maps take the first one's resolution."""

    def __init__(self, films: int) -> None:
        self.count = np.zeros(films)
        self.logits: np.ndarray | None = None
        self.heat: np.ndarray | None = None

    def add(self, where: np.ndarray, logits: np.ndarray, heat: np.ndarray) -> None:
        if self.logits is None or self.heat is None:
            self.logits = np.zeros((len(self.count), logits.shape[1]), dtype=np.float32)
            self.heat = np.zeros((len(self.count), *heat.shape[1:]), dtype=np.float32)
        self.logits[where] += logits
        maps = torch.from_numpy(heat.astype(np.float32))
        self.heat[where] += F.interpolate(maps, self.heat.shape[-2:], mode="bilinear").numpy()
        self.count[where] += 1

    def targets(self, device: torch.device) -> SoftTargets:
        if self.logits is None or self.heat is None or not self.count.all():
            raise FileNotFoundError("teachers are missing for some films; run the teachers stage to its end")
        logits = self.logits / self.count[:, None]
        heat = self.heat / self.count[:, None, None, None]
        return SoftTargets(
            torch.from_numpy(logits.astype(np.float32)).to(device),
            torch.from_numpy(heat.astype(np.float16)).to(device),
        )


def soft_targets(folder: Path, rows: np.ndarray, device: torch.device) -> SoftTargets:
    """Mean over the teachers that did not see them, for the NIH films `rows` in their order."""
    place = {int(row): position for position, row in enumerate(rows)}
    mean = _Mean(len(rows))
    for path in sorted(folder.glob("lite*.npz")):
        with np.load(path) as told:
            mean.add(np.array([place[int(row)] for row in told["rows"]]), told["logits"], told["heat"])
    return mean.targets(device)


def far_targets(folder: Path, films: int, device: torch.device) -> SoftTargets:
    """Mean over all teachers for the films of other hospitals."""
    mean = _Mean(films)
    for path in sorted(folder.glob("lite*.npz")):
        with np.load(path) as told:
            mean.add(np.arange(films), told["far_logits"], told["far_heat"])
    return mean.targets(device)


def ensemble(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """Mean logits and map probabilities of all teachers on the validation films."""
    logits, heat = [], []
    for path in sorted(folder.glob("lite*.npz")):
        with np.load(path) as told:
            logits.append(told["val_logits"])
            heat.append(told["val_heat"].astype(np.float32))
    return np.mean(logits, axis=0), 1 / (1 + np.exp(-np.mean(heat, axis=0)))
