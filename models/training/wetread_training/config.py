"""The TOML configuration as one typed object; unknown keys are refused."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from .gate.settings import GateConfig
from .generator.settings import GeneratorConfig
from .text.settings import AlignConfig, TextConfig
from .vqa.settings import VqaConfig

Section = TypeVar("Section")


@dataclass(frozen=True)
class RunConfig:
    name: str = "base"
    seed: int = 7
    seeds: tuple[int, ...] = (7, 8, 9)
    """Seeds of the final table; `seed` is the one that ships."""
    threads: int = 2
    device: str = "auto"
    """`cpu`, `cuda`, or `auto`: CUDA where there is one."""


@dataclass(frozen=True)
class DataConfig:
    size: int = 320
    """Side of the model's square input in pixels."""
    limit: int = 0
    """Most images a set may give; 0 = all. For the smoke run."""
    phantoms: str = ""
    """Folder written by libs/phantom's training set, from models/training; empty = none."""
    kermany: int = 1600
    """Children's films used for the auxiliary tasks; 0 = all."""
    modalities: int = 1500
    """VQA-Med pictures used for the auxiliary tasks; 0 = all."""


@dataclass(frozen=True)
class PretrainConfig:
    """Masked-image pre-training of the trunk on all training pictures (SimMIM, Xie et al. 2022)."""

    on: bool = False
    """Whether encoders start from the pre-trained trunk; false = from ImageNet."""
    epochs: int = 6
    batch: int = 64
    rate: float = 4e-4
    ratio: float = 0.5
    """Part of the cells that is hidden."""


@dataclass(frozen=True)
class EncoderConfig:
    """One fine-tuning: teachers and students share it."""

    variant: str = "lite1"
    imagenet: bool = True
    fixed_stages: int = 0
    """Leading trunk stages whose weights stay as they were."""
    epochs: int = 16
    batch: int = 32
    trunk_rate: float = 5e-4
    head_rate: float = 2e-3
    weight_decay: float = 0.03
    dropout: float = 0.4
    ema: float = 0.99
    flip: float = 0.5
    box_weight: float = 0.5
    map_weight: float = 0.3
    task_weight: float = 0.2
    soft_share: float = 0.6
    """Weight of the teachers against the labels, where there are teachers."""
    soft_map_weight: float = 1.0
    fixed_norm_share: float = 0.2
    """Last part of the epochs that trains with fixed batch-norm statistics."""
    save_every: int = 1


@dataclass(frozen=True)
class MixConfig:
    """Parts of a batch that are not NIH films."""

    phantoms: float = 0.1
    elsewhere: float = 0.1
    """Adult chest films of other hospitals: auxiliary tasks, and the teachers' word."""
    others: float = 0.1
    left_out: tuple[str, ...] = ()
    """Auxiliary sources kept out of training (`tb`, `hannover`, `kermany`, `vqa-med`), to see what they teach."""
    """Children's films and other modalities: auxiliary tasks."""


@dataclass(frozen=True)
class TeachersConfig:
    """Cross-fitted teachers: every film is told by those that never saw its patient."""

    folds: int = 0
    """0 = no teachers."""
    variants: tuple[str, ...] = ("lite0", "lite1", "lite2")
    epochs: int = 12


@dataclass(frozen=True)
class DecoderConfig:
    """The report decoder."""

    open_i: bool = True
    """Learn from sentences of Open-i's reports too (then the weights are for non-commercial use)."""
    sentences: int = 24000
    """Lessons of an epoch, drawn anew for each."""
    own_share: float = 0.6
    place_share: float = 0.5
    place_noise: float = 1.0
    """Length of the noise that is added to a unit place (CapDec)."""
    flatten: float = 0.7
    vocabulary: int = 1536
    layers: int = 4
    width: int = 192
    heads: int = 6
    place: int = 256
    """Dimensions of the space of pictures and texts."""
    epochs: int = 4
    batch: int = 128
    rate: float = 2e-3
    max_tokens: int = 48
    min_tokens: int = 2
    beam_width: int = 4
    length_penalty: float = 1.0
    """Candidates are ordered by log probability / length ** penalty."""
    ablations: tuple[str, ...] = ()
    """Rows that `decoder-ablation` makes (`saying/ablations.py`); empty = all."""


@dataclass(frozen=True)
class ExportConfig:
    version: str = "0.3.0"
    parity: float = 1e-3
    half: bool = True
    """Store encoder weights as float16, cast in the graph."""
    flip_views: bool = True
    """Read every film and its mirror image, and average (in the graph)."""
    vision_from: str = ""
    """Model folder, from models/training, whose encoder and text encoder are taken over unchanged; empty = this run's."""


@dataclass(frozen=True)
class Config:
    run: RunConfig = field(default_factory=RunConfig)
    data: DataConfig = field(default_factory=DataConfig)
    pretrain: PretrainConfig = field(default_factory=PretrainConfig)
    encoder: EncoderConfig = field(default_factory=EncoderConfig)
    mix: MixConfig = field(default_factory=MixConfig)
    teachers: TeachersConfig = field(default_factory=TeachersConfig)
    gate: GateConfig = field(default_factory=GateConfig)
    text: TextConfig = field(default_factory=TextConfig)
    align: AlignConfig = field(default_factory=AlignConfig)
    decoder: DecoderConfig = field(default_factory=DecoderConfig)
    export: ExportConfig = field(default_factory=ExportConfig)
    vqa: VqaConfig = field(default_factory=VqaConfig)
    generator: GeneratorConfig = field(default_factory=GeneratorConfig)


def _section(kind: type[Section], raw: dict[str, Any], name: str) -> Section:
    known = {item.name for item in fields(kind)}  # type: ignore[arg-type]
    unknown = sorted(set(raw) - known)
    if unknown:
        raise ValueError(f"unknown settings in [{name}]: {', '.join(unknown)}")
    return kind(**{key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()})


def _override(raw: dict[str, Any], setting: str) -> None:
    """`section.key=value`, the value as TOML."""
    place, _, value = setting.partition("=")
    section, _, key = place.partition(".")
    if not key or not value:
        raise ValueError(f"a setting is section.key=value, not {setting!r}")
    try:
        parsed = tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError:
        parsed = value
    raw.setdefault(section, {})[key] = parsed


def load_config(path: Path, overrides: list[str] | None = None) -> Config:
    """Reads a configuration; absent settings take the defaults above, `overrides` win over the file."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    for setting in overrides or []:
        _override(raw, setting)
    kinds: dict[str, Any] = {item.name: item.default_factory for item in fields(Config)}
    unknown = sorted(set(raw) - set(kinds))
    if unknown:
        raise ValueError(f"unknown sections: {', '.join(unknown)}")
    return Config(**{name: _section(kind, raw.get(name, {}), name) for name, kind in kinds.items()})
