"""Looks at many pictures at once, along the path of repairs that `decide` may walk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from .classes import MOST_REPAIRS
from .decide import Decision, Look, Thresholds, decide, repair_of
from .features import FeatureStore
from .head import GateHead
from .jobs import Job, square
from .novelty import Novelty
from .views import ViewHead

LEAST_REPAIR = 0.2
"""A repair less likely than this is never tried, whatever the threshold: the looks need not be prepared."""

Judge = Callable[[Sequence[Job], str], list[Look]]

ViewJudge = Callable[[Sequence[Job], str], NDArray[np.floating]]
"""Jobs -> logits [N, 2] over VIEWS."""


def softmax(logits: NDArray[np.floating]) -> NDArray[np.float64]:
    shifted = logits.astype(np.float64) - logits.max(axis=1, keepdims=True)
    return np.exp(shifted) / np.exp(shifted).sum(axis=1, keepdims=True)


def _looks(logits: NDArray[np.floating], novelty: NDArray[np.floating]) -> list[Look]:
    return [Look(row, float(value)) for row, value in zip(softmax(logits), novelty, strict=True)]


def torch_judge(store: FeatureStore, head: GateHead, novelty: Novelty) -> Judge:
    """Judges through cached features."""

    @torch.inference_mode()
    def judge(wanted: Sequence[Job], name: str) -> list[Look]:
        if not wanted:
            return []
        features = torch.from_numpy(store(wanted, name))
        deep = features[:, : store.deep_length]
        return _looks(head(features).numpy(), novelty(deep).numpy())

    return judge


def onnx_judge(session: Any, size: int) -> Judge:
    """Judges through the exported encoder (`gate_logits`, `novelty`), one picture at a time."""

    def judge(wanted: Sequence[Job], name: str) -> list[Look]:
        found = []
        for job in wanted:
            image = square(job, size)[None, None]
            logits, novelty = session.run(["gate_logits", "novelty"], {"image": image})
            found += _looks(logits, novelty)
        return found

    return judge


def torch_view_judge(store: FeatureStore, head: ViewHead) -> ViewJudge:
    @torch.inference_mode()
    def judge(wanted: Sequence[Job], name: str) -> NDArray[np.floating]:
        return head(torch.from_numpy(store(wanted, name)[:, : store.deep_length])).numpy()

    return judge


def onnx_view_judge(session: Any, size: int) -> ViewJudge:
    def judge(wanted: Sequence[Job], name: str) -> NDArray[np.floating]:
        images = (square(job, size)[None, None] for job in wanted)
        return np.concatenate([session.run(["view_logits"], {"image": image})[0] for image in images])

    return judge


@dataclass
class Track:
    """A picture's looks, keyed by the repairs made before."""

    job: Job
    truth: str
    """Gate class."""
    group: str
    """Set and kind, as the report lists it."""
    looks: dict[tuple[str, ...], Look] = field(default_factory=dict)

    def decision(self, thresholds: Thresholds) -> Decision:
        # An absent look would have followed a repair below LEAST_REPAIR, which no threshold allows.
        return decide(lambda repairs: self.looks[repairs], thresholds)


def follow(tracks: list[Track], judge: Judge, name: str) -> list[Track]:
    """Adds every look that `decide` can ask for with a repair threshold of at least LEAST_REPAIR."""
    waiting: list[tuple[Track, tuple[str, ...]]] = [(track, ()) for track in tracks]
    for step in range(MOST_REPAIRS + 1):
        looks = judge(
            [replace(track.job, repairs=repairs) for track, repairs in waiting], f"{name} look {step + 1}"
        )
        for (track, repairs), look in zip(waiting, looks, strict=True):
            track.looks[repairs] = look
        further = []
        for (track, repairs), look in zip(waiting, looks, strict=True):
            if fault := repair_of(look, repairs, LEAST_REPAIR):
                further.append((track, (*repairs, fault)))
        waiting = further
    return tracks
