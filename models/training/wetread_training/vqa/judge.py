"""What a trained network says of the questions of one split, and how right it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from .features import Gathered
from .network import Answerer, Sight, seat
from .sets import Question
from .vocabulary import Vocabulary, encode_questions

PICTURES, QUESTIONS = 32, 256
LEAST_CHANCE = 1e-9
"""Chances are no smaller before their logarithm is taken; the exported graph does the same."""


@dataclass(frozen=True)
class Replies:
    questions: list[Question]
    logits: NDArray[np.float32]
    """[Q, A]"""

    def said(self) -> NDArray[np.int64]:
        """Place of the likeliest answer to each question; the first class is no answer."""
        return 1 + self.logits[:, 1:].argmax(axis=1)


def _rows(stored: NDArray[np.float16], rows: NDArray[np.int64]) -> Tensor:
    return torch.from_numpy(np.stack([stored[row] for row in rows]).astype(np.float32))


@torch.inference_mode()
def see_all(model: Answerer, gathered: Gathered, pictures: list[int], blank: bool = False) -> Sight:
    """Sight of pictures as they are; `blank` hands in features of nothing instead."""
    parts = []
    for start in range(0, len(pictures), PICTURES):
        rows = gathered.first[pictures[start : start + PICTURES]]
        features = _rows(gathered.features, rows)
        deep = None if gathered.deep is None else _rows(gathered.deep, rows)
        if blank:
            # What the network sees of nothing: the same for every picture.
            features, deep = torch.zeros_like(features), None
        findings = None
        if gathered.findings is not None:
            shown = torch.from_numpy(gathered.findings[pictures[start : start + PICTURES]])
            findings = torch.zeros_like(shown) if blank else shown
        parts.append(model.see(features, deep, findings))
    return Sight(torch.cat([part.cells for part in parts]), torch.cat([part.whole for part in parts]))


@torch.inference_mode()
def reply_all(
    model: Answerer,
    gathered: Gathered,
    vocabulary: Vocabulary,
    questions: list[Question],
    most: int,
    mix: Callable[[list[int]], list[int]] | None = None,
    blank: bool = False,
) -> Replies:
    """Logits of all questions; `mix` gives another picture's place for each picture's place."""
    model.eval()
    pictures = sorted({item.picture for item in questions})
    sight = see_all(model, gathered, pictures, blank)
    row_of = {picture: row for row, picture in enumerate(pictures)}
    others = mix(pictures) if mix else pictures
    place = {picture: row_of[other] for picture, other in zip(pictures, others, strict=True)}
    parts = []
    for start in range(0, len(questions), QUESTIONS):
        some = questions[start : start + QUESTIONS]
        texts = {text: row for row, text in enumerate(dict.fromkeys(item.text for item in some))}
        ids, mask = encode_questions(vocabulary, list(texts), most)
        asked = model.text(torch.from_numpy(ids), torch.from_numpy(mask))
        rows = torch.tensor([texts[item.text] for item in some])
        shown = sorted({place[item.picture] for item in some})
        seating = seat(torch.tensor([shown.index(place[item.picture]) for item in some]), len(shown))
        seen = Sight(sight.cells[shown], sight.whole[shown])
        parts.append(model.reply(seen, asked[rows], seating).numpy())
    return Replies(questions, np.concatenate(parts))


def reply_together(
    models: Sequence[Answerer],
    gathered: Gathered,
    vocabulary: Vocabulary,
    questions: list[Question],
    most: int,
    mix: Callable[[list[int]], list[int]] | None = None,
    blank: bool = False,
) -> Replies:
    """As `reply_all`, the chances of several networks averaged; logits are their logarithm."""
    replies = [reply_all(model, gathered, vocabulary, questions, most, mix, blank) for model in models]
    if len(replies) == 1:
        return replies[0]
    chances = sum(torch.from_numpy(reply.logits).softmax(dim=1) for reply in replies) / len(replies)
    return Replies(questions, chances.clamp(min=LEAST_CHANCE).log().numpy())


@torch.inference_mode()
def class_logits(
    models: Sequence[Answerer], gathered: Gathered, pictures: list[int]
) -> dict[str, NDArray[np.float32]]:
    """Logits [N, C] of each picture-only task, the mean of the networks'."""
    found = []
    for model in models:
        model.eval()
        found.append(model.classes(see_all(model, gathered, pictures)))
    return {task: (sum(one[task] for one in found) / len(found)).numpy() for task in found[0]}


def right(replies: Replies, vocabulary: Vocabulary) -> NDArray[np.bool_]:
    answers = vocabulary.answers
    return np.array(
        [answers[index] == item.answer for index, item in zip(replies.said(), replies.questions, strict=True)]
    )


def accuracies(gathered: Gathered, questions: list[Question], good: NDArray[np.bool_]) -> dict[str, float]:
    """Share right of each set, in all, open and closed, and by kind of question; known pictures by themselves."""
    source = np.array([gathered.sets.counted_with(item) for item in questions])
    closed = np.array([item.closed for item in questions])
    kind = np.array([item.kind for item in questions])
    found: dict[str, float] = {}
    for name in np.unique(source):
        of = source == name
        found[f"{name}"] = float(good[of].mean())
        for label, part in (("closed", closed), ("open", ~closed)):
            if (of & part).any():
                found[f"{name} {label}"] = float(good[of & part].mean())
        for value in np.unique(kind[of]):
            rows = of & (kind == value)
            if rows.sum() >= 25:
                found[f"{name} {value} ({rows.sum()})"] = float(good[rows].mean())
    return {key: round(value, 4) for key, value in found.items()}
