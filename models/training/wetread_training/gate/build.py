"""Trains and judges the gate's heads on a fixed trunk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from torch import nn

from .classes import ACCEPT_CLASS, GATE_CLASSES, INDEX, REFUSAL_REASONS, REPAIRS, VIEWS
from .decide import Thresholds
from .features import FeatureStore
from .head import GateHead, train_head
from .jobs import Job
from .judge import Judge, Track, ViewJudge, follow, torch_judge, torch_view_judge
from .novelty import Novelty, fit_novelty
from .parts import FRONTAL, part_tracks
from .pictures import ScopePicture
from .plan import Lesson, read_material, training_lessons
from .report import report_part
from .settings import GateConfig
from .thresholds import choose_thresholds
from .view_report import report_views, told_views
from .views import ViewHead, fit_views

LEFT_OUT_SOURCES = ("hannover", "kermany", "tb", "vqa-med")


@dataclass
class GateHeads:
    """The three heads; `gate` reads all features, the other two the deep mean."""

    gate: GateHead
    novelty: Novelty
    views: ViewHead


@dataclass
class GateBuild:
    """`settings` goes into the manifest, `report` (validation part) into the evaluation."""

    heads: GateHeads
    settings: dict[str, Any]
    report: dict[str, Any]


def gate_settings(thresholds: Thresholds) -> dict[str, Any]:
    """`encoder.gate` of the manifest, schema 2."""
    return {
        "classes": list(GATE_CLASSES),
        "accept": ACCEPT_CLASS,
        "acceptThreshold": round(thresholds.accept, 4),
        "repairThreshold": round(thresholds.repair, 4),
        "repairs": list(REPAIRS),
        "noveltyLimit": float(f"{thresholds.novelty:.6g}"),
        "reasons": dict(REFUSAL_REASONS),
    }


def thresholds_of(settings: dict[str, Any]) -> Thresholds:
    return Thresholds(settings["acceptThreshold"], settings["repairThreshold"], settings["noveltyLimit"])


def _fit_novelty(
    features: NDArray[np.float32], lessons: list[Lesson], store: FeatureStore, config: GateConfig
) -> Novelty:
    """On the unaltered frontal lessons: the altered ones would widen what counts as usual."""
    films = [row for row, lesson in enumerate(lessons) if lesson.tag == ACCEPT_CLASS]
    rows = [row for row in films if not lessons[row].job.altered] or films
    names = sorted({lessons[row].source for row in rows})
    sources = np.array([names.index(lessons[row].source) for row in rows])
    deep = features[rows][:, : store.deep_length]
    return fit_novelty(deep, sources, config.novelty_dimensions, config.novelty_shrinkage)


class GateBench:
    """Lessons, features and material of one run; what its methods compute is kept on disk."""

    def __init__(
        self,
        model: nn.Module,
        data: Path,
        size: int,
        config: GateConfig,
        seed: int,
        work: Path,
        device: str = "cpu",
        phantoms: list[ScopePicture] | None = None,
    ) -> None:
        self.config, self.seed, self.device = config, seed, device
        self.store = FeatureStore(model.to(device), size, config.grid, work / "gate", device)
        self.material = read_material(data, phantoms or [])
        self.lessons = training_lessons(self.material, config, seed)
        self.features = self.store([lesson.job for lesson in self.lessons], "lessons")
        self.classes = np.array([INDEX[lesson.tag] for lesson in self.lessons], dtype=np.int64)

    def train(self, rows: NDArray[np.int64] | None = None) -> tuple[GateHead, Novelty]:
        """Class head and novelty on all lessons, or on some."""
        rows = np.arange(len(self.lessons)) if rows is None else rows
        head = train_head(self.features[rows], self.classes[rows], self.config, self.seed, self.device)
        lessons = [self.lessons[row] for row in rows]
        return head, _fit_novelty(self.features[rows], lessons, self.store, self.config)

    def train_views(self) -> ViewHead:
        """On the frontal lessons whose view is told; its strength is chosen on the validation films."""
        rows = [row for row, lesson in enumerate(self.lessons) if lesson.view]
        train = self._view_table(self.features[rows], [self.lessons[row] for row in rows])
        films = told_views(self.material, "val")
        features = self.store([Job(film.path) for film in films], "views val")
        return fit_views(train, self._view_table(features, films)[:2])

    def _view_table(
        self, features: NDArray[np.float32], films: Sequence[Lesson | ScopePicture]
    ) -> tuple[NDArray[np.float32], NDArray[np.int64], NDArray[np.int64]]:
        """Deep means, views, sources."""
        names = sorted({film.source for film in films})
        views = np.array([VIEWS.index(film.view) for film in films], dtype=np.int64)
        sources = np.array([names.index(film.source) for film in films], dtype=np.int64)
        return features[:, : self.store.deep_length], views, sources

    def followed(self, judge: Judge, split: str) -> list[Track]:
        return follow(part_tracks(self.material, split, self.config, self.seed), judge, split)

    def leave_one_source_out(self) -> dict[str, Any]:
        """For each auxiliary source: false refusals of its validation films by a gate that never saw the source.

        Thresholds are chosen without the source as well. A gate that knows sources by heart fails here.
        """
        report = {}
        for source in LEFT_OUT_SOURCES:
            told = [lesson.source != source or lesson.tag not in _OF_FILMS for lesson in self.lessons]
            head, novelty = self.train(np.flatnonzero(told))
            tracks = self.followed(torch_judge(self.store, head, novelty), "val")
            own = [track for track in tracks if track.group == f"{FRONTAL} {source}"]
            rest = [track for track in tracks if track.group != f"{FRONTAL} {source}"]
            lines = report_part(own, choose_thresholds(rest, self.config.false_refusals))
            report[source] = lines.get(FRONTAL, {}).get(source, {"pictures": 0})
        return report


_OF_FILMS = {ACCEPT_CLASS, *REPAIRS, "cropped", "unreadable"}


def build_gate(
    model: nn.Module,
    data: Path,
    size: int,
    config: GateConfig,
    seed: int,
    work: Path,
    device: str = "cpu",
    phantoms: list[ScopePicture] | None = None,
    left_out: bool = False,
) -> GateBuild:
    """Heads on the fixed trunk of `model`, thresholds from the validation part, and its report.

    `model.trunk(x)` with x = (image - .5) / .25 [N, 1, S, S] must give the maps (middle, deep). Nothing of the test
    part is read. Idempotent: features lie in `work/gate` under a hash of trunk, recipe and pictures.
    """
    bench = GateBench(model, data, size, config, seed, work, device, phantoms)
    head, novelty = bench.train()
    views = bench.train_views()
    tracks = bench.followed(torch_judge(bench.store, head, novelty), "val")
    settings = gate_settings(choose_thresholds(tracks, config.false_refusals))
    report = report_part(tracks, thresholds_of(settings))
    report["views"] = report_views(torch_view_judge(bench.store, views), bench.material, "val")
    if left_out:
        report["leaveOneSourceOut"] = bench.leave_one_source_out()
    return GateBuild(GateHeads(head, novelty, views), settings, report)


def report_gate(
    judge: Judge,
    settings: dict[str, Any],
    data: Path,
    config: GateConfig,
    seed: int,
    split: str = "test",
    phantoms: list[ScopePicture] | None = None,
    view_judge: ViewJudge | None = None,
) -> dict[str, Any]:
    """Report of a part through any judge: `onnx_judge(session, size)` for the exported encoder."""
    material = read_material(data, phantoms or [])
    tracks = follow(part_tracks(material, split, config, seed), judge, split)
    report = report_part(tracks, thresholds_of(settings))
    if view_judge:
        report["views"] = report_views(view_judge, material, split)
    return report
