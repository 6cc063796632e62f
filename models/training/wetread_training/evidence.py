"""From a heat map to a box: the rule of libs/inference (locate-evidence.ts), so that what is measured is what is drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .datasets import Box

STRONG = 0.4
"""A region on the other side belongs to the finding when it has this share of the first one's heat."""


@dataclass(frozen=True)
class Region:
    """Connected cells: bounds as cell indices (end exclusive), summed heat, its left-half share, and its peak."""

    left: int
    top: int
    right: int
    bottom: int
    heat: float
    left_heat: float
    peak: float

    @property
    def on_left(self) -> bool:
        """The picture's left half, which is the patient's right."""
        return self.left_heat * 2 > self.heat


def _flood(kept: NDArray[np.bool_], start: tuple[int, int]) -> list[tuple[int, int]]:
    """8-connected cells from `start`; they are taken out of `kept`."""
    rows, columns = kept.shape
    cells = [start]
    kept[start] = False
    for row, column in cells:
        for y in range(max(0, row - 1), min(rows, row + 2)):
            for x in range(max(0, column - 1), min(columns, column + 2)):
                if kept[y, x]:
                    kept[y, x] = False
                    cells.append((y, x))
    return cells


def find_regions(heat: NDArray[np.float32], level: float) -> list[Region]:
    """Connected regions of cells of at least `level` x maximum, in row order of their first cell."""
    kept = heat >= level * heat.max()
    columns = heat.shape[1]
    regions = []
    for start in zip(*np.nonzero(kept), strict=True):
        if not kept[start]:
            continue
        cells = _flood(kept, (int(start[0]), int(start[1])))
        ys, xs = [cell[0] for cell in cells], [cell[1] for cell in cells]
        values = [float(heat[cell]) for cell in cells]
        left_heat = sum(
            value * min(1.0, max(0.0, columns / 2 - x)) for value, x in zip(values, xs, strict=True)
        )
        regions.append(
            Region(min(xs), min(ys), max(xs) + 1, max(ys) + 1, sum(values), left_heat, max(values))
        )
    return regions


@dataclass(frozen=True)
class BoxRule:
    """How a finding's box is drawn: cells of at least `level` x maximum, then each side times `grow`."""

    level: float
    grow: float = 1.0


def draw_box(heat: NDArray[np.float32], rule: BoxRule) -> Box:
    """(x, y, w, h) as fractions of the square: the region with the peak, and strong ones of the other side."""
    regions = find_regions(heat, rule.level)
    first = max(regions, key=lambda region: region.peak)
    told = [first] + [
        region for region in regions if region.on_left != first.on_left and region.heat >= STRONG * first.heat
    ]
    rows, columns = heat.shape
    left, right = (
        min(region.left for region in told) / columns,
        max(region.right for region in told) / columns,
    )
    top, bottom = min(region.top for region in told) / rows, max(region.bottom for region in told) / rows
    return grow_box((left, top, right - left, bottom - top), rule.grow)


def grow_box(box: Box, by: float) -> Box:
    """Scaled about its centre and cut at the square's edges."""
    x, y, w, h = box
    left, right = max(0.0, x + w / 2 * (1 - by)), min(1.0, x + w / 2 * (1 + by))
    top, bottom = max(0.0, y + h / 2 * (1 - by)), min(1.0, y + h / 2 * (1 + by))
    return left, top, right - left, bottom - top
