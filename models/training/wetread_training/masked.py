"""Masked-image pre-training of the trunk: hidden cells are painted back (SimMIM, Xie et al., CVPR 2022)."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from tqdm import tqdm

from .augment import Dice, augment
from .config import PretrainConfig
from .device import autocast, quick_layout
from .efficientnet import EfficientNetLite
from .encoder import one_cycle
from .film_tensors import FilmTensors
from .vision import GREY_MEAN, GREY_STD

CELL = 32
"""Side of a hidden cell: one position of the trunk's last map."""


class MaskedPainter(nn.Module):
    """Trunk with a one-layer painter that is thrown away afterwards."""

    def __init__(self, trunk: EfficientNetLite) -> None:
        super().__init__()
        self.trunk = trunk
        self.token = nn.Parameter(torch.zeros(1))
        self.paint = nn.Conv2d(trunk.out_channels, CELL * CELL, 1)

    def forward(self, images: Tensor, hidden: Tensor) -> Tensor:
        """Painted cells [N, CELL*CELL, h, w] of standardised `images`, `hidden` [N, 1, h, w] being 1 where covered."""
        cover = F.interpolate(hidden, scale_factor=float(CELL), mode="nearest")
        return self.paint(self.trunk(images * (1 - cover) + self.token * cover)[1])


def _masked_loss(model: MaskedPainter, images: Tensor, hidden: Tensor) -> Tensor:
    """Mean absolute error over hidden cells, each cell standardised so that texture counts, not brightness."""
    standard = (images - GREY_MEAN) / GREY_STD
    target = F.pixel_unshuffle(standard, CELL)
    target = (target - target.mean(dim=1, keepdim=True)) / (target.std(dim=1, keepdim=True) + 0.1)
    with autocast(images.device):
        painted = model(standard.contiguous(memory_format=quick_layout(images.device)), hidden)
    error = (painted.float() - target).abs().mean(dim=1, keepdim=True)
    return (error * hidden).sum() / hidden.sum().clamp(min=1)


def pretrain(
    trunk: EfficientNetLite,
    films: list[FilmTensors],
    config: PretrainConfig,
    checkpoint: Path,
    seed: int,
) -> None:
    """Trains on all `films`; leaves the trunk's weights at `checkpoint`. Resumes from there."""
    device = films[0].images.device
    torch.manual_seed(seed)
    model = MaskedPainter(trunk).to(device, memory_format=quick_layout(device))
    images = torch.cat([part.images for part in films])
    steps = max(1, len(images) // config.batch)
    optimiser = torch.optim.AdamW(model.parameters(), lr=config.rate, weight_decay=0.05)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: one_cycle(s, steps * config.epochs))
    parts = {"model": model, "optimiser": optimiser, "scheduler": scheduler}
    first = 0
    if checkpoint.exists():
        saved = torch.load(checkpoint, map_location="cpu", weights_only=True)
        first = saved["epoch"]
        for name, part in parts.items():
            part.load_state_dict(saved[name])
    dice = Dice(seed + first, device)
    for epoch in range(first, config.epochs):
        model.train()
        losses = []
        for rows in tqdm(
            dice.permutation(len(images)).split(config.batch), desc=f"masked {epoch + 1}", mininterval=10
        ):
            pictures, _ = augment(images[rows].float().div(255).unsqueeze(1), 0.5, dice)
            cells = pictures.shape[-1] // CELL
            hidden = (dice.uniform(len(rows) * cells * cells, 0, 1) < config.ratio).float()
            loss = _masked_loss(model, pictures, hidden.view(-1, 1, cells, cells))
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            optimiser.step()
            scheduler.step()
            losses.append(loss.detach())
        print(f"masked epoch {epoch + 1}: error {float(torch.stack(losses).mean()):.4f}", flush=True)
        state = {name: part.state_dict() for name, part in parts.items()}
        checkpoint.parent.mkdir(parents=True, exist_ok=True)
        torch.save(state | {"epoch": epoch + 1, "trunk": trunk.state_dict()}, checkpoint.with_suffix(".tmp"))
        checkpoint.with_suffix(".tmp").replace(checkpoint)
