"""What MiniLM makes of the words that can be read and of the answers that can be given."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from ..text.bert import TextEncoder, build_text_encoder
from ..text.settings import TextConfig
from ..text.steps import save_whole
from ..text.wordpiece import build_tokenizer, encode, read_minilm_vocabulary
from ..workbench import ROOT
from .vocabulary import Vocabulary

LAYERS = 6
WORD_STD = 0.05
"""Of a word's embedding, as if it were drawn at random."""
MOST_TOKENS, BATCH = 24, 128
KEPT = ROOT / "work" / "minilm.pt"


@dataclass(frozen=True)
class Meaning:
    words: Tensor
    """[P, W] in the width of the question encoder."""
    answers: Tensor
    """[A, 384] of unit length; zero for the class that is never said."""


@cache
def _minilm() -> TextEncoder:
    full = read_minilm_vocabulary()
    config = TextConfig(layers=tuple(range(LAYERS)), pretrained=True)
    return build_text_encoder(config, sorted(full, key=full.__getitem__)).eval()


@torch.no_grad()
def _embedded(texts: list[str]) -> Tensor:
    tokenizer, encoder = build_tokenizer(read_minilm_vocabulary()), _minilm()
    parts = []
    for start in range(0, len(texts), BATCH):
        ids, mask = (
            torch.from_numpy(part) for part in encode(tokenizer, texts[start : start + BATCH], MOST_TOKENS)
        )
        weight = mask.float()[:, :, None]
        parts.append((encoder.tokens(ids, mask) * weight).sum(1) / weight.sum(1))
    return F.normalize(torch.cat(parts), dim=1)


def embed(texts: list[str], kept: Path = KEPT) -> Tensor:
    """[N, 384] of unit length: MiniLM's mean over tokens. What was asked before is read from `kept`."""
    known: dict[str, Tensor] = torch.load(kept, weights_only=True) if kept.exists() else {}
    unknown = sorted(set(texts) - known.keys())
    if unknown:
        known |= dict(zip(unknown, _embedded(unknown).clone(), strict=True))
        kept.parent.mkdir(parents=True, exist_ok=True)
        save_whole(known, kept)
    return torch.stack([known[text] for text in texts])


def _narrowed(vectors: Tensor, width: int) -> Tensor:
    """The principal directions, scaled like random embeddings."""
    centred = vectors - vectors.mean(dim=0)
    _, _, directions = torch.linalg.svd(centred, full_matrices=False)
    kept = centred @ directions[:width].T
    return F.pad(kept, (0, width - kept.shape[1])) / kept.std() * WORD_STD


def read_questions(texts: set[str]) -> dict[str, Tensor]:
    """MiniLM's embedding of each question."""
    asked = sorted(texts)
    return dict(zip(asked, embed(asked), strict=True))


_kept: dict[tuple[tuple[str, ...], int], Meaning] = {}


def read_meaning(vocabulary: Vocabulary, width: int) -> Meaning:
    """The same for every network of a process; some seconds the first time."""
    key = (tuple(vocabulary.answers), width)
    if key not in _kept:
        pieces = vocabulary.tokenizer.get_vocab()
        words = embed([piece.removeprefix("##") for piece in sorted(pieces, key=pieces.__getitem__)])
        answers = embed(vocabulary.answers)
        answers[0] = 0
        _kept[key] = Meaning(_narrowed(words, width).clone(), answers.clone())
    return _kept[key]
