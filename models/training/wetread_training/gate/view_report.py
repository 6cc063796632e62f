"""How often PA and AP are told apart."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .classes import VIEWS
from .jobs import Job
from .judge import ViewJudge
from .pictures import ScopePicture, of_split
from .report import wilson
from .views import balanced_accuracy


def told_views(material: list[ScopePicture], split: str) -> list[ScopePicture]:
    """Films of a part whose table tells the view."""
    return [picture for picture in of_split(material, split) if picture.view]


def _line(truth: NDArray[np.int64], said: NDArray[np.int64]) -> dict[str, Any]:
    hits = int((said == truth).sum())
    balanced = balanced_accuracy(truth, said)
    return {
        "films": len(truth),
        "accuracy": round(hits / len(truth), 4),
        "interval95": wilson(hits, len(truth)),
        "balancedAccuracy": None if np.isnan(balanced) else round(balanced, 4),
        "truth": {view: int((truth == index).sum()) for index, view in enumerate(VIEWS)},
    }


def report_views(judge: ViewJudge, material: list[ScopePicture], split: str) -> dict[str, Any]:
    """Accuracy over all films and by source, which could give the view away."""
    films = told_views(material, split)
    if not films:
        return {"all": {"films": 0}}
    said = judge([Job(film.path) for film in films], f"views {split}").argmax(axis=1)
    truth = np.array([VIEWS.index(film.view) for film in films])
    sources = np.array([film.source for film in films])
    report = {"all": _line(truth, said)}
    for source in sorted(set(sources.tolist())):
        report[source] = _line(truth[sources == source], said[sources == source])
    return report
