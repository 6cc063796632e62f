"""What the network can read and say: word pieces and answers, from training questions only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from ..text.wordpiece import build_tokenizer, encode, small_vocabulary
from .own_questions import read_outside
from .sets import QuestionSets
from .settings import VqaConfig
from .words import OUTSIDE


@dataclass(frozen=True)
class Vocabulary:
    tokenizer: Tokenizer
    answers: list[str]
    """In their normal spelling; the first is OUTSIDE."""
    said: list[str]
    """The same as they are shown: the most frequent spelling of the training part."""

    def place(self) -> dict[str, int]:
        return {answer: index for index, answer in enumerate(self.answers)}


def build_vocabulary(config: VqaConfig, sets: QuestionSets) -> Vocabulary:
    training = sets.of("train")
    # Words of the taught outside questions get no place of their own beyond what frequency gives them.
    texts = [item.text for item in training] + read_outside()
    pieces = small_vocabulary(texts, config.vocabulary)
    spellings: dict[str, Counter[str]] = {"yes": Counter(["yes"]), "no": Counter(["no"])}
    for item in training:
        if item.answer:
            spellings.setdefault(item.answer, Counter())[item.said] += 1
    answers = sorted(spellings)
    return Vocabulary(
        build_tokenizer({piece: index for index, piece in enumerate(pieces)}),
        [OUTSIDE, *answers],
        [OUTSIDE, *(spellings[answer].most_common(1)[0][0] for answer in answers)],
    )


def form_of(vocabulary: Vocabulary) -> Tensor:
    """[A] 0 for the class that is never said, 1 for yes and no, 2 for everything else."""
    return torch.tensor([{OUTSIDE: 0, "yes": 1, "no": 1}.get(answer, 2) for answer in vocabulary.answers])


def encode_questions(
    vocabulary: Vocabulary, texts: list[str], most: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Ids and mask [N, L]."""
    return encode(vocabulary.tokenizer, texts, most)
