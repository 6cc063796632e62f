"""Measures of ranked films, and the references that a joint space is held against."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..findings import FINDINGS
from .claims import Claim, Statement
from .films import FilmFacts
from .relevance import relevance_table

RELEVANT = 0.5
"""Films of at least this relevance count for precision."""
Scores = NDArray[np.floating]


def ndcg(gains: Scores, scores: Scores, depth: int = 10) -> float:
    """nDCG@depth with gain 2^(3 r) - 1 for a relevance r of 0..1 (grades 0 to 3); NaN when nothing is relevant."""
    worth = np.exp2(3 * gains) - 1
    discount = 1 / np.log2(np.arange(2, depth + 2))
    # Ties are broken by order of the films, which says nothing of their labels.
    ranked = worth[np.argsort(-scores, kind="stable")[:depth]]
    best = np.sort(worth)[::-1][:depth]
    ideal = float((best * discount[: len(best)]).sum())
    return float((ranked * discount[: len(ranked)]).sum()) / ideal if ideal > 0 else float("nan")


def precision(gains: Scores, scores: Scores, depth: int = 5) -> float:
    """Share of the first `depth` films that are relevant; NaN when fewer than `depth` are."""
    if (gains >= RELEVANT).sum() < depth:
        return float("nan")
    return float((gains[np.argsort(-scores, kind="stable")[:depth]] >= RELEVANT).mean())


def measure_ranking(gains: Scores, scores: Scores) -> dict[str, float]:
    """Means over texts of [T, N] gains and scores; texts without enough relevant films do not count."""
    with_gain = [(gain, score) for gain, score in zip(gains, scores, strict=True) if gain.max() > 0.2]
    return {
        "ndcg10": float(np.nanmean([ndcg(gain, score) for gain, score in with_gain])),
        "p5": float(np.nanmean([precision(gain, score) for gain, score in with_gain])),
        "texts": len(with_gain),
    }


def by_kind(phrases: Sequence[Statement], gains: Scores, scores: Scores) -> dict[str, float]:
    """nDCG@10 for each kind of phrase: plain, placed, combined, denied."""
    kinds: dict[str, list[float]] = {}
    for phrase, gain, score in zip(phrases, gains, scores, strict=True):
        if gain.max() > 0.2:
            kinds.setdefault(kind_of(phrase.claims), []).append(ndcg(gain, score))
    return {kind: float(np.nanmean(values)) for kind, values in sorted(kinds.items())}


def kind_of(claims: Sequence[Claim]) -> str:
    if any(not claim.present for claim in claims):
        return "denied"
    if len(claims) > 1:
        return "combined"
    return "placed" if claims[0].placed or claims[0].size != "none" else "plain"


def label_lookup(phrases: Sequence[Statement], facts: FilmFacts) -> Scores:
    """Upper reference: the phrase's meaning is given, the films' chances and places come from the encoder."""
    return relevance_table([phrase.claims for phrase in phrases], facts)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())


def bm25(queries: Sequence[str], documents: Sequence[str], k1: float = 1.2, b: float = 0.75) -> Scores:
    """Okapi BM25 [Q, D]."""
    bags = [Counter(_words(text)) for text in documents]
    lengths = np.array([sum(bag.values()) for bag in bags], dtype=np.float64)
    spread = 1 - b + b * lengths / max(1.0, lengths.mean())
    scores = np.zeros((len(queries), len(documents)))
    for row, query in enumerate(queries):
        for word in set(_words(query)):
            counts = np.array([bag[word] for bag in bags], dtype=np.float64)
            holders = (counts > 0).sum()
            weight = math.log(1 + (len(bags) - holders + 0.5) / (holders + 0.5))
            scores[row] += weight * counts * (k1 + 1) / (counts + k1 * spread)
    return scores


def drafted_text(chances: NDArray[np.floating], bars: NDArray[np.floating]) -> list[str]:
    """A plain report for each film from what the encoder calls: the documents of the BM25 reference."""
    texts = []
    for row in chances:
        named = [(code.replace("_", " ").lower(), row[j] >= bars[j]) for j, code in enumerate(FINDINGS)]
        said = [name for name, called in named if called]
        texts.append(". ".join(said) or "normal chest, no finding")
    return texts
