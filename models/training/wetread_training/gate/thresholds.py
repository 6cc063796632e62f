"""Chooses the three thresholds on the validation part, through the whole decision path."""

from __future__ import annotations

from itertools import product

import numpy as np

from .decide import Thresholds
from .judge import Track
from .parts import DRAWN, FRONTAL, HIDDEN_FRONTAL, HIDDEN_OUTSIDE, OUTSIDE, REPAIR, SPOILT
from .report import outcome

ACCEPT_GRID = (0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
REPAIR_GRID = (0.3, 0.4, 0.5, 0.6)
NOVELTY_QUANTILES = (0.99, 0.995, 1.0)
NOVELTY_MARGINS = (1.0, 1.2, 1.5)
"""Limits beyond the largest novelty seen: validation has few films, the world has more."""


_HEADS = (FRONTAL, HIDDEN_FRONTAL, OUTSIDE, HIDDEN_OUTSIDE, SPOILT, REPAIR, DRAWN)


def _novelty_grid(real: list[Track]) -> list[float]:
    values = [track.looks[()].novelty for track in real]
    limits = [float(np.quantile(values, quantile)) for quantile in NOVELTY_QUANTILES]
    return sorted({*limits, *(max(values) * margin for margin in NOVELTY_MARGINS)})


def _share(tracks: list[Track], thresholds: Thresholds, counted: tuple[str, ...]) -> float:
    hits = [outcome(track, track.decision(thresholds)) in counted for track in tracks]
    return float(np.mean(hits)) if hits else 0.0


def _score(heads: dict[str, list[Track]], candidate: Thresholds, refused: float) -> float:
    """What a setting lets through, and a little of what it loses; see `choose_thresholds`."""
    passed = [_share(heads[head], candidate, ("passed",)) for head in (OUTSIDE, HIDDEN_OUTSIDE, SPOILT)]
    passed.append(_share(heads[REPAIR], candidate, ("misturned",)))
    hidden = _share(heads[HIDDEN_FRONTAL], candidate, ("refused", "misturned"))
    lost = _share(heads[REPAIR], candidate, ("refused",)) + _share(
        heads[DRAWN], candidate, ("refused", "misturned")
    )
    return float(np.mean(passed)) + 0.25 * (refused + hidden) + 0.1 * lost


def choose_thresholds(tracks: list[Track], false_refusals: float) -> Thresholds:
    """The setting that costs at most `false_refusals` of the real films and lets the least of the rest through.

    The rest = mean of four shares: pictures from outside accepted, the same disguised, spoilt films accepted, turned
    or inverted films read the wrong way round. Smaller weights on refusals keep a setting from paying for one spoilt
    film with ten good ones. Of equal settings the most central is taken; when none keeps the bound (an untrained
    trunk), the one nearest to it.
    """
    heads = {head: [t for t in tracks if t.group.partition(" ")[0] == head] for head in _HEADS}
    real = heads[FRONTAL]
    best, best_score = Thresholds(0.5, 0.5, 1e9), (np.inf, np.inf)
    for accept, repair, novelty in product(ACCEPT_GRID, REPAIR_GRID, _novelty_grid(real)) if real else ():
        candidate = Thresholds(accept, repair, novelty)
        refused = _share(real, candidate, ("refused", "misturned"))
        over = max(0.0, refused - false_refusals)
        if over > best_score[0]:
            continue
        central = 1e-4 * (abs(accept - 0.5) + abs(repair - 0.5))
        score = _score(heads, candidate, refused) + central
        if (over, score) < best_score:
            best, best_score = candidate, (over, score)
    return best
