"""Geometric and grey-level augmentation on a batch, with box masks moved along."""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn import functional as F

from .datasets import Box

MASK_SIZE = 64


def box_mask(boxes: list[Box]) -> Tensor:
    """Union of boxes (fractions of the square) as a soft mask [MASK_SIZE, MASK_SIZE]."""
    mask = torch.zeros(MASK_SIZE, MASK_SIZE)
    edges = torch.arange(MASK_SIZE, dtype=torch.float32)
    for x, y, w, h in boxes:
        columns = torch.minimum(edges + 1, torch.tensor((x + w) * MASK_SIZE)) - edges.clamp(min=x * MASK_SIZE)
        rows = torch.minimum(edges + 1, torch.tensor((y + h) * MASK_SIZE)) - edges.clamp(min=y * MASK_SIZE)
        mask = torch.maximum(mask, torch.outer(rows.clamp(0, 1), columns.clamp(0, 1)))
    return mask


def random_affine(count: int, flip: float, generator: torch.Generator) -> Tensor:
    """[count, 2, 3] sampling matrices: turn +-10 degrees, scale .87-1.15, shift 6 %, mirror with `flip`."""

    def uniform(low: float, high: float) -> Tensor:
        return torch.rand(count, generator=generator) * (high - low) + low

    angle = uniform(-10, 10) * math.pi / 180
    scale = uniform(0.87, 1.15)
    mirror = torch.where(torch.rand(count, generator=generator) < flip, -1.0, 1.0)
    cosine, sine = torch.cos(angle) * scale, torch.sin(angle) * scale
    rows = [cosine * mirror, -sine, uniform(-0.06, 0.06), sine * mirror, cosine, uniform(-0.06, 0.06)]
    return torch.stack(rows, dim=1).view(count, 2, 3)


def warp(images: Tensor, theta: Tensor, size: int) -> Tensor:
    """Resamples [N, C, h, w] by `theta`; outside the picture is 0, as the letterbox pads."""
    grid = F.affine_grid(theta, [images.shape[0], 1, size, size], align_corners=False)
    return F.grid_sample(images, grid, mode="bilinear", padding_mode="zeros", align_corners=False)


def jitter_grey(images: Tensor, generator: torch.Generator) -> Tensor:
    """Gamma, contrast, brightness and a little noise on [N, 1, h, w] in 0..1."""
    count = images.shape[0]

    def uniform(low: float, high: float) -> Tensor:
        return (torch.rand(count, generator=generator) * (high - low) + low).view(-1, 1, 1, 1)

    shaped = images.clamp(1e-4, 1).pow(uniform(0.75, 1.35))
    centred = (shaped - 0.5) * uniform(0.8, 1.2) + 0.5 + uniform(-0.08, 0.08)
    noise = torch.randn(images.shape, generator=generator) * uniform(0, 0.02)
    return (centred + noise).clamp(0, 1)
