"""Films into 16 x 16 x 8 latents and back: principal components of 8 x 8 patches, and a network that adds the rest.

The way in is linear and fixed; the way back begins as its inverse and learns what a line cannot say.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

CELL = 8
"""Pixels along the side of a latent cell."""
TAPER = 0.25
"""Power of a component's variance in the scale of its channel: coarse structure weighs more than fine, but not all."""


class Residual(nn.Module):
    """Two convolutions beside the straight way; the second starts at zero."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(width, width, 3, padding=1)
        self.second = nn.Conv2d(width, width, 3, padding=1)
        nn.init.zeros_(self.second.weight)
        nn.init.zeros_(self.second.bias)  # type: ignore[arg-type]

    def forward(self, x: Tensor) -> Tensor:
        return x + self.second(F.silu(self.first(F.silu(x))))


def _quiet(layer: nn.Conv2d) -> nn.Conv2d:
    """A last layer that says nothing before it has learnt."""
    nn.init.zeros_(layer.weight)
    nn.init.zeros_(layer.bias)  # type: ignore[arg-type]
    return layer


class FilmEncoder(nn.Module):
    """[N, 1, S, S] in -1..1 -> [N, channels, S/8, S/8]: a fixed line, so that the flow need not wait for training."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.straight = nn.Conv2d(1, channels, CELL, stride=CELL).requires_grad_(False)

    def forward(self, film: Tensor) -> Tensor:
        return self.straight(film)


class FilmDecoder(nn.Module):
    """[N, channels, s, s] -> [N, 1, 8 s, 8 s] in -1..1, not clipped."""

    def __init__(self, channels: int, width: int) -> None:
        super().__init__()
        self.straight = nn.ConvTranspose2d(channels, 1, CELL, stride=CELL)
        self.net = nn.Sequential(
            nn.Conv2d(channels, 3 * width, 3, padding=1),
            Residual(3 * width),
            Residual(3 * width),
            nn.Conv2d(3 * width, 8 * width, 1),
            nn.PixelShuffle(2),
            nn.Conv2d(2 * width, 2 * width, 3, padding=1),
            Residual(2 * width),
            nn.Conv2d(2 * width, 4 * width, 1),
            nn.PixelShuffle(2),
            nn.Conv2d(width, width, 3, padding=1),
            Residual(width),
            nn.SiLU(),
            _quiet(nn.Conv2d(width, 4, 3, padding=1)),
            nn.PixelShuffle(2),
        )

    def forward(self, latents: Tensor) -> Tensor:
        return self.straight(latents) + self.net(latents)


class Autoencoder(nn.Module):
    def __init__(self, channels: int, width: int) -> None:
        super().__init__()
        self.encoder = FilmEncoder(channels)
        self.decoder = FilmDecoder(channels, width)

    @torch.no_grad()
    def start_linear(self, films: Tensor) -> None:
        """Sets both straight ways to the scaled principal components of the films' patches."""
        patches = F.unfold(films, CELL, stride=CELL).transpose(1, 2).reshape(-1, CELL * CELL).double()
        mean = patches.mean(dim=0)
        values, vectors = torch.linalg.eigh((patches - mean).T.cov())
        channels = self.encoder.straight.out_channels
        kept = values[-channels:].flip(0)
        # A channel's spread is (its variance / the first one's) ** TAPER.
        scale = kept.sqrt() / (kept / kept[0]) ** TAPER
        basis = vectors[:, -channels:].flip(1).T
        self.encoder.straight.weight.copy_((basis / scale[:, None]).view(channels, 1, CELL, CELL))
        self.encoder.straight.bias.copy_(-(basis @ mean) / scale)  # type: ignore[union-attr]
        self.decoder.straight.weight.copy_((basis * scale[:, None]).view(channels, 1, CELL, CELL))
        # One bias for all pixels of a patch; the mean patch is as good as flat.
        self.decoder.straight.bias.fill_(float(mean.mean()))  # type: ignore[union-attr]
