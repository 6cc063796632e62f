"""What the frozen encoder says of films (`joint-inputs.npz`), beside what is known of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ..calibrate import fit_platt
from ..datasets import Film
from .claims import Claim
from .films import FilmFacts, facts_of, phantom_facts, read_phantom_claims, teacher_facts, with_heat

Platt = tuple[NDArray[np.float64], NDArray[np.float64]]


@dataclass(frozen=True)
class FilmSide:
    """Encoder outputs of a set of films, their facts, and the encoder's own opinion as facts.

    `facts` holds places from heat maps where no box was published (to train on); `published` does not.
    """

    features: Tensor
    logits: Tensor
    heat: Tensor
    published: FilmFacts
    facts: FilmFacts
    teacher: FilmFacts
    groups: NDArray[np.str_]

    def __len__(self) -> int:
        return len(self.logits)

    def take(self, rows: NDArray[np.int64]) -> FilmSide:
        tensors = (part[rows] for part in (self.features, self.logits, self.heat))
        facts = (part.take(rows) for part in (self.published, self.facts, self.teacher))
        return FilmSide(*tensors, *facts, self.groups[rows])


@dataclass(frozen=True)
class JointData:
    """Films of the train and val splits, and phantoms where there are any."""

    train: FilmSide
    val: FilmSide
    phantom: FilmSide | None
    """Those of the train split."""
    phantom_val: FilmSide | None
    shown: list[tuple[Claim, ...]]
    """What each phantom shows, in the order of `phantom`."""
    platt: Platt
    """Calibration lines of the logits: fitted on validation films, or given."""


def _side(
    arrays: dict[str, NDArray], name: str, films: Sequence[Film], published: FilmFacts, platt: Platt
) -> FilmSide:
    logits, heat = arrays[f"{name}_logits"], arrays[f"{name}_heat"]
    chances = 1 / (1 + np.exp(-(logits * platt[0] + platt[1])))
    if f"{name}_teacher" in arrays:
        chances = arrays[f"{name}_teacher"]
    return FilmSide(
        torch.from_numpy(arrays[f"{name}_features"]).float(),
        torch.from_numpy(logits).float(),
        torch.from_numpy(heat),
        published,
        with_heat(published, heat),
        teacher_facts(chances, heat),
        np.array([film.group for film in films]),
    )


def load_joint_data(
    path: Path,
    nih: Sequence[Film],
    phantoms: Sequence[Film] | None,
    phantom_folder: Path | None,
    platt: Platt | None = None,
) -> JointData:
    """Reads the arrays `{train,val,phantom}_{features,logits,heat,rows}`; `rows` index `nih` and `phantoms`.

    `{set}_teacher` [N, 14], if there, are chances of a larger model that stand for the encoder's own.
    """
    with np.load(path) as archive:
        arrays = {key: archive[key] for key in archive.files}
    chosen = {name: [nih[row] for row in arrays[f"{name}_rows"]] for name in ("train", "val")}
    facts = {name: facts_of(films) for name, films in chosen.items()}
    if platt is None:
        truth = facts["val"].labels.astype(np.float64)
        platt = fit_platt(arrays["val_logits"].astype(np.float64), truth)
    sides = {name: _side(arrays, name, films, facts[name], platt) for name, films in chosen.items()}
    phantom, phantom_val, shown = None, None, []
    if phantoms is not None and phantom_folder is not None and len(arrays.get("phantom_rows", ())):
        films = [phantoms[row] for row in arrays["phantom_rows"]]
        by_name = read_phantom_claims(phantom_folder)
        both = _side(arrays, "phantom", films, phantom_facts(films, by_name), platt)
        kept = {split: np.flatnonzero([film.split == split for film in films]) for split in ("train", "val")}
        phantom, phantom_val = both.take(kept["train"]), both.take(kept["val"])
        shown = [by_name.get(Path(films[row].path).name, ()) for row in kept["train"]]
    return JointData(sides["train"], sides["val"], phantom, phantom_val, shown, platt)
