"""Fine-tuning of the vision encoder on films, and then on films mixed with phantoms."""

from __future__ import annotations

import copy
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from tqdm import tqdm

from .augment import box_mask, jitter_grey, random_affine, warp
from .config import EncoderConfig
from .datasets import Box, PreparedSet
from .efficientnet import load_imagenet_weights
from .findings import FINDINGS
from .metrics import mean_auroc
from .vision import VisionEncoder, map_loss, masked_bce


@dataclass
class Batch:
    images: Tensor
    labels: Tensor
    box_rows: Tensor
    """[K, 2]: (row in the batch, finding) of each mask."""
    masks: Tensor


@dataclass(frozen=True)
class Source:
    """A prepared set, the rows that may be drawn, and its part of each batch."""

    films: PreparedSet
    rows: np.ndarray
    share: float
    flip: float


@dataclass(frozen=True)
class Schedule:
    epochs: int
    trunk_rate: float
    head_rate: float
    moving_statistics: bool
    """False keeps batch-norm statistics as they are (they are those of real films)."""
    stop_after: int = 0
    """Ends early after so many epochs, with the rate planned for all; 0 = never."""


def seed_all(seed: int) -> torch.Generator:
    torch.manual_seed(seed)
    return torch.Generator().manual_seed(seed)


def build_encoder(config: EncoderConfig) -> VisionEncoder:
    model = VisionEncoder(config.variant, config.dropout)
    if config.imagenet:
        model.trunk.load_imagenet(load_imagenet_weights(config.variant))
    model.fix_early(config.fixed_stages)
    return model.to(memory_format=torch.channels_last)


def _draw(source: Source, rows: np.ndarray, generator: torch.Generator) -> tuple[Tensor, Tensor, list, Tensor]:
    pixels = torch.from_numpy(np.stack([source.films.images[row] for row in rows])).float().div(255).unsqueeze(1)
    size = pixels.shape[-1]
    theta = random_affine(len(rows), source.flip, generator)
    images = jitter_grey(warp(pixels, theta, size), generator)
    labels = torch.tensor([source.films.films[row].labels for row in rows], dtype=torch.float32)
    places: list[tuple[int, int]] = []
    masks: list[Tensor] = []
    for position, row in enumerate(rows):
        by_finding: dict[int, list[Box]] = {}
        for finding, box in source.films.films[row].boxes:
            by_finding.setdefault(finding, []).append(box)
        for finding, boxes in by_finding.items():
            places.append((position, finding))
            masks.append(box_mask(boxes))
    if not masks:
        return images, labels, places, torch.zeros(0, 1, 1)
    moved = warp(torch.stack(masks).unsqueeze(1), theta[[place[0] for place in places]], 64)
    return images, labels, places, moved.squeeze(1)


def batches(sources: list[Source], size: int, generator: torch.Generator) -> Iterator[Batch]:
    """One epoch: the first source is walked once in random order, the others are drawn beside it."""
    lead = max(1, round(size * sources[0].share))
    order = sources[0].rows[torch.randperm(len(sources[0].rows), generator=generator).numpy()]
    for start in range(0, len(order) - lead + 1, lead):
        parts, offset, places, masks = [], 0, [], []
        for index, source in enumerate(sources):
            if index == 0:
                rows = order[start : start + lead]
            else:
                count = max(1, round(size * source.share))
                rows = source.rows[torch.randint(len(source.rows), (count,), generator=generator).numpy()]
            images, labels, where, mask = _draw(source, rows, generator)
            parts.append((images, labels))
            places += [(row + offset, finding) for row, finding in where]
            if where:
                masks.append(mask)
            offset += len(rows)
        yield Batch(
            torch.cat([part[0] for part in parts]).contiguous(memory_format=torch.channels_last),
            torch.cat([part[1] for part in parts]),
            torch.tensor(places, dtype=torch.int64).view(-1, 2),
            torch.cat(masks) if masks else torch.zeros(0, 1, 1),
        )


def positive_weights(labels: np.ndarray) -> Tensor:
    """Square root of negatives per positive, within 1..4: rare findings count more, not all."""
    known = np.maximum((labels >= 0).sum(axis=0), 1)
    positives = np.maximum((labels == 1).sum(axis=0), 1)
    return torch.tensor(np.clip(np.sqrt((known - positives) / positives), 1, 4), dtype=torch.float32)


def step_loss(model: VisionEncoder, batch: Batch, weights: Tensor, config: EncoderConfig) -> Tensor:
    out = model(batch.images)
    loss = masked_bce(out.logits, batch.labels, weights)
    loss = loss + config.map_weight * masked_bce(out.pooled, batch.labels, weights)
    if len(batch.masks):
        chosen = out.heat[batch.box_rows[:, 0], batch.box_rows[:, 1]]
        target = F.adaptive_avg_pool2d(batch.masks, chosen.shape[-2:])
        loss = loss + config.box_weight * map_loss(chosen, target)
    return loss


