"""Batches of augmented films drawn from one or several sets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from .augment import box_mask, jitter_grey, random_affine, warp
from .datasets import Box, PreparedSet


@dataclass
class Batch:
    images: Tensor
    labels: Tensor
    box_rows: Tensor
    """[K, 2]: (row in the batch, finding) of each mask."""
    masks: Tensor


@dataclass(frozen=True)
class Source:
    """A prepared set, the rows that may be drawn, and its part of each batch."""

    films: PreparedSet
    rows: np.ndarray
    share: float
    flip: float


def _draw(
    source: Source, rows: np.ndarray, generator: torch.Generator
) -> tuple[Tensor, Tensor, list, Tensor]:
    pixels = (
        torch.from_numpy(np.stack([source.films.images[row] for row in rows])).float().div(255).unsqueeze(1)
    )
    size = pixels.shape[-1]
    theta = random_affine(len(rows), source.flip, generator)
    images = jitter_grey(warp(pixels, theta, size), generator)
    labels = torch.tensor([source.films.films[row].labels for row in rows], dtype=torch.float32)
    places: list[tuple[int, int]] = []
    masks: list[Tensor] = []
    for position, row in enumerate(rows):
        by_finding: dict[int, list[Box]] = {}
        for finding, box in source.films.films[row].boxes:
            by_finding.setdefault(finding, []).append(box)
        for finding, boxes in by_finding.items():
            places.append((position, finding))
            masks.append(box_mask(boxes))
    if not masks:
        return images, labels, places, torch.zeros(0, 1, 1)
    moved = warp(torch.stack(masks).unsqueeze(1), theta[[place[0] for place in places]], 64)
    return images, labels, places, moved.squeeze(1)


def batches(sources: list[Source], size: int, generator: torch.Generator) -> Iterator[Batch]:
    """One epoch: the first source is walked once in random order, the others are drawn beside it."""
    lead = max(1, round(size * sources[0].share))
    order = sources[0].rows[torch.randperm(len(sources[0].rows), generator=generator).numpy()]
    for start in range(0, len(order) - lead + 1, lead):
        parts, offset, places, masks = [], 0, [], []
        for index, source in enumerate(sources):
            if index == 0:
                rows = order[start : start + lead]
            else:
                count = max(1, round(size * source.share))
                rows = source.rows[torch.randint(len(source.rows), (count,), generator=generator).numpy()]
            images, labels, where, mask = _draw(source, rows, generator)
            parts.append((images, labels))
            places += [(row + offset, finding) for row, finding in where]
            if where:
                masks.append(mask)
            offset += len(rows)
        yield Batch(
            torch.cat([part[0] for part in parts]).contiguous(memory_format=torch.channels_last),
            torch.cat([part[1] for part in parts]),
            torch.tensor(places, dtype=torch.int64).view(-1, 2),
            torch.cat(masks) if masks else torch.zeros(0, 1, 1),
        )
