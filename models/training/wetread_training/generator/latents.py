"""Latents of films in slightly moved copies: another position, zoom and exposure; never mirrored, for hearts lie left."""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn import functional as F

from .autoencoder import Autoencoder
from .train_coder import encode_films

SHIFT, ZOOM, TURN, GAIN = 0.04, 0.05, math.radians(2.5), 0.06


def moved(films: Tensor, generator: torch.Generator) -> Tensor:
    """[N, 1, S, S] in -1..1 with small random shifts, zooms, turns and exposures; edges are drawn out."""
    count = len(films)
    dice = torch.rand(count, 5, generator=generator) * 2 - 1
    scale, turn = 1 + ZOOM * dice[:, 2], TURN * dice[:, 3]
    theta = torch.zeros(count, 2, 3)
    theta[:, 0, 0] = theta[:, 1, 1] = scale * turn.cos()
    theta[:, 0, 1], theta[:, 1, 0] = -scale * turn.sin(), scale * turn.sin()
    theta[:, :, 2] = SHIFT * dice[:, :2]
    grid = F.affine_grid(theta, list(films.shape), align_corners=False)
    placed = F.grid_sample(films, grid, padding_mode="border", align_corners=False)
    gain = 1 + GAIN * dice[:, 4, None, None, None]
    return ((placed + 1) * gain - 1).clamp(-1, 1)


def latent_copies(model: Autoencoder, films: Tensor, copies: int, seed: int) -> Tensor:
    """[V, N, c, s, s]; the first copy is the film as it is."""
    generator = torch.Generator().manual_seed(seed)
    parts = [encode_films(model, films)]
    parts += [encode_films(model, moved(films, generator)) for _ in range(copies - 1)]
    return torch.stack(parts)
