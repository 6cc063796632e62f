"""Prepared sets on the device that trains, and batches drawn from several of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from .augment import Dice, augment, box_mask, warp
from .datasets import Box, PreparedSet
from .device import quick_layout
from .findings import FINDINGS
from .tasks import TASKS


@dataclass(frozen=True)
class SoftTargets:
    """What teachers that never saw a film say of it: logits [N, 14] and map logits [N, 14, h, w]."""

    logits: Tensor
    heat: Tensor


@dataclass
class FilmTensors:
    """Rows of a prepared set as tensors: uint8 squares, labels (-1 unknown), box masks, task classes (-1 unknown)."""

    images: Tensor
    labels: Tensor
    tasks: Tensor
    masks: Tensor
    places: list[list[tuple[int, int]]]
    """For each film: (finding, row of `masks`)."""
    soft: SoftTargets | None = None

    def __len__(self) -> int:
        return len(self.images)


@dataclass
class Batch:
    images: Tensor
    labels: Tensor
    tasks: Tensor
    box_rows: Tensor
    """[K, 2]: (row in the batch, finding) of each mask."""
    masks: Tensor
    soft_rows: Tensor
    """Rows of the batch that have soft targets."""
    soft_logits: Tensor
    soft_heat: Tensor


@dataclass(frozen=True)
class Source:
    """Films that may be drawn, and their part of each batch."""

    films: FilmTensors
    share: float
    flip: float = field(default=0.5)


def to_tensors(
    prepared: PreparedSet, rows: np.ndarray, device: torch.device, soft: SoftTargets | None = None
) -> FilmTensors:
    """`rows` of a prepared set on `device`; `soft` are targets of the same rows in the same order."""
    films = [prepared.films[row] for row in rows]
    masks: list[Tensor] = []
    places: list[list[tuple[int, int]]] = []
    for film in films:
        by_finding: dict[int, list[Box]] = {}
        for finding, box in film.boxes:
            by_finding.setdefault(finding, []).append(box)
        places.append([(finding, len(masks) + i) for i, finding in enumerate(by_finding)])
        masks += [box_mask(boxes) for boxes in by_finding.values()]
    return FilmTensors(
        torch.from_numpy(np.array(prepared.images[rows])).to(device),
        torch.tensor([film.labels for film in films], dtype=torch.float32, device=device),
        torch.tensor([[film.tasks.get(task, -1) for task in TASKS] for film in films], device=device),
        (torch.stack(masks) if masks else torch.zeros(0, 1, 1)).to(device),
        places,
        soft,
    )


def _draw(source: Source, rows: Tensor, dice: Dice, base: int) -> Batch:
    films, device = source.films, source.films.images.device
    images, theta = augment(films.images[rows].float().div(255).unsqueeze(1), source.flip, dice)
    box_rows, mask_rows = [], []
    for position, row in enumerate(rows.tolist()):
        for finding, mask in films.places[row]:
            box_rows.append((position, finding))
            mask_rows.append(mask)
    masks = torch.zeros(0, 1, 1, device=device)
    if mask_rows:
        moved = theta[[position for position, _ in box_rows]]
        masks = warp(films.masks[mask_rows].unsqueeze(1), moved, films.masks.shape[-1]).squeeze(1)
    soft_rows = torch.zeros(0, dtype=torch.int64, device=device)
    soft_logits, soft_heat = (
        torch.zeros(0, len(FINDINGS), device=device),
        torch.zeros(0, 1, 1, 1, device=device),
    )
    if films.soft is not None:
        soft_rows = torch.arange(len(rows), device=device) + base
        soft_logits = films.soft.logits[rows]
        heat = films.soft.heat[rows].float()
        # Cold beyond the picture's edge, not undecided.
        soft_heat = warp(heat.sigmoid(), theta, heat.shape[-1])
    places = torch.tensor(box_rows, dtype=torch.int64, device=device).view(-1, 2)
    places[:, 0] += base
    return Batch(
        images, films.labels[rows], films.tasks[rows], places, masks, soft_rows, soft_logits, soft_heat
    )


def _joined(parts: list[Tensor]) -> Tensor:
    """Concatenation that leaves out empty parts of another shape."""
    full = [part for part in parts if len(part)]
    return torch.cat(full) if full else parts[0]


def batches(sources: list[Source], size: int, dice: Dice) -> Iterator[Batch]:
    """One epoch: the first source is walked once in random order, the others are drawn beside it."""
    lead = max(1, round(size * sources[0].share))
    order = dice.permutation(len(sources[0].films))
    for start in range(0, len(order) - lead + 1, lead):
        parts: list[Batch] = []
        base = 0
        for index, source in enumerate(sources):
            count = max(1, round(size * source.share))
            rows = order[start : start + lead] if index == 0 else dice.integers(count, len(source.films))
            parts.append(_draw(source, rows, dice, base))
            base += len(rows)
        yield Batch(
            torch.cat([part.images for part in parts]).contiguous(
                memory_format=quick_layout(sources[0].films.images.device)
            ),
            torch.cat([part.labels for part in parts]),
            torch.cat([part.tasks for part in parts]),
            torch.cat([part.box_rows for part in parts]),
            _joined([part.masks for part in parts]),
            torch.cat([part.soft_rows for part in parts]),
            _joined([part.soft_logits for part in parts]),
            _joined([part.soft_heat for part in parts]),
        )
