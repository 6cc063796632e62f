"""Gate features of rendered pictures: taken from the fixed trunk once and kept on disk."""

from __future__ import annotations

import ast
import hashlib
import inspect
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F
from tqdm import tqdm

from ..vision import GREY_MEAN, GREY_STD
from . import disguise, drawings, faults, jobs
from .jobs import Job, square

BATCH = 16
CHUNK = 1024
"""Pictures per cache file: what an interruption may cost."""


def pool_grid(middle: Tensor, grid: int) -> Tensor:
    """[N, C, H, W] -> [N, C * grid * grid], by means over equal windows that may overlap when H % grid != 0.

    Written as one average pooling with fixed sides, since adaptive pooling has no plain ONNX form.
    """
    step = (int(middle.shape[2]) // grid, int(middle.shape[3]) // grid)
    window = (int(middle.shape[2]) - (grid - 1) * step[0], int(middle.shape[3]) - (grid - 1) * step[1])
    return F.avg_pool2d(middle, window, step).flatten(1)


def features_of(middle: Tensor, deep: Tensor, grid: int) -> Tensor:
    """Deep mean, then the pooled middle map: [N, C2 + C1 * grid * grid]. The grid still knows which way is up."""
    return torch.cat([deep.mean(dim=(2, 3)), pool_grid(middle, grid)], dim=1)


def feature_sizes(model: nn.Module, size: int, grid: int, device: str = "cpu") -> tuple[int, int]:
    """(length of the deep mean, length of all features)."""
    with torch.inference_mode():
        middle, deep = model.trunk(torch.zeros(1, 1, size, size, device=device))
    return deep.shape[1], deep.shape[1] + middle.shape[1] * grid * grid


def trunk_hash(model: nn.Module) -> str:
    digest = hashlib.sha256()
    for name, value in sorted(model.trunk.state_dict().items()):
        digest.update(name.encode())
        digest.update(value.detach().cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()


def _recipe_hash() -> str:
    """Changes when the code that draws the pictures changes, so that no old features are taken for new ones.

    Over the syntax tree: comments and line breaks do not count.
    """
    trees = (ast.dump(ast.parse(inspect.getsource(module))) for module in (disguise, drawings, faults, jobs))
    return hashlib.sha256("".join(trees).encode()).hexdigest()


class FeatureStore:
    """Features of jobs through one trunk at one size, cached in `folder` under a hash of all that makes them."""

    def __init__(self, model: nn.Module, size: int, grid: int, folder: Path, device: str = "cpu") -> None:
        self.model, self.size, self.grid, self.folder, self.device = model.eval(), size, grid, folder, device
        self.deep_length, self.length = feature_sizes(model, size, grid, device)
        self.key = f"{trunk_hash(model)}|{_recipe_hash()}|{size}|{grid}"

    def __call__(self, wanted: Sequence[Job], name: str) -> NDArray[np.float32]:
        """[jobs, length]; float16 on disk."""
        self.folder.mkdir(parents=True, exist_ok=True)
        parts = [self._chunk(wanted[at : at + CHUNK], f"{name} {at}") for at in range(0, len(wanted), CHUNK)]
        if not parts:
            return np.zeros((0, self.length), dtype=np.float32)
        return np.concatenate(parts).astype(np.float32)

    def _chunk(self, wanted: Sequence[Job], name: str) -> NDArray[np.float16]:
        described = json.dumps([self.key, *(asdict(job) for job in wanted)])
        path = self.folder / f"{hashlib.sha256(described.encode()).hexdigest()[:24]}.npy"
        if path.exists():
            return np.load(path)
        found = self._extract(wanted, name)
        # Written beside and renamed: a stopped run leaves no half file.
        held = path.with_suffix(".tmp")
        with held.open("wb") as handle:
            np.save(handle, found)
        held.replace(path)
        return found

    @torch.inference_mode()
    def _extract(self, wanted: Sequence[Job], name: str) -> NDArray[np.float16]:
        parts: list[NDArray[Any]] = []
        for at in tqdm(range(0, len(wanted), BATCH), desc=f"gate {name}", mininterval=10):
            squares = np.stack([square(job, self.size) for job in wanted[at : at + BATCH]])
            image = torch.from_numpy(squares).unsqueeze(1).to(self.device)
            image = ((image - GREY_MEAN) / GREY_STD).contiguous(memory_format=torch.channels_last)
            parts.append(features_of(*self.model.trunk(image), self.grid).float().cpu().numpy())
        return np.concatenate(parts).astype(np.float16)
