"""Where a run reads and writes, and its picture sets: from the data folder, or from packs where that is absent."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import torch

from .config import Config
from .datasets import Film, PreparedSet, prepare, read_nih, thin
from .device import choose_device
from .encoder import Validation
from .film_tensors import SoftTargets, Source, to_tensors
from .packs import read_pack
from .phantoms import read_phantoms
from .tasks import read_elsewhere, read_others

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Bench:
    config: Config
    data: Path
    work: Path
    out: Path

    def write_json(self, path: Path, content: Any) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")

    def read_json(self, name: str) -> Any:
        return json.loads((self.work / name).read_text(encoding="utf-8"))

    @cached_property
    def device(self) -> torch.device:
        return choose_device(self.config.run.device)

    def _set(self, name: str, read: Callable[[], list[Film]]) -> PreparedSet:
        size = self.config.data.size
        pack = ROOT / "work" / "packs" / f"{name}.npz"
        if not self.data.exists() and pack.exists():
            packed = read_pack(pack, size)
            limit = self.config.data.limit
            rows = thin(list(range(len(packed.films))), limit)
            return PreparedSet([packed.films[row] for row in rows], packed.images[rows]) if limit else packed
        return prepare(name, thin(read(), self.config.data.limit), size, self.work / "prepared")

    @cached_property
    def nih(self) -> PreparedSet:
        """NIH films with findings and boxes; a pack holds no test patients."""
        return self._set("nih", lambda: read_nih(self.data))

    @cached_property
    def phantoms(self) -> PreparedSet | None:
        folder = self.config.data.phantoms
        return self._set("phantoms", lambda: read_phantoms(ROOT / folder)) if folder else None

    @cached_property
    def elsewhere(self) -> PreparedSet:
        """Adult chest films of other hospitals."""
        return self._set("elsewhere", lambda: read_elsewhere(self.data))

    @cached_property
    def others(self) -> PreparedSet:
        """Children's films and other modalities, for the auxiliary tasks."""
        chosen = self.config.data
        return self._set("others", lambda: read_others(self.data, chosen.kermany, chosen.modalities))

    def validation(self) -> Validation:
        rows = self.nih.where("val")
        return Validation(np.array(self.nih.images[rows]), self.nih.labels()[rows])

    def _kept(self, prepared: PreparedSet) -> np.ndarray:
        """Training rows of the sources that are not left out."""
        out = self.config.mix.left_out
        return np.array(
            [row for row in prepared.where("train") if prepared.films[row].tag not in out], dtype=np.int64
        )

    def _told(self, targets: Callable[[int], SoftTargets], rows: np.ndarray) -> SoftTargets:
        """The teachers' word for `rows` of the films elsewhere; they told of all training films, left out or not."""
        everything = self.elsewhere.where("train")
        soft, kept = targets(len(everything)), np.flatnonzero(np.isin(everything, rows))
        return SoftTargets(soft.logits[kept], soft.heat[kept])

    def beside(self, targets: Callable[[int], SoftTargets] | None = None) -> list[Source]:
        """What is mixed into batches of NIH films; `targets` gives soft targets for the films elsewhere."""
        mix, sources = self.config.mix, []
        if mix.phantoms and self.phantoms is not None:
            rows = self.phantoms.where("train")
            sources.append(Source(to_tensors(self.phantoms, rows, self.device), mix.phantoms))
        if mix.elsewhere and len(rows := self._kept(self.elsewhere)):
            soft = self._told(targets, rows) if targets else None
            sources.append(Source(to_tensors(self.elsewhere, rows, self.device, soft), mix.elsewhere))
        if mix.others and len(rows := self._kept(self.others)):
            sources.append(Source(to_tensors(self.others, rows, self.device), mix.others))
        return sources
