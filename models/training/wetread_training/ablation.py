"""The runs of the ablation table: the student with one stage switched, each judged on validation patients."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from .config import Config

Switch = Callable[[Config], Config]


def _encoder(**changes: object) -> Switch:
    return lambda config: dataclasses.replace(config, encoder=dataclasses.replace(config.encoder, **changes))


def _mix(**changes: object) -> Switch:
    return lambda config: dataclasses.replace(config, mix=dataclasses.replace(config.mix, **changes))


def _without_teachers(config: Config) -> Config:
    return dataclasses.replace(config, teachers=dataclasses.replace(config.teachers, folds=0))


def _with_masked(config: Config) -> Config:
    return dataclasses.replace(config, pretrain=dataclasses.replace(config.pretrain, on=True))


def _films_alone(config: Config) -> Config:
    """Neither teachers nor anything but labelled films: plain transfer learning."""
    alone = _mix(phantoms=0.0, elsewhere=0.0, others=0.0)(_encoder(box_weight=0.0)(config))
    return _without_teachers(alone)


SWITCHES: dict[str, tuple[str, Switch]] = {
    "no-teachers": ("without distillation from cross-fitted teachers", _without_teachers),
    "films-alone": ("labelled films alone: no teachers, boxes, phantoms, auxiliary sets", _films_alone),
    "no-boxes": ("without published boxes", _encoder(box_weight=0.0)),
    "no-phantoms": ("without phantoms", _mix(phantoms=0.0)),
    "no-tasks": ("without auxiliary sets and their tasks", _mix(elsewhere=0.0, others=0.0)),
    "no-tb": ("without the tuberculosis films", _mix(left_out=("tb",))),
    "no-hannover": ("without the Hannover films", _mix(left_out=("hannover",))),
    "no-kermany": ("without the children's films", _mix(left_out=("kermany",))),
    "masked": ("with masked-image pre-training", _with_masked),
    "no-imagenet": ("without ImageNet weights", _encoder(imagenet=False)),
    "lite0": ("smaller trunk (lite0)", _encoder(variant="lite0")),
    "lite2": ("larger trunk (lite2)", _encoder(variant="lite2")),
}
"""Name -> (what is different, how)."""


def switched(config: Config, name: str, seed: int) -> Config:
    """The configuration of one run of the table; `full` is the recipe itself."""
    changed = config if name == "full" else SWITCHES[name][1](config)
    return dataclasses.replace(changed, run=dataclasses.replace(config.run, seed=seed))
