"""Trains the decoder on crops of films."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from .autoencoder import CELL, Autoencoder
from .settings import GeneratorConfig

WHOLE_SHARE = 0.25
"""Last part of the steps on whole films instead of crops: there the edges are learnt."""


def to_films(images: NDArray[np.uint8]) -> Tensor:
    """uint8 [N, S, S] -> float [N, 1, S, S] in -1..1."""
    return torch.from_numpy(np.array(images)).float().div(127.5).sub(1).unsqueeze(1)


def edge_loss(ours: Tensor, theirs: Tensor) -> Tensor:
    """Mean absolute difference of horizontal and vertical gradients, at two scales."""
    total = ours.new_zeros(())
    for _ in range(2):
        for axis in (2, 3):
            total = total + F.l1_loss(ours.diff(dim=axis), theirs.diff(dim=axis))
        ours, theirs = F.avg_pool2d(ours, 2), F.avg_pool2d(theirs, 2)
    return total


def draw_crops(images: NDArray[np.uint8], count: int, side: int, rng: np.random.Generator) -> Tensor:
    """Random squares, brighter or darker by up to a tenth, mirrored half of the time (a crop has no side)."""
    size = images.shape[1]
    crops = np.empty((count, side, side), dtype=np.uint8)
    for index in range(count):
        row = rng.integers(len(images))
        top, left = rng.integers(0, size - side + 1, 2)
        crop = images[row, top : top + side, left : left + side]
        crops[index] = crop[:, ::-1] if side < size and rng.random() < 0.5 else crop
    gain = torch.from_numpy(rng.uniform(0.9, 1.1, (count, 1, 1, 1)).astype(np.float32))
    return (to_films(crops) * gain).clamp(-1, 1)


def coder_loss(model: Autoencoder, films: Tensor, config: GeneratorConfig) -> tuple[Tensor, Tensor]:
    """The training loss, and the mean absolute error alone."""
    latents = model.encoder(films)
    noise = config.latent_noise * latents.std(dim=(0, 2, 3), keepdim=True) * torch.randn_like(latents)
    back = model.decoder(latents + noise)
    distance = F.l1_loss(back, films)
    return distance + config.edge_weight * edge_loss(back, films), distance


def start_coder(images: NDArray[np.uint8], config: GeneratorConfig, path: Path) -> Autoencoder:
    """The autoencoder at `path`, or a linear one, which is written there. The way in never changes after that."""
    if path.exists():
        return load_coder(config, path)
    model = Autoencoder(config.channels, config.coder_width)
    model.start_linear(to_films(images[:: max(1, len(images) // 600)]))
    torch.save({"model": model.state_dict(), "step": 0}, path)
    return model.eval()


def train_coder(images: NDArray[np.uint8], config: GeneratorConfig, path: Path, seed: int) -> Autoencoder:
    """Trains the decoder, or goes on from the checkpoint at `path`."""
    torch.manual_seed(seed)
    model = start_coder(images, config, path).train()
    optimiser = torch.optim.AdamW(model.decoder.parameters(), lr=config.coder_rate, weight_decay=1e-4)
    saved = torch.load(path, map_location="cpu", weights_only=True)
    first = saved["step"]
    if first:
        optimiser.load_state_dict(saved["optimiser"])
    rng, size = np.random.default_rng(seed + first), images.shape[1]
    started = time.monotonic()
    for step in range(first, config.coder_steps):
        part = step / config.coder_steps
        for group in optimiser.param_groups:
            group["lr"] = config.coder_rate * min(1, (step + 1) / 50) * (1 - part) ** 0.7 + 1e-6
        whole = part > 1 - WHOLE_SHARE
        side = size if whole else min(config.coder_crop, size)
        count = max(1, config.coder_batch * min(config.coder_crop, size) ** 2 // side**2)
        loss, distance = coder_loss(model, draw_crops(images, count, side, rng), config)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        if (step + 1) % 100 == 0:
            print(
                f"coder {step + 1}: loss {float(loss):.4f} grey error {127.5 * float(distance):.2f} "
                f"{time.monotonic() - started:.0f} s",
                flush=True,
            )
        if (step + 1) % config.save_every == 0 or step + 1 == config.coder_steps:
            state = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step + 1}
            torch.save(state, path)
    return model.eval()


def load_coder(config: GeneratorConfig, path: Path) -> Autoencoder:
    model = Autoencoder(config.channels, config.coder_width)
    model.load_state_dict(torch.load(path, map_location="cpu", weights_only=True)["model"])
    return model.eval()


@torch.inference_mode()
def encode_films(model: Autoencoder, films: Tensor) -> Tensor:
    return torch.cat([model.encoder(part) for part in films.split(32)])


@torch.inference_mode()
def reconstruction_error(model: Autoencoder, images: NDArray[np.uint8]) -> dict[str, float]:
    """Mean absolute error in grey levels, and PSNR in dB, of films that were not trained on."""
    films = to_films(images)
    back = torch.cat([model.decoder(model.encoder(part)) for part in films.split(32)]).clamp(-1, 1)
    squared = (back - films).square().mean(dim=(1, 2, 3))
    return {
        "greyError": float((back - films).abs().mean()) * 127.5,
        "psnr": float((10 * torch.log10(4 / squared)).mean()),
    }


def latent_side(size: int) -> int:
    return size // CELL
