"""What is known of films, finding by finding: labels, side, zone and size as arrays that relevance is read from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..datasets import Box, Film
from ..findings import FINDINGS, INDEX
from .claims import Claim

Array = NDArray[np.float32]

SIDES, ZONES, SIZES = (
    ("left", "right", "bilateral"),
    ("upper", "middle", "lower"),
    ("small", "moderate", "large"),
)
LUNG_TOP, LUNG_BASE = 0.1, 0.8
"""The lungs' extent in an upright film, as libs/inference takes it for its zones."""
SMALL, MODERATE = 0.05, 0.15
"""Shares of the picture below which a box is small or moderate, as in libs/inference."""

UNSURE_LABEL = 0.4
"""Stands for a label that is not known (-1)."""
HEAT_TRUST = 0.6
"""How far a side read from a heat map is believed; the rest is spread evenly."""


@dataclass(frozen=True)
class FilmFacts:
    """`labels` [N, 14] in 0..1; `sides`, `zones`, `sizes` [N, 14, 3] sum to 1, or are NaN where not known."""

    labels: Array
    sides: Array
    zones: Array
    sizes: Array

    def __len__(self) -> int:
        return len(self.labels)

    def take(self, rows: NDArray[np.int64]) -> FilmFacts:
        return FilmFacts(self.labels[rows], self.sides[rows], self.zones[rows], self.sizes[rows])

    def mirrored(self, turned: NDArray[np.bool_]) -> FilmFacts:
        """Left and right exchanged in the films of the mask [N]."""
        sides = np.where(turned[:, None, None], self.sides[..., [1, 0, 2]], self.sides)
        return FilmFacts(self.labels, sides, self.zones, self.sizes)


def _unknown(count: int) -> Array:
    return np.full((count, len(FINDINGS), 3), np.nan, dtype=np.float32)


def _blank(labels: Array) -> FilmFacts:
    return FilmFacts(labels, _unknown(len(labels)), _unknown(len(labels)), _unknown(len(labels)))


def _side_of(boxes: list[Box]) -> int:
    """Index in SIDES. The picture's left half is the patient's right."""
    centres = [x + w / 2 for x, _, w, _ in boxes]
    wide = any(x < 0.38 and x + w > 0.62 for x, _, w, _ in boxes)
    if wide or (min(centres) < 0.5 <= max(centres)):
        return 2
    return 1 if centres[0] < 0.5 else 0


def _zone_shares(boxes: list[Box]) -> Array:
    """Share of the boxes' height in each third of the lung field."""
    edges = np.linspace(LUNG_TOP, LUNG_BASE, 4)
    edges[0], edges[3] = 0.0, 1.0
    shares = np.zeros(3, dtype=np.float32)
    for _, y, _, h in boxes:
        shares += np.clip(np.minimum(edges[1:], y + h) - np.maximum(edges[:3], y), 0, None)
    return shares / max(float(shares.sum()), 1e-6)


def _size_of(boxes: list[Box]) -> int:
    share = max(w * h for _, _, w, h in boxes)
    return 0 if share < SMALL else 1 if share < MODERATE else 2


def _fill_from_boxes(facts: FilmFacts, row: int, film: Film) -> None:
    for finding in {code for code, _ in film.boxes}:
        boxes = [box for code, box in film.boxes if code == finding]
        facts.sides[row, finding] = np.eye(3)[_side_of(boxes)]
        facts.zones[row, finding] = _zone_shares(boxes)
        facts.sizes[row, finding] = np.eye(3)[_size_of(boxes)]


def facts_of(films: Sequence[Film]) -> FilmFacts:
    """Labels, and places where a box was published."""
    labels = np.array([film.labels for film in films], dtype=np.float32)
    labels[labels < 0] = UNSURE_LABEL
    facts = _blank(labels)
    for row, film in enumerate(films):
        _fill_from_boxes(facts, row, film)
    return facts


def heat_places(heat: NDArray[np.floating]) -> tuple[Array, Array]:
    """Sides and zones [N, 14, 3] of maps [N, 14, h, w] in 0..1, by squared heat in each part."""
    weight = np.square(heat.astype(np.float32)) + 1e-6
    rows, columns = weight.shape[2:]
    total = weight.sum(axis=(2, 3))
    right = weight[..., : columns // 2].sum(axis=(2, 3)) / total
    sides = np.stack(
        [np.clip(1 - 2 * right, 0, 1), np.clip(2 * right - 1, 0, 1), 1 - np.abs(2 * right - 1)], axis=2
    )
    first, second = zone_rows(rows)
    parts = (weight[:, :, :first], weight[:, :, first:second], weight[:, :, second:])
    zones = np.stack([part.sum(axis=(2, 3)) / total for part in parts], axis=2)
    return sides, zones


def zone_rows(rows: int) -> tuple[int, int]:
    """First rows of the middle and of the lower zone in a map of so many rows."""
    third = (LUNG_BASE - LUNG_TOP) / 3
    first = max(1, round(rows * (LUNG_TOP + third)))
    return first, max(first + 1, round(rows * (LUNG_TOP + 2 * third)))


def with_heat(facts: FilmFacts, heat: NDArray[np.floating]) -> FilmFacts:
    """Fills places that are not known from heat maps, believed in part."""
    sides, zones = (HEAT_TRUST * part + (1 - HEAT_TRUST) / 3 for part in heat_places(heat))
    return FilmFacts(
        facts.labels,
        np.where(np.isnan(facts.sides), sides, facts.sides),
        np.where(np.isnan(facts.zones), zones, facts.zones),
        facts.sizes,
    )


def teacher_facts(chances: Array, heat: NDArray[np.floating]) -> FilmFacts:
    """What the encoder itself says: calibrated chances [N, 14] with places from its heat maps."""
    return with_heat(_blank(chances.astype(np.float32)), heat)


def read_phantom_claims(folder: Path) -> dict[str, tuple[Claim, ...]]:
    """Exact findings of each phantom by picture name, from `phantoms.jsonl`."""
    shown = {}
    for line in (folder / "phantoms.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        known = [entry for entry in row["findings"] if entry["code"] in INDEX]
        shown[row["image"]] = tuple(
            Claim((entry["code"],), True, entry["side"], entry["zone"], entry["size"]) for entry in known
        )
    return shown


def phantom_facts(films: Sequence[Film], shown: dict[str, tuple[Claim, ...]]) -> FilmFacts:
    """As drawn: the phantom's own side, zone and size instead of those of its boxes."""
    facts = facts_of(films)
    for row, film in enumerate(films):
        for claim in shown.get(Path(film.path).name, ()):
            finding = INDEX[claim.findings[0]]
            for table, names, said in (
                (facts.sides, SIDES, claim.side),
                (facts.zones, ZONES, claim.zone),
                (facts.sizes, SIZES, claim.size),
            ):
                table[row, finding] = np.eye(3)[names.index(said)] if said in names else np.nan
    return facts
