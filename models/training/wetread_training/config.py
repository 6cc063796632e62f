"""The TOML configuration as one typed object; unknown keys are refused."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

Section = TypeVar("Section")


@dataclass(frozen=True)
class RunConfig:
    name: str = "base"
    seed: int = 7
    threads: int = 2


@dataclass(frozen=True)
class DataConfig:
    size: int = 256
    """Side of the model's square input in pixels."""
    limit: int = 0
    """Most images a set may give; 0 = all. For the smoke run."""
    phantoms: str = ""
    """Folder written by libs/testing's phantom training set, from models/training; empty = none."""


@dataclass(frozen=True)
class EncoderConfig:
    variant: str = "lite0"
    imagenet: bool = True
    fixed_stages: int = 2
    """Leading trunk stages whose weights stay as ImageNet left them."""
    epochs: int = 12
    """Length for which the rate is planned."""
    stop_after: int = 0
    """Epochs after which the stage ends all the same; the next stage then brings the rate down. 0 = all."""
    batch: int = 24
    trunk_rate: float = 4e-4
    head_rate: float = 2e-3
    weight_decay: float = 0.02
    dropout: float = 0.3
    ema: float = 0.99
    flip: float = 0.5
    box_weight: float = 0.5
    map_weight: float = 0.3
    embedding: int = 128


@dataclass(frozen=True)
class PhantomConfig:
    """Second stage: the encoder continues on films mixed with phantoms."""

    epochs: int = 4
    share: float = 0.3
    """Part of a batch that is phantoms."""
    trunk_rate: float = 1.5e-4
    head_rate: float = 1e-3


@dataclass(frozen=True)
class HeadsConfig:
    """Third stage: the trunk stays, the finding heads see more phantoms. 0 epochs = skipped."""

    epochs: int = 0
    share: float = 0.5
    rate: float = 1.5e-3
    map_weight: float = 1.0
    """As `encoder.map_weight`, higher: a small finding must count through its map."""


@dataclass(frozen=True)
class GateConfig:
    epochs: int = 60
    rate: float = 3e-3
    accept_recall: float = 0.99
    """Share of real frontal chest films in validation that the gate must let through."""


@dataclass(frozen=True)
class DecoderConfig:
    sentences: int = 60000
    layers: int = 3
    width: int = 128
    heads: int = 4
    epochs: int = 6
    batch: int = 128
    rate: float = 2e-3
    max_tokens: int = 48


@dataclass(frozen=True)
class ExportConfig:
    version: str = "0.1.0"
    parity: float = 1e-3
    half: bool = True
    """Store encoder weights as float16, cast in the graph."""


@dataclass(frozen=True)
class Config:
    run: RunConfig = field(default_factory=RunConfig)
    data: DataConfig = field(default_factory=DataConfig)
    encoder: EncoderConfig = field(default_factory=EncoderConfig)
    phantom: PhantomConfig = field(default_factory=PhantomConfig)
    heads: HeadsConfig = field(default_factory=HeadsConfig)
    gate: GateConfig = field(default_factory=GateConfig)
    decoder: DecoderConfig = field(default_factory=DecoderConfig)
    export: ExportConfig = field(default_factory=ExportConfig)


def _section(kind: type[Section], raw: dict[str, Any], name: str) -> Section:
    known = {item.name for item in fields(kind)}  # type: ignore[arg-type]
    unknown = sorted(set(raw) - known)
    if unknown:
        raise ValueError(f"unknown settings in [{name}]: {', '.join(unknown)}")
    return kind(**raw)


def load_config(path: Path) -> Config:
    """Reads a configuration; absent settings take the defaults above."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    kinds = {
        "run": RunConfig,
        "data": DataConfig,
        "encoder": EncoderConfig,
        "phantom": PhantomConfig,
        "heads": HeadsConfig,
        "gate": GateConfig,
        "decoder": DecoderConfig,
        "export": ExportConfig,
    }
    unknown = sorted(set(raw) - set(kinds))
    if unknown:
        raise ValueError(f"unknown sections: {', '.join(unknown)}")
    return Config(**{name: _section(kind, raw.get(name, {}), name) for name, kind in kinds.items()})
