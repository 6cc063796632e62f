"""What the decoder is taught with: sentences of real reports and of our own grammar, drawn anew for every epoch."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass

import numpy as np

from ..grammar import Slots, compose, sample_slots
from .real_sentences import RealSentence, flattened


@dataclass(frozen=True)
class Lesson:
    slots: Slots
    text: str
    place: int | None
    """Row of the report whose place goes with it; None = no place."""


def held_out(slots: Slots) -> bool:
    """A fixed tenth of the sided, zoned combinations is never trained on: do slots combine freely?"""
    spoken = slots.spoken()
    if "none" in (spoken.side, spoken.zone) or spoken.status == "absent":
        return False
    key = "|".join((spoken.finding, spoken.side, spoken.zone, spoken.size, spoken.band))
    return hashlib.sha256(key.encode()).digest()[0] % 10 == 0


@dataclass(frozen=True)
class Corpus:
    real: list[RealSentence]
    own_share: float
    """Part of the lessons that is of our own grammar; all where there are no real sentences."""
    place_share: float
    """Part of the lessons that comes with the place of a report: for a real sentence its own."""
    flatten: float
    """A wording heard n times counts n ** flatten times."""

    def draw(self, count: int, seed: list[int]) -> list[Lesson]:
        rng = random.Random(int(np.random.default_rng(seed).integers(2**62)))
        real = self._real_lessons(count, rng) if self.real else []
        return [*real, *(self._own_lesson(rng) for _ in range(count - len(real)))]

    def _real_lessons(self, count: int, rng: random.Random) -> list[Lesson]:
        wanted = round(count * (1 - self.own_share))
        drawn = rng.choices(self.real, flattened(self.real, self.flatten), k=wanted)
        return [
            Lesson(one.slots, one.text, one.report if rng.random() < self.place_share else None)
            for one in drawn
        ]

    def _own_lesson(self, rng: random.Random) -> Lesson:
        slots = sample_slots(rng)
        while held_out(slots):
            slots = sample_slots(rng)
        # A report that says something else: the slots decide what is said, the place at most how.
        place = rng.choice(self.real).report if self.real and rng.random() < self.place_share else None
        return Lesson(slots, compose(slots, rng), place)
