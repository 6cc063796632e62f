"""How well a joint space ranks validation films for phrases of our own, beside its references."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from ..findings import FINDINGS
from .bert import TextEncoder
from .claims import Statement
from .joint import JointImageHead
from .joint_inputs import FilmSide, JointData
from .names import CLINICAL
from .phrases import read_phrases
from .ranking import Scores, bm25, by_kind, drafted_text, label_lookup, measure_ranking
from .relevance import relevance_table
from .wordpiece import encode


@torch.inference_mode()
def embed_texts(
    model: TextEncoder, tokenizer: Tokenizer, texts: Sequence[str], most: int = 64
) -> NDArray[np.float32]:
    device = next(model.parameters()).device
    ids, mask = encode(tokenizer, list(texts), most)
    return model(torch.from_numpy(ids).to(device), torch.from_numpy(mask).to(device)).cpu().numpy()


@torch.inference_mode()
def embed_films(head: JointImageHead, side: FilmSide) -> NDArray[np.float32]:
    device = next(head.parameters()).device
    parts = (side.features, side.logits, side.heat.float())
    return head(*(part.to(device) for part in parts)).cpu().numpy()


def _row(phrases: Sequence[Statement], gains: Scores, scores: Scores) -> dict[str, Any]:
    row = measure_ranking(gains, scores) | by_kind(phrases, gains, scores)
    return {key: round(value, 4) for key, value in row.items()}


def agreement(scores: Scores, others: Scores) -> float:
    """Mean rank correlation (Spearman) over texts of two ways to score the same films."""
    ranks = [np.argsort(np.argsort(part, axis=1), axis=1).astype(np.float64) for part in (scores, others)]
    return float(np.mean([np.corrcoef(a, b)[0, 1] for a, b in zip(*ranks, strict=True)]))


def known_sides(side: FilmSide) -> list[tuple[int, int, bool]]:
    """(film, finding, left) wherever a finding is known to be on one side only."""
    told = np.nan_to_num(side.published.sides).argmax(axis=2)
    known = ~np.isnan(side.published.sides).any(axis=2) & (told < 2) & (side.published.labels == 1)
    return [(int(i), int(j), bool(told[i, j] == 0)) for i, j in zip(*np.nonzero(known), strict=True)]


def side_accuracy(left: Scores, right: Scores, known: Sequence[tuple[int, int, bool]]) -> float:
    """Share of one-sided findings whose film scores higher for its own side; [14, N] scores for each side's texts."""
    hits = [(left[j, i] > right[j, i]) == is_left for i, j, is_left in known]
    return float(np.mean(hits))


def _side_scores(text: TextEncoder, tokenizer: Tokenizer, films: NDArray[np.float32]) -> list[Scores]:
    names = [CLINICAL[(code,)][0] for code in FINDINGS]
    return [
        embed_texts(text, tokenizer, [f"{side} {name}" for name in names]) @ films.T
        for side in ("left", "right")
    ]


def judge_references(
    side: FilmSide, phrases: Sequence[Statement] | None = None, rounds: int = 20
) -> dict[str, Any]:
    """Label lookup (upper), BM25 over drafted words, and random order (lower) on the same phrases and films."""
    phrases = phrases or read_phrases()
    gains = relevance_table([phrase.claims for phrase in phrases], side.published)
    chances = side.teacher.labels
    # Calls as many films for a finding as have it, without looking at which.
    bars = np.array(
        [np.quantile(chances[:, j], 1 - side.published.labels[:, j].mean()) for j in range(chances.shape[1])]
    )
    words = bm25([phrase.text for phrase in phrases], drafted_text(chances, bars))
    rng = np.random.default_rng(0)
    blind = [_row(phrases, gains, rng.random(gains.shape)) for _ in range(rounds)]
    return {
        "label lookup": _row(phrases, gains, label_lookup(phrases, side.teacher)),
        "bm25 on drafted words": _row(phrases, gains, words),
        "random": {key: round(float(np.mean([row[key] for row in blind])), 4) for key in blind[0]},
    }


def judge(
    text: TextEncoder,
    head: JointImageHead,
    tokenizer: Tokenizer,
    data: JointData,
    phrases: Sequence[Statement] | None = None,
) -> dict[str, Any]:
    """nDCG@10 and P@5 of the space on validation films, and nDCG@10 by kind of phrase.

    `agreement` is the rank correlation with label lookup: how well the words are understood, with less noise than
    a measure against few and noisy labels has. `sides` is the share of one-sided findings (boxes; phantoms as drawn)
    whose film lies nearer to "left ..." or "right ..." as it should.
    """
    phrases = phrases or read_phrases()
    gains = relevance_table([phrase.claims for phrase in phrases], data.val.published)
    queries = embed_texts(text.eval(), tokenizer, [phrase.text for phrase in phrases])
    films = embed_films(head.eval(), data.val)
    row = _row(phrases, gains, queries @ films.T)
    row["agreement"] = round(agreement(queries @ films.T, label_lookup(phrases, data.val.teacher)), 4)
    for name, side in (("sides", data.val), ("phantomSides", data.phantom_val)):
        if side is not None and (told := known_sides(side)):
            scores = _side_scores(text, tokenizer, embed_films(head, side))
            row[name] = round(side_accuracy(*scores, told), 4)
    return row
