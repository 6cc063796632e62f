"""Rates, seeds and safe saving for the text stages."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import torch


def seed_all(seed: int) -> torch.Generator:
    torch.manual_seed(seed)
    return torch.Generator().manual_seed(seed)


def one_cycle(step: int, total: int) -> float:
    """Share of the full rate: a tenth of the steps up in a line, the rest down along a cosine."""
    warm = max(1, total // 10)
    if step < warm:
        return (step + 1) / warm
    return 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, total - warm)))


def save_whole(state: dict[str, Any], path: Path) -> None:
    """Written beside and renamed, so that a stopped run leaves the last whole state."""
    torch.save(state, path.with_suffix(".tmp"))
    path.with_suffix(".tmp").replace(path)
