"""Geometric and grey-level augmentation of batches on any device, with masks and maps moved along."""

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
    for x, y, w, h in boxes:
        columns = _coverage(x, w)
        rows = _coverage(y, h)
        mask = torch.maximum(mask, rows[:, None] * columns[None, :])
    return mask


def _coverage(start: float, length: float) -> Tensor:
    """How much of each cell the interval covers, 0..1."""
    edges = torch.arange(MASK_SIZE + 1) / MASK_SIZE
    low, high = edges[:-1].clamp(min=start), edges[1:].clamp(max=start + length)
    return (high - low).clamp(min=0) * MASK_SIZE


class Dice:
    """Random numbers on one device from one seed, so that a run can be repeated and taken up again."""

    def __init__(self, seed: int, device: torch.device) -> None:
        self.device = device
        self.generator = torch.Generator(device=device).manual_seed(seed)

    def uniform(self, count: int, low: float, high: float) -> Tensor:
        return torch.rand(count, generator=self.generator, device=self.device) * (high - low) + low

    def chance(self, count: int, share: float) -> Tensor:
        return torch.rand(count, generator=self.generator, device=self.device) < share

    def permutation(self, count: int) -> Tensor:
        return torch.randperm(count, generator=self.generator, device=self.device)

    def integers(self, count: int, high: int) -> Tensor:
        return torch.randint(high, (count,), generator=self.generator, device=self.device)

    def normal_like(self, images: Tensor) -> Tensor:
        return torch.randn(images.shape, generator=self.generator, device=self.device)


def random_affine(count: int, flip: float, dice: Dice) -> Tensor:
    """[count, 2, 3] sampling transforms: up to 10 degrees, 0.85-1.18 scale with 8 % stretch, 6 % shift, mirror."""
    angle = dice.uniform(count, -10, 10) * math.pi / 180
    scale = dice.uniform(count, 0.85, 1.18)
    stretch = dice.uniform(count, 0.92, 1.08)
    mirror = torch.where(dice.chance(count, flip), -1.0, 1.0)
    cosine, sine = torch.cos(angle) * scale, torch.sin(angle) * scale
    shift_x, shift_y = dice.uniform(count, -0.06, 0.06), dice.uniform(count, -0.06, 0.06)
    rows = [cosine * stretch * mirror, -sine, shift_x, sine * stretch * mirror, cosine, shift_y]
    return torch.stack(rows, dim=1).view(count, 2, 3)


def warp(images: Tensor, theta: Tensor, size: int) -> Tensor:
    """Resamples [N, C, h, w] by `theta`; outside the picture is 0, as the letterbox pads."""
    grid = F.affine_grid(theta, [images.shape[0], 1, size, size], align_corners=False)
    return F.grid_sample(images, grid, mode="bilinear", padding_mode="zeros", align_corners=False)


def jitter_grey(images: Tensor, dice: Dice) -> Tensor:
    """Gamma, contrast, brightness and a little noise on [N, 1, h, w] in 0..1."""
    count = images.shape[0]

    def uniform(low: float, high: float) -> Tensor:
        return dice.uniform(count, low, high).view(-1, 1, 1, 1)

    shaped = images.clamp(1e-4, 1).pow(uniform(0.7, 1.4))
    centred = (shaped - 0.5) * uniform(0.75, 1.25) + 0.5 + uniform(-0.1, 0.1)
    return (centred + dice.normal_like(images) * uniform(0, 0.02)).clamp(0, 1)


def soften(images: Tensor, share: float, dice: Dice) -> Tensor:
    """Takes fine detail from a random `share`, by way of a smaller picture: sharpness must not tell the source."""
    size = images.shape[-1]
    small = int(size * float(dice.uniform(1, 0.35, 0.9)))
    low = F.interpolate(images, size=(small, small), mode="bilinear", antialias=True)
    back = F.interpolate(low, size=(size, size), mode="bilinear")
    return torch.where(dice.chance(len(images), share).view(-1, 1, 1, 1), back, images)


def hide_margins(images: Tensor, share: float, dice: Dice) -> Tensor:
    """Blackens a random border or corner of a random `share`: frames and text marks must not tell the source."""
    count, size = images.shape[0], images.shape[-1]
    axis = (torch.arange(size, device=images.device) + 0.5) / size
    columns, rows = axis.view(1, 1, 1, -1), axis.view(1, 1, -1, 1)

    def edge() -> Tensor:
        return dice.uniform(count, -0.08, 0.12).view(-1, 1, 1, 1)

    inside = (columns > edge()) & (columns < 1 - edge()) & (rows > edge()) & (rows < 1 - edge())
    hidden = dice.chance(count, share).view(-1, 1, 1, 1)
    return torch.where(hidden & ~inside, torch.zeros_like(images), images)


def augment(images: Tensor, flip: float, dice: Dice) -> tuple[Tensor, Tensor]:
    """Moved, re-graded, softened copies of float images [N, 1, S, S] in 0..1, and the transforms used."""
    theta = random_affine(len(images), flip, dice)
    moved = jitter_grey(warp(images, theta, images.shape[-1]), dice)
    return hide_margins(soften(moved, 0.2, dice), 0.25, dice), theta