@torch.inference_mode()
def predict(model: VisionEncoder, images: np.ndarray, batch: int = 32) -> dict[str, np.ndarray]:
    """Logits, heat-map logits and features of uint8 squares [N, S, S]."""
    model.eval()
    parts: dict[str, list[np.ndarray]] = {"logits": [], "heat": [], "features": []}
    for start in range(0, len(images), batch):
        pixels = torch.from_numpy(np.asarray(images[start : start + batch])).float().div(255).unsqueeze(1)
        out = model(pixels.contiguous(memory_format=torch.channels_last))
        for key in parts:
            parts[key].append(getattr(out, key).numpy())
    return {key: np.concatenate(value) for key, value in parts.items()}


def _update_average(average: nn.Module, model: nn.Module, decay: float) -> None:
    with torch.no_grad():
        for kept, new in zip(average.state_dict().values(), model.state_dict().values(), strict=True):
            if kept.dtype.is_floating_point:
                kept.lerp_(new, 1 - decay)
            else:
                kept.copy_(new)


def _set_training(model: VisionEncoder, moving_statistics: bool) -> None:
    model.train()
    if not moving_statistics:
        for module in model.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.eval()


def train_encoder(
    model: VisionEncoder,
    sources: list[Source],
    validation: tuple[np.ndarray, np.ndarray],
    config: EncoderConfig,
    schedule: Schedule,
    checkpoint: Path,
    seed: int,
) -> VisionEncoder:
    """Trains with a one-cycle rate; returns the averaged weights. Resumes from `checkpoint` if there.

    `validation` is (uint8 squares, labels); it is only read to print AUROC per epoch.
    """
    generator = seed_all(seed)
    trunk = [p for p in model.trunk.parameters() if p.requires_grad]
    head = [p for name, p in model.named_parameters() if not name.startswith("trunk.")]
    optimiser = torch.optim.AdamW(
        [
            {"params": params, "lr": rate}
            for params, rate in ((trunk, schedule.trunk_rate), (head, schedule.head_rate))
            if params
        ],
        weight_decay=config.weight_decay,
    )
    steps = len(sources[0].rows) // max(1, round(config.batch * sources[0].share))
    total = steps * schedule.epochs

    def rate(step: int) -> float:
        warm = max(1, total // 10)
        return (step + 1) / warm if step < warm else 0.5 * (1 + math.cos(math.pi * (step - warm) / (total - warm)))

    scheduler = torch.optim.lr_scheduler.LambdaLR(optimiser, rate)
    average, first = copy.deepcopy(model), 0
    if checkpoint.exists():
        saved = torch.load(checkpoint, map_location="cpu", weights_only=True)
        model.load_state_dict(saved["model"])
        average.load_state_dict(saved["average"])
        optimiser.load_state_dict(saved["optimiser"])
        scheduler.load_state_dict(saved["scheduler"])
        generator.set_state(saved["generator"])
        first = saved["epoch"]
    weights = positive_weights(np.array([sources[0].films.films[row].labels for row in sources[0].rows]))
    done = first * steps
    for epoch in range(first, schedule.stop_after or schedule.epochs):
        _set_training(model, schedule.moving_statistics)
        running = 0.0
        progress = tqdm(
            batches(sources, config.batch, generator), total=steps, desc=f"epoch {epoch + 1}", mininterval=10
        )
        for count, batch in enumerate(progress, start=1):
            loss = step_loss(model, batch, weights, config)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimiser.step()
            scheduler.step()
            done += 1
            _update_average(average, model, min(config.ema, done / (done + 10)))
            running += float(loss)
            progress.set_postfix(loss=f"{running / count:.3f}")
        scores = predict(average, validation[0])["logits"]
        print(
            f"epoch {epoch + 1}: loss {running / max(1, steps):.4f},"
            f" validation AUROC {mean_auroc(validation[1], scores, 5):.4f} over {len(FINDINGS)} findings"
            " with at least 5 positives",
            flush=True,
        )
        state = {
            "model": model.state_dict(),
            "average": average.state_dict(),
            "optimiser": optimiser.state_dict(),
            "scheduler": scheduler.state_dict(),
            "generator": generator.get_state(),
            "epoch": epoch + 1,
        }
        torch.save(state, checkpoint.with_suffix(".tmp"))
        checkpoint.with_suffix(".tmp").replace(checkpoint)
    return average
