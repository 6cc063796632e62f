"""The decision path: look, repair, look again. `libs/inference` repeats it in TypeScript."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .classes import (
    ACCEPT_CLASS,
    GATE_CLASSES,
    INDEX,
    MOST_REPAIRS,
    OUT_OF_DISTRIBUTION,
    REFUSAL_REASONS,
    REPAIRS,
)

ACCEPT = INDEX[ACCEPT_CLASS]


@dataclass(frozen=True)
class Look:
    """What the encoder says of one picture: softmax over GATE_CLASSES, and the novelty."""

    probabilities: NDArray[np.float64]
    novelty: float


@dataclass(frozen=True)
class Thresholds:
    accept: float
    repair: float
    novelty: float


@dataclass(frozen=True)
class Decision:
    """`reason` is None when the picture is accepted; `repairs` were applied before the last look, in this order."""

    reason: str | None
    repairs: tuple[str, ...] = field(default=())

    @property
    def accepted(self) -> bool:
        return self.reason is None


def repair_of(look: Look, done: tuple[str, ...], threshold: float) -> str | None:
    """The fault to undo: the most probable class of all, if it is repairable, probable enough, and not undone yet."""
    name = GATE_CLASSES[int(look.probabilities.argmax())]
    if name not in REPAIRS or name in done or len(done) >= MOST_REPAIRS:
        return None
    return name if look.probabilities[INDEX[name]] >= threshold else None


def _refusal(look: Look) -> str:
    """Reason of the most probable class other than the accepted one."""
    order = np.argsort(-look.probabilities, kind="stable")
    return REFUSAL_REASONS[GATE_CLASSES[next(index for index in order if index != ACCEPT)]]


def decide(look_after: Callable[[tuple[str, ...]], Look], thresholds: Thresholds) -> Decision:
    """`look_after(repairs)` judges the picture after those repairs, () first.

    1. While `repair_of` names a fault: undo it on the picture (not on the square) and look again.
    2. Softmax of `frontal-chest` >= accept: accepted when novelty <= its limit, else out of distribution.
    3. Otherwise refused, with the reason of the last look's most probable class that is not the accepted one.
    """
    repairs: tuple[str, ...] = ()
    look = look_after(repairs)
    while fault := repair_of(look, repairs, thresholds.repair):
        repairs = (*repairs, fault)
        look = look_after(repairs)
    if look.probabilities[ACCEPT] >= thresholds.accept:
        return Decision(None if look.novelty <= thresholds.novelty else OUT_OF_DISTRIBUTION, repairs)
    return Decision(_refusal(look), repairs)
