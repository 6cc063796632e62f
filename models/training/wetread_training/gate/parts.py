"""The validation and test parts as tracks to be followed: real films, films with faults, pictures from outside."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from .classes import ACCEPT_CLASS, REPAIRS
from .faults import CROPS, REPAIRABLE, SPOILS, class_of
from .jobs import Job
from .judge import Track
from .pictures import ScopePicture, first
from .settings import GateConfig

FRONTAL, REPAIR, SPOILT, OUTSIDE, DRAWN = "frontal", "repairable", "spoilt", "outside", "phantom"
HIDDEN_FRONTAL, HIDDEN_OUTSIDE = "disguisedFrontal", "disguisedOutside"
"""First word of a track's group. Phantoms are frontal, too, but no real films, and are told apart. Disguised ones
are altered as in training: pictures of hospitals that nobody has seen yet, as far as these alterations reach."""

ALL_FRONTAL = (FRONTAL, HIDDEN_FRONTAL, DRAWN)
ALL_OUTSIDE = (OUTSIDE, HIDDEN_OUTSIDE)

_MIXED = tuple(fault for fault in REPAIRABLE if "+" in fault)
_KINDS: dict[str, tuple[str, ...]] = {
    **{fault: (fault,) for fault in REPAIRS},
    "inverted+rotated": _MIXED,
    "tilted": ("tilted:left", "tilted:right"),
    "cropped": tuple(f"cropped:{kind}" for kind in CROPS),
    "unreadable": tuple(f"unreadable:{kind}" for kind in SPOILS),
}
"""Lines of the report -> the faults that take turns in it."""


def _faulty(films: list[ScopePicture], config: GateConfig, seed: int) -> list[Track]:
    rng = np.random.default_rng(seed)
    tracks = []
    for kind, faults in _KINDS.items():
        for number in range(config.per_fault):
            film = films[int(rng.integers(len(films)))]
            fault = faults[number % len(faults)]
            head = REPAIR if fault in REPAIRABLE else SPOILT
            # One line per kind of fault: a mean over kinds would hide the worst of them.
            line = fault if kind in {"cropped", "unreadable"} else kind
            tracks.append(Track(Job(film.path, fault, 5000 + number), class_of(fault), f"{head} {line}"))
    return tracks


def _capped(pictures: list[ScopePicture], config: GateConfig) -> list[ScopePicture]:
    """Auxiliary sources give at most `per_source` films; NIH and VQA-RAD all of theirs."""
    by_source = defaultdict(list)
    for picture in pictures:
        by_source[(picture.source, picture.tag)].append(picture)
    found = []
    for (source, tag), group in by_source.items():
        capped = tag == ACCEPT_CLASS and source not in {"nih", "vqa-rad"}
        found += first(first(group, config.per_source if capped else 0), config.limit)
    return found


def _disguised(pictures: list[ScopePicture], config: GateConfig, rng: np.random.Generator) -> list[Track]:
    """Twice `per_fault` altered frontal films, and as many altered pictures from outside, taken at random."""
    tracks = []
    for head, kept in ((HIDDEN_FRONTAL, True), (HIDDEN_OUTSIDE, False)):
        group = [p for p in pictures if (p.tag == ACCEPT_CLASS) == kept and p.source != "phantom"]
        for number in range(2 * config.per_fault if group else 0):
            picture = group[int(rng.integers(len(group)))]
            tracks.append(
                Track(Job(picture.path, "", 7000 + number, True), picture.tag, f"{head} {picture.source}")
            )
    return tracks


def part_tracks(material: list[ScopePicture], split: str, config: GateConfig, seed: int) -> list[Track]:
    """Tracks of `val` or `test`; pictures as they are on disk, faults on the real films among them."""
    pictures = _capped([picture for picture in material if picture.split == split], config)
    tracks = []
    for picture in pictures:
        head = OUTSIDE if picture.tag != ACCEPT_CLASS else DRAWN if picture.source == "phantom" else FRONTAL
        line = f"{head} {picture.source}" + ("" if picture.tag == ACCEPT_CLASS else f" {picture.tag}")
        tracks.append(Track(Job(picture.path), picture.tag, line))
    films = [p for p in pictures if p.tag == ACCEPT_CLASS and p.source != "phantom"]
    tracks += _disguised(pictures, config, np.random.default_rng(seed))
    return [*tracks, *(_faulty(films, config, seed) if films else [])]
