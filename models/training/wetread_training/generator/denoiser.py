"""The flow's network: a small transformer over the latent's 2 x 2 patches, added to the best denoiser of a mixture."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .mixture_prior import MixturePrior
from .settings import GeneratorConfig
from .train_coder import latent_side

PATCH = 2
STEM = 32
"""Channels of the convolutions before and after the transformer."""
RANK = 32
"""Inner width of each block's own part of the modulation."""
WAVES = 32


class Block(nn.Module):
    """Attention and MLP, each scaled, shifted and gated by time and condition."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads, self.width = heads, width
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.tune = nn.Sequential(nn.Linear(width, RANK), nn.SiLU(), nn.Linear(RANK, 6 * width))
        nn.init.zeros_(self.tune[2].weight)
        nn.init.zeros_(self.tune[2].bias)

    def _norm(self, x: Tensor, scale: Tensor, shift: Tensor) -> Tensor:
        return F.layer_norm(x, (self.width,)) * (1 + scale) + shift

    def _attend(self, x: Tensor) -> Tensor:
        count, tokens, width = x.shape
        q, k, v = self.qkv(x).view(count, tokens, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v)
        return self.out(mixed.transpose(1, 2).reshape(count, tokens, width))

    def forward(self, x: Tensor, given: Tensor, base: Tensor) -> Tensor:
        scale_a, shift_a, gate_a, scale_b, shift_b, gate_b = (base + self.tune(given))[:, None].chunk(
            6, dim=2
        )
        x = x + gate_a * self._attend(self._norm(x, scale_a, shift_a))
        return x + gate_b * self.down(F.silu(self.up(self._norm(x, scale_b, shift_b))))


class Denoiser(nn.Module):
    """`forward(latent [N, c, s, s], time [N] in 0..1, condition [N, C])` -> velocity [N, c, s, s].

    The last number of a condition says whether there is one: all zeros is "any film".
    """

    def __init__(self, config: GeneratorConfig, conditions: int) -> None:
        super().__init__()
        self.channels, self.side, width = config.channels, latent_side(config.size), config.width
        self.prior = MixturePrior(self.channels * self.side**2, config.directions, config.groups, conditions)
        self.stem = nn.Conv2d(2 * self.channels, STEM, 3, padding=1)
        self.enter = nn.Linear(STEM * PATCH**2, width)
        self.place = nn.Parameter(0.02 * torch.randn(1, (self.side // PATCH) ** 2, width))
        self.register_buffer("waves", torch.exp(torch.linspace(0, math.log(200.0), WAVES)))
        self.time_in = nn.Linear(2 * WAVES, width)
        self.condition_in = nn.Sequential(
            nn.Linear(conditions, 2 * width), nn.SiLU(), nn.Linear(2 * width, width)
        )
        self.base = nn.Linear(width, 6 * width)
        self.blocks = nn.ModuleList(Block(width, config.heads) for _ in range(config.layers))
        self.joins = nn.ModuleList(nn.Linear(2 * width, width) for _ in range(config.layers // 2))
        self.leave = nn.Linear(width, STEM * PATCH**2)
        self.mix = nn.Conv2d(2 * STEM, STEM, 3, padding=1)
        self.last = nn.Conv2d(STEM, self.channels, 3, padding=1)
        self._start()

    def _start(self) -> None:
        with torch.no_grad():
            self.base.weight.mul_(0.3)
            # Gates start half open; scales and shifts at rest.
            self.base.bias.zero_()
            width = self.base.in_features
            self.base.bias[2 * width : 3 * width] = 0.5
            self.base.bias[5 * width :] = 0.5
            for join in self.joins:
                join.weight.copy_(torch.cat([torch.eye(width), torch.zeros(width, width)], dim=1))
                join.bias.zero_()
            self.last.weight.zero_()
            self.last.bias.zero_()  # type: ignore[union-attr]

    def _tokens(self, x: Tensor) -> Tensor:
        """[N, STEM, s, s] -> [N, s/2 * s/2, 4 STEM]."""
        return F.pixel_unshuffle(x, PATCH).flatten(2).transpose(1, 2)

    def _grid(self, tokens: Tensor) -> Tensor:
        side = self.side // PATCH
        return F.pixel_shuffle(tokens.transpose(1, 2).reshape(-1, STEM * PATCH**2, side, side), PATCH)

    def _given(self, time: Tensor, condition: Tensor) -> Tensor:
        angles = time[:, None] * self.waves
        told = self.time_in(torch.cat([angles.sin(), angles.cos()], dim=1))
        return F.silu(told + self.condition_in(condition))

    def forward(self, latent: Tensor, time: Tensor, condition: Tensor) -> Tensor:
        line = self.prior(latent.flatten(1), time[:, None], condition).view_as(latent)
        given = self._given(time, condition)
        base = self.base(given)
        stem = self.stem(torch.cat([latent, line], dim=1))
        x = self.enter(self._tokens(stem)) + self.place
        kept: list[Tensor] = []
        half = len(self.joins)
        for index, block in enumerate(self.blocks):
            if index >= len(self.blocks) - half:
                x = self.joins[index - len(self.blocks) + half](torch.cat([x, kept.pop()], dim=2))
            x = block(x, given, base)
            if index < half:
                kept.append(x)
        mixed = self.mix(torch.cat([stem, self._grid(self.leave(x))], dim=1))
        return line + self.last(F.silu(mixed))
