"""How well films fit claims, from 0 to 1: the target of training and the gain of nDCG."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..findings import INDEX
from .claims import Claim
from .films import SIDES, SIZES, ZONES, Array, FilmFacts

# Rows: what is asked; columns: what is there.
SIDE_FIT = np.array([[1.0, 0.0, 0.5], [0.0, 1.0, 0.5], [0.3, 0.3, 1.0]], dtype=np.float32)
ZONE_FIT = np.array([[1.0, 0.3, 0.0], [0.3, 1.0, 0.3], [0.0, 0.3, 1.0]], dtype=np.float32)
SIZE_FIT = np.array([[1.0, 0.4, 0.0], [0.4, 1.0, 0.5], [0.0, 0.5, 1.0]], dtype=np.float32)

WRONG_PLACE = 0.25
"""What is left of a present claim's fit when the finding is there but side, zone or size is not as asked."""
UNKNOWN_FIT = 0.5
PARTIAL = 0.3
"""Part of the fit that a film keeps which shows only some of the findings asked for together."""


def _fit(table: Array, matrix: Array, names: tuple[str, ...], said: str) -> Array | float:
    """[N, 14] fit of a place or size, 1 where nothing is said."""
    if said == "none":
        return 1.0
    return np.nan_to_num(table @ matrix[names.index(said)], nan=UNKNOWN_FIT)


def _chances(claim: Claim, facts: FilmFacts, wrong: float) -> Array:
    """[N] chance that any of the claim's findings is there as said."""
    columns = [INDEX[code] for code in claim.findings]
    chance = facts.labels[:, columns]
    if claim.placed or claim.size != "none":
        fit = (
            _fit(facts.sides[:, columns], SIDE_FIT, SIDES, claim.side)
            * _fit(facts.zones[:, columns], ZONE_FIT, ZONES, claim.zone)
            * _fit(facts.sizes[:, columns], SIZE_FIT, SIZES, claim.size)
        )
        chance = chance * (wrong + (1 - wrong) * fit)
    return 1 - np.prod(1 - chance, axis=1) if len(columns) > 1 else chance[:, 0]


def relevance(claims: Sequence[Claim], facts: FilmFacts) -> Array:
    """[N] fit of each film to all claims together.

    Present claims multiply, with partial credit for a part of them; each denial takes away what it denies.
    """
    shown = [_chances(claim, facts, WRONG_PLACE) for claim in claims if claim.present]
    fit = np.ones(len(facts), dtype=np.float32)
    if shown:
        whole = np.prod(shown, axis=0)
        fit = whole + PARTIAL * (np.mean(shown, axis=0) - whole) if len(shown) > 1 else whole
    for claim in claims:
        if not claim.present:
            fit = fit * (1 - _chances(claim, facts, 0.0))
    return fit.astype(np.float32)


def relevance_table(texts: Sequence[Sequence[Claim]], facts: FilmFacts) -> NDArray[np.float32]:
    """[T, N]."""
    return np.stack([relevance(claims, facts) for claims in texts])
