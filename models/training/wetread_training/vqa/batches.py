"""Which pictures and questions make up a training step."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from ..tasks import TASKS
from .features import Gathered
from .meaning import read_questions
from .network import Seating, seat
from .own_questions import Diseases, ask_outside, ask_own, read_outside
from .sets import HEADS, Question
from .settings import VqaConfig
from .vocabulary import Vocabulary, encode_questions

UNTOLD = -100
PAD_ID, UNKNOWN_ID, FIRST_WORD = 0, 1, 5


@dataclass
class Batch:
    features: Tensor
    """[N, C, s, s]"""
    deep: Tensor | None
    """[N, 1280, s / 2, s / 2] where the trunk's end is fixed."""
    findings: Tensor | None
    """[N, VALUES]"""
    ids: Tensor
    mask: Tensor
    """Of unlike questions."""
    asked: Tensor
    """[Q] row of `ids`."""
    seating: Seating
    answers: Tensor
    """[Q]"""
    meant: Tensor | None
    """[M, 384] MiniLM's embeddings of the unlike questions `told`."""
    told: list[int]
    heads: dict[str, Tensor]
    """[N] class of each task, UNTOLD where the table does not tell."""


class Batches:
    def __init__(
        self, config: VqaConfig, gathered: Gathered, vocabulary: Vocabulary, med_share: float
    ) -> None:
        self.config, self.gathered, self.vocabulary = config, gathered, vocabulary
        self.shown = {
            "vqa-rad": float(config.rad_repeats),
            "slake": 1.0,
            "vqa-med": med_share,
            "nih": config.nih_share,
        }
        self.place, self.taught = vocabulary.place(), read_outside()
        self.diseases = Diseases([p for p in gathered.sets.pictures if p.split == "train"])
        self.asked: dict[int, list[Question]] = {}
        for item in gathered.sets.of("train"):
            self.asked.setdefault(item.picture, []).append(item)
        self.meant = (
            read_questions({item.text for item in gathered.sets.of("train")}) if config.meaning else {}
        )

    def epoch(self, rng: random.Random) -> list[list[int]]:
        """Pictures of each step: of some sets a share, of VQA-RAD each several times."""
        pictures = self.gathered.sets.pictures
        chosen = []
        for index in self.asked:
            times = self.shown[pictures[index].source]
            chosen += [index] * (int(times) + (rng.random() < times % 1))
        rng.shuffle(chosen)
        size = self.config.batch
        return [chosen[start : start + size] for start in range(0, len(chosen), size)]

    def _asked_of(self, index: int, rng: random.Random) -> Iterator[tuple[str, int]]:
        questions = self.asked[index]
        for item in rng.sample(questions, min(len(questions), self.config.questions)):
            yield item.text, self.place.get(item.answer, UNTOLD)
            if rng.random() < self.config.own_share and (own := ask_own(self._picture(index), rng)):
                yield own[0], self.place[own[1]]
            if rng.random() < self.config.disease_share and (
                own := self.diseases.ask(self._picture(index), rng)
            ):
                yield own[0], self.place[own[1]]
            if rng.random() < self.config.outside_share:
                text, answer = ask_outside(self.taught, rng)
                yield text, self.place[answer]

    def _picture(self, index: int):
        return self.gathered.sets.pictures[index]

    def make(self, rows: list[int], rng: random.Random) -> Batch:
        texts, answers, owner = [], [], []
        for row, index in enumerate(rows):
            for text, answer in self._asked_of(index, rng):
                texts.append(text)
                answers.append(answer)
                owner.append(row)
        places = {text: place for place, text in enumerate(dict.fromkeys(texts))}
        ids, mask = encode_questions(self.vocabulary, list(places), self.config.max_tokens)
        told = [place for text, place in places.items() if text in self.meant]
        ids = _drop_words(ids, self.config.word_dropout, rng)
        looks = [
            int(self.gathered.first[index]) + rng.randint(0, int(self.gathered.copies[index]))
            for index in rows
        ]
        return Batch(
            _rows(self.gathered.features, looks),
            None if self.gathered.deep is None else _rows(self.gathered.deep, looks),
            None if self.gathered.findings is None else _rows(self.gathered.findings, rows),
            torch.from_numpy(ids),
            torch.from_numpy(mask),
            torch.tensor([places[text] for text in texts]),
            seat(torch.tensor(owner), len(rows)),
            torch.tensor(answers),
            torch.stack([self.meant[text] for text in places if text in self.meant]) if told else None,
            told,
            {task: self._told(rows, task) for task in HEADS},
        )

    def _told(self, rows: list[int], task: str) -> Tensor:
        told = [self._picture(index).heads.get(task, UNTOLD) for index in rows]
        return torch.tensor([value if value < len(TASKS[task]) else UNTOLD for value in told])


def _rows(stored: np.ndarray, rows: list[int]) -> Tensor:
    return torch.from_numpy(np.stack([stored[row] for row in rows]).astype(np.float32))


def _drop_words(ids: np.ndarray, share: float, rng: random.Random) -> np.ndarray:
    """Words become unknown at random, so that an unknown word is nothing new."""
    dice = np.random.default_rng(rng.getrandbits(32))
    lost = (dice.random(ids.shape) < share) & (ids >= FIRST_WORD)
    return np.where(lost, UNKNOWN_ID, ids)
