"""The best denoiser for a mixture of Gaussians: what the network begins from.

For x_t = (1 - t) noise + t film the velocity film - noise has a closed form for every Gaussian; a mixture's is the mean
of its members', weighted by how likely each has made x_t. Films of one group are alike in pose, zoom and exposure, so
the group's mean is sharper than that of all films. Groups share one covariance and the way a condition moves films.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

RIDGE = 60.0
"""Films' worth of doubt in how a condition moves the mean."""
ROUNDS = 25
LEAST_FILMS = 8
"""A group of fewer films is given up: its mean would show patients."""


class MixturePrior(nn.Module):
    """`forward(x [N, D], time [N, 1], condition [N, C])` -> velocity [N, D].

    The last number of a condition is 1 where there is one; a condition of zeros is "any film".
    """

    def __init__(self, dimensions: int, directions: int, groups: int, conditions: int) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(dimensions))
        self.register_buffer("basis", torch.zeros(dimensions, directions))
        self.register_buffer("variance", torch.ones(directions))
        self.register_buffer("rest", torch.ones(1))
        self.register_buffer("centres", torch.zeros(groups, directions))
        """Groups' means along the directions."""
        self.register_buffer("lean", torch.zeros(conditions, directions))
        """How a condition moves films within their group."""
        self.register_buffer("shift", torch.zeros(groups, directions))
        """The lean of a group's own mean condition, which its centre holds already."""
        self.register_buffer("share", torch.zeros(groups))
        """Logarithms of the groups' shares."""
        self.register_buffer("pull", torch.zeros(conditions, groups))
        """How a condition makes groups likelier; its last row is the constant part."""

    @torch.no_grad()
    def fit(self, latents: Tensor, conditions: Tensor, copies: int, seed: int) -> None:
        """From films' latents [V * N, D] in `copies` V and conditions [V * N, C] whose last number is 1."""
        mean = latents.mean(dim=0)
        centred, given = latents - mean, conditions[:, :-1]
        values, vectors = torch.linalg.eigh(centred.T @ centred / len(centred))
        count = self.basis.shape[1]
        first = vectors[:, -count:]
        places = centred @ first
        groups, centres = group_films(places, len(self.centres), copies, seed)
        told = torch.stack([given[groups == group].mean(dim=0) for group in range(len(centres))])
        left, moved = places - centres[groups], given - told[groups]
        gram = moved.T @ moved + RIDGE * torch.eye(given.shape[1])
        lean = torch.linalg.solve(gram, moved.T @ left)
        left = left - moved @ lean
        within, turned = torch.linalg.eigh(left.T @ left / len(left))
        # Linear discriminants: groups whose films have conditions like this one are likelier.
        inverse = torch.linalg.inv(moved.T @ moved / len(moved) + 0.1 * torch.eye(given.shape[1]))
        pull = inverse @ told.T
        self.mean.copy_(mean)
        self.basis.copy_(first @ turned)
        self.variance.copy_(within.clamp(min=1e-6))
        self.rest.fill_(float(values[:-count].clamp(min=1e-6).mean()) if len(values) > count else 1.0)
        self.centres[: len(centres)] = centres @ turned
        self.lean[:-1] = lean @ turned
        self.shift[: len(centres)] = told @ lean @ turned
        self.share.fill_(-60.0)
        self.share[: len(centres)] = (torch.bincount(groups) / len(groups)).log()
        self.pull[:-1, : len(centres)] = pull
        self.pull[-1, : len(centres)] = -0.5 * (told * pull.T).sum(dim=1)

    @staticmethod
    def _gain(variance: Tensor, time: Tensor) -> Tensor:
        """Velocity per unit of deviation from the expected x_t."""
        noise = 1 - time
        return (time * variance - noise) / (time * time * variance + noise * noise)

    def forward(self, x: Tensor, time: Tensor, condition: Tensor) -> Tensor:
        off = x - time * self.mean
        along = off @ self.basis
        spread = time * time * self.variance + (1 - time) * (1 - time)
        expected = self.centres - condition[:, -1:, None] * self.shift + (condition @ self.lean)[:, None]
        gaps = along[:, None] - time[:, None] * expected
        likely = self.share + condition @ self.pull - 0.5 * (gaps * gaps / spread[:, None]).sum(dim=2)
        weights = likely.softmax(dim=1)
        centre = (weights[:, None] @ expected).squeeze(1)
        inside = centre + self._gain(self.variance, time) * (along - time * centre)
        rest = self._gain(self.rest, time)
        return self.mean + rest * off + (inside - rest * along) @ self.basis.T


def group_films(places: Tensor, most: int, copies: int, seed: int) -> tuple[Tensor, Tensor]:
    """K-means: the group [V * N] of each film, and the groups' means; small groups are given to their neighbours."""
    generator = torch.Generator().manual_seed(seed)
    centres = places[torch.randperm(len(places), generator=generator)[:most]].clone()
    least = min(LEAST_FILMS * copies, len(places) // 2)
    for _ in range(ROUNDS):
        groups = torch.cdist(places, centres).argmin(dim=1)
        counts = torch.bincount(groups, minlength=len(centres))
        kept = [group for group in range(len(centres)) if counts[group] >= least]
        centres = torch.stack([places[groups == group].mean(dim=0) for group in kept])
    # Means move towards whom they take in, and may leave others: the smallest go one by one, and the rest stands still.
    while True:
        groups = torch.cdist(places, centres).argmin(dim=1)
        counts = torch.bincount(groups, minlength=len(centres))
        if int(counts.min()) >= least:
            return groups, torch.stack([places[groups == group].mean(dim=0) for group in range(len(centres))])
        centres = torch.cat([centres[: int(counts.argmin())], centres[int(counts.argmin()) + 1 :]])
