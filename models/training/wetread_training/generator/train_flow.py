"""Trains the flow over cached latents: rectified flow, guidance by leaving conditions out, a running mean of weights."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from .denoiser import Denoiser
from .muon import Muon
from .settings import GeneratorConfig

WARM = 60
COOL_SHARE = 0.35
"""Last part of the training with a falling rate."""


@dataclass(frozen=True)
class FlowFilms:
    """Latents [V, N, c, s, s] of films in moved copies, their conditions [N, C], and those of phrases [T, C]."""

    latents: Tensor
    conditions: Tensor
    phrase_conditions: Tensor
    phrase_chances: NDArray[np.float32]

    def draw(self, config: GeneratorConfig, count: int, rng: np.random.Generator) -> tuple[Tensor, Tensor]:
        """Latents and conditions of random films: as read from them, from a phrase, or none."""
        rows = rng.integers(len(self.conditions), size=count)
        copies = rng.integers(len(self.latents), size=count)
        conditions = self.conditions[rows].clone()
        noise = torch.from_numpy(rng.standard_normal(conditions.shape).astype(np.float32))
        conditions[:, :-1] += config.condition_noise * noise[:, :-1]
        kind = rng.random(count)
        for index in np.flatnonzero(kind < config.text_share):
            phrase = rng.choice(len(self.phrase_conditions), p=self.phrase_chances[rows[index]])
            conditions[index] = self.phrase_conditions[phrase]
        conditions[kind > 1 - config.drop] = 0
        return self.latents[copies, rows], conditions


def flow_loss(model: Denoiser, films: Tensor, conditions: Tensor, rng: np.random.Generator) -> Tensor:
    """Squared error of the velocity; times are logit-normal, most of them in the middle."""
    noise = torch.from_numpy(rng.standard_normal(films.shape).astype(np.float32))
    times = torch.sigmoid(torch.from_numpy(rng.standard_normal(len(films)).astype(np.float32)))
    mixed = times[:, None, None, None] * films + (1 - times)[:, None, None, None] * noise
    return F.mse_loss(model(mixed, times, conditions), films - noise)


def _groups(model: Denoiser, config: GeneratorConfig) -> list[torch.optim.Optimizer]:
    """Muon for the blocks' matrices, AdamW for all else."""
    matrices, others = [], []
    for name, weight in model.named_parameters():
        (matrices if weight.ndim == 2 and name.startswith(("blocks", "joins")) else others).append(weight)
    return [
        Muon(matrices, config.rate, config.weight_decay),
        torch.optim.AdamW(others, lr=config.rate, weight_decay=config.weight_decay, betas=(0.9, 0.98)),
    ]


@dataclass
class FlowTraining:
    model: Denoiser
    mean: Denoiser
    """The running mean of the weights: what ships."""
    optimisers: list[torch.optim.Optimizer]
    step: int = 0
    seconds: float = 0.0

    @classmethod
    def begin(cls, model: Denoiser, twin: Denoiser, config: GeneratorConfig) -> FlowTraining:
        twin.load_state_dict(model.state_dict())
        return cls(model, twin.requires_grad_(False), _groups(model, config))

    def restore(self, path: Path) -> None:
        saved = torch.load(path, map_location="cpu", weights_only=True)
        self.model.load_state_dict(saved["model"])
        self.mean.load_state_dict(saved["mean"])
        for optimiser, state in zip(self.optimisers, saved["optimisers"], strict=True):
            optimiser.load_state_dict(state)
        self.step, self.seconds = saved["step"], saved["seconds"]

    def save(self, path: Path) -> None:
        states = [optimiser.state_dict() for optimiser in self.optimisers]
        content = {
            "model": self.model.state_dict(),
            "mean": self.mean.state_dict(),
            "optimisers": states,
            "step": self.step,
            "seconds": self.seconds,
        }
        # Beside, then over: whoever samples meanwhile never reads half a file.
        torch.save(content, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def _follow(self, ema: float) -> None:
        keep = min(ema, (self.step + 1) / (self.step + 10))
        with torch.no_grad():
            for ours, theirs in zip(self.mean.parameters(), self.model.parameters(), strict=True):
                ours.lerp_(theirs, 1 - keep)

    def update(self, loss: Tensor, config: GeneratorConfig, part: float) -> None:
        rate = min(1.0, (self.step + 1) / WARM) * min(1.0, (1 - part) / COOL_SHARE + 0.01)
        for optimiser in self.optimisers:
            for group in optimiser.param_groups:
                group["lr"] = config.rate * rate
            optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for optimiser in self.optimisers:
            optimiser.step()
        self._follow(config.ema)
        self.step += 1


def _progress(training: FlowTraining, config: GeneratorConfig) -> Iterator[float]:
    """The part done, until the steps or the minutes are up."""
    started, before = time.monotonic(), training.seconds
    while True:
        training.seconds = before + time.monotonic() - started
        part = training.step / config.steps
        if config.minutes:
            part = max(part, training.seconds / (60 * config.minutes))
        if part >= 1:
            return
        yield part


def train_flow(
    films: FlowFilms, model: Denoiser, twin: Denoiser, config: GeneratorConfig, path: Path, seed: int
) -> Denoiser:
    """Trains, or goes on from the checkpoint at `path`; returns the mean weights."""
    training = FlowTraining.begin(model, twin, config)
    if path.exists():
        training.restore(path)
    rng, losses = np.random.default_rng(seed + training.step), []
    for part in _progress(training, config):
        latents, conditions = films.draw(config, config.batch, rng)
        loss = flow_loss(model, latents, conditions, rng)
        training.update(loss, config, part)
        losses.append(float(loss.detach()))
        if training.step % 50 == 0:
            print(
                f"flow {training.step}: loss {np.mean(losses[-200:]):.4f} {training.seconds:.0f} s",
                flush=True,
            )
        if training.step % config.save_every == 0:
            training.save(path)
    training.save(path)
    return training.mean.eval()
