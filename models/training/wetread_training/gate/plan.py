"""Which pictures, in how many altered copies and with which faults, the heads learn from."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .classes import ACCEPT_CLASS, REPAIRS
from .drawings import DRAWN_KINDS, REPORT_ONLY_KINDS
from .faults import CROPS, FAULTS, REPAIRABLE, SPOILS, class_of
from .jobs import Job
from .photographs import PHOTOGRAPHS
from .pictures import (
    ScopePicture,
    first,
    read_auxiliary,
    read_nih_frontal,
    read_slake,
    read_vqa_med,
    read_vqa_rad,
)
from .settings import GateConfig
from .splits import split_of

COPIES = {
    "nih": 0.8,
    "hannover": 3.0,
    "kermany": 1.0,
    "tb": 1.4,
    "vqa-med": 4.0,
    "phantom": 0.6,
}
"""Copies of each frontal film in training, by source: small sources more."""

MOST_KERMANY = 500

OUTSIDE_COPIES = {
    "lateral-chest": 10.0,
    "other-radiograph": 3.0,
    "ct": 0.9,
    "mr": 0.6,
    "us": 1.6,
    "other-medical": 2.0,
    "non-medical": 2.0,
    "cropped": 6.0,
}

FAULT_COPIES = {
    **{fault: 300 for fault in REPAIRS},
    **{fault: 70 for fault in REPAIRABLE if "+" in fault},
    "tilted:left": 110,
    "tilted:right": 110,
    **{f"cropped:{kind}": 110 for kind in CROPS},
    **{f"unreadable:{kind}": 45 for kind in SPOILS},
}

DRAWN_PER_KIND = 60
"""Numbers 0..59 of each kind; half of them fall into training by `split_of`."""

PHOTOGRAPH_COPIES = 14
PLAIN_SHARE = 0.25
"""Part of the copies that is left unaltered, as the product will see them."""

PLAIN_FRONTAL_SHARE = 0.4
"""As PLAIN_SHARE, of frontal films without a fault: novelty is fitted on unaltered ones alone."""

TURNED_SHARE = 0.25
"""Part of the outside pictures that is inverted or turned and keeps its class."""


@dataclass(frozen=True)
class Lesson:
    """One training picture: what to render, its class, and for frontal films where from and which view."""

    job: Job
    tag: str
    source: str
    view: str = ""


def drawn_pictures() -> list[ScopePicture]:
    """Formula pictures and bundled photographs."""
    found = []
    for kind in DRAWN_KINDS:
        for number in range(DRAWN_PER_KIND):
            split = "test" if kind in REPORT_ONLY_KINDS else split_of("drawn", f"{kind}:{number}")
            if kind not in REPORT_ONLY_KINDS or number % 4 == 0:
                found.append(ScopePicture(f"drawn:{kind}:{number}", "drawn", split, "non-medical"))
    for split, names in PHOTOGRAPHS.items():
        found += [ScopePicture(f"photo:{name}", "photo", split, tag) for name, tag in names.items()]
    return found


def read_material(data: Path, phantoms: list[ScopePicture]) -> list[ScopePicture]:
    """Everything there is, all splits."""
    auxiliary = [p for source in ("hannover", "kermany", "tb") for p in read_auxiliary(data, source)]
    outside = [*read_vqa_med(data), *read_slake(data), *read_vqa_rad(data), *drawn_pictures()]
    return [*read_nih_frontal(data), *auxiliary, *phantoms, *outside]


def _count(copies: float, rng: np.random.Generator) -> int:
    """Whole number whose mean is `copies`."""
    return int(copies) + int(rng.random() < copies % 1)


def _frontal(pictures: list[ScopePicture], config: GateConfig, rng: np.random.Generator) -> list[Lesson]:
    by_source = defaultdict(list)
    for picture in pictures:
        by_source[picture.source].append(picture)
    lessons = []
    for source, films in by_source.items():
        most = MOST_KERMANY if source == "kermany" else 0
        for film in first(first(films, most), config.limit):
            for seed in range(_count(COPIES[source] * config.passes, rng)):
                job = Job(film.path, "", seed, bool(rng.random() >= PLAIN_FRONTAL_SHARE))
                lessons.append(Lesson(job, ACCEPT_CLASS, source, film.view))
    return lessons


def _faulty(lessons: list[Lesson], config: GateConfig, rng: np.random.Generator) -> list[Lesson]:
    """Faults on the frontal films of training, whatever their source."""
    found = []
    scale = config.passes * (min(1.0, config.limit / 500) if config.limit else 1.0)
    for fault in FAULTS:
        for seed in range(max(1, round(FAULT_COPIES[fault] * scale))):
            origin = lessons[int(rng.integers(len(lessons)))]
            job = Job(origin.job.path, fault, 1000 + seed, bool(rng.random() >= PLAIN_SHARE))
            found.append(Lesson(job, class_of(fault), origin.source))
    return found


def _outside(pictures: list[ScopePicture], config: GateConfig, rng: np.random.Generator) -> list[Lesson]:
    found = []
    by_tag = defaultdict(list)
    for picture in pictures:
        by_tag[(picture.source == "photo", picture.tag)].append(picture)
    for (photo, tag), group in by_tag.items():
        copies = PHOTOGRAPH_COPIES if photo else OUTSIDE_COPIES[tag]
        for picture in first(group, config.limit):
            for seed in range(_count(copies * config.passes, rng)):
                fault = str(rng.choice(REPAIRS)) if rng.random() < TURNED_SHARE and tag != "cropped" else ""
                job = Job(picture.path, fault, seed, photo or bool(rng.random() >= PLAIN_SHARE))
                found.append(Lesson(job, tag, picture.source))
    return found


def training_lessons(material: list[ScopePicture], config: GateConfig, seed: int) -> list[Lesson]:
    """All training pictures; only those of the `train` split are touched."""
    rng = np.random.default_rng(seed)
    train = [picture for picture in material if picture.split == "train"]
    frontal = _frontal([p for p in train if p.tag == ACCEPT_CLASS], config, rng)
    outside = _outside([p for p in train if p.tag != ACCEPT_CLASS], config, rng)
    lessons = [*frontal, *_faulty(frontal, config, rng), *outside]
    print(f"gate lessons {len(lessons)}: {dict(Counter(lesson.tag for lesson in lessons))}", flush=True)
    return lessons
