"""Draws pictures: from noise along the flow, then through the decoder."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from .autoencoder import Autoencoder
from .denoiser import Denoiser


@torch.inference_mode()
def flow(model: nn.Module, noise: Tensor, conditions: Tensor, steps: int, guidance: float) -> Tensor:
    """Latents [N, c, s, s] by Heun's method; the last step is Euler's. Both branches run in one batch."""
    latents = noise
    for step in range(steps):
        start, end = step / steps, (step + 1) / steps
        first = guided(model, latents, start, conditions, guidance)
        ahead = latents + (end - start) * first
        if step + 1 == steps:
            return ahead
        second = guided(model, ahead, end, conditions, guidance)
        latents = latents + (end - start) * (first + second) / 2
    return latents


def guided(model: nn.Module, latents: Tensor, time: float, conditions: Tensor, guidance: float) -> Tensor:
    """Velocity away from "any film" towards the condition."""
    count = len(latents)
    both = torch.cat([conditions, torch.zeros_like(conditions)])
    out = model(torch.cat([latents, latents]), torch.full((2 * count,), time), both)
    return out[count:] + guidance * (out[:count] - out[count:])


def seeded_noise(shape: tuple[int, ...], seed: int) -> Tensor:
    return torch.from_numpy(np.random.default_rng(seed).standard_normal(shape).astype(np.float32))


@torch.inference_mode()
def draw_films(
    model: Denoiser, coder: Autoencoder, conditions: Tensor, seed: int, steps: int, guidance: float
) -> NDArray[np.uint8]:
    """uint8 [N, S, S], one for each condition."""
    noise = seeded_noise((len(conditions), model.channels, model.side, model.side), seed)
    latents = flow(model, noise, conditions, steps, guidance)
    films = coder.decoder(latents).clamp(-1, 1).squeeze(1)
    return films.add(1).mul(127.5).round().to(torch.uint8).numpy()
