"""Fine-tuning of the vision encoder on films, and then on films mixed with phantoms."""

from __future__ import annotations

import copy
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from tqdm import tqdm

from .batches import Batch, Source, batches
from .config import EncoderConfig
from .efficientnet import load_imagenet_weights
from .metrics import mean_auroc
from .vision import VisionEncoder, map_loss, masked_bce


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


def _optimiser(model: VisionEncoder, config: EncoderConfig, schedule: Schedule) -> torch.optim.AdamW:
    trunk = [p for p in model.trunk.parameters() if p.requires_grad]
    head = [p for name, p in model.named_parameters() if not name.startswith("trunk.")]
    groups = [{"params": head, "lr": schedule.head_rate}]
    if trunk:
        groups.insert(0, {"params": trunk, "lr": schedule.trunk_rate})
    return torch.optim.AdamW(groups, weight_decay=config.weight_decay)


def one_cycle(step: int, total: int) -> float:
    """Share of the full rate: a tenth of the steps up in a line, the rest down along a cosine."""
    warm = max(1, total // 10)
    if step < warm:
        return (step + 1) / warm
    return 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, total - warm)))


class EncoderTraining:
    """The state of one encoder stage: weights, their running average, optimiser, and random source."""

    def __init__(
        self,
        model: VisionEncoder,
        sources: list[Source],
        config: EncoderConfig,
        schedule: Schedule,
        seed: int,
    ) -> None:
        self.generator = seed_all(seed)
        self.model, self.average = model, copy.deepcopy(model)
        self.sources, self.config, self.schedule = sources, config, schedule
        self.steps = len(sources[0].rows) // max(1, round(config.batch * sources[0].share))
        self.optimiser = _optimiser(model, config, schedule)
        self.scheduler = torch.optim.lr_scheduler.LambdaLR(
            self.optimiser, lambda step: one_cycle(step, self.steps * schedule.epochs)
        )
        lead = sources[0]
        self.weights = positive_weights(np.array([lead.films.films[row].labels for row in lead.rows]))
        self.epoch = 0

    def _stateful(self) -> dict[str, nn.Module | torch.optim.Optimizer | torch.optim.lr_scheduler.LambdaLR]:
        return {
            "model": self.model,
            "average": self.average,
            "optimiser": self.optimiser,
            "scheduler": self.scheduler,
        }

    def restore(self, checkpoint: Path) -> None:
        saved = torch.load(checkpoint, map_location="cpu", weights_only=True)
        for name, part in self._stateful().items():
            part.load_state_dict(saved[name])
        self.generator.set_state(saved["generator"])
        self.epoch = saved["epoch"]

    def save(self, checkpoint: Path) -> None:
        """Written beside and renamed, so that a stopped run leaves the last whole epoch."""
        state = {name: part.state_dict() for name, part in self._stateful().items()}
        state |= {"generator": self.generator.get_state(), "epoch": self.epoch}
        torch.save(state, checkpoint.with_suffix(".tmp"))
        checkpoint.with_suffix(".tmp").replace(checkpoint)

    def _step(self, batch: Batch) -> float:
        loss = step_loss(self.model, batch, self.weights, self.config)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 5.0)
        self.optimiser.step()
        self.scheduler.step()
        return float(loss.detach())

    def run_epoch(self) -> float:
        """One walk over the first source; returns the mean loss."""
        _set_training(self.model, self.schedule.moving_statistics)
        drawn = batches(self.sources, self.config.batch, self.generator)
        progress = tqdm(drawn, total=self.steps, desc=f"epoch {self.epoch + 1}", mininterval=10)
        running = 0.0
        for count, batch in enumerate(progress, start=1):
            running += self._step(batch)
            done = self.epoch * self.steps + count
            # The average follows closely at first: its start is worth nothing.
            _update_average(self.average, self.model, min(self.config.ema, done / (done + 10)))
            progress.set_postfix(loss=f"{running / count:.3f}", refresh=False)
        self.epoch += 1
        return running / max(1, self.steps)


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
    training = EncoderTraining(model, sources, config, schedule, seed)
    if checkpoint.exists():
        training.restore(checkpoint)
    while training.epoch < (schedule.stop_after or schedule.epochs):
        loss = training.run_epoch()
        scores = predict(training.average, validation[0])["logits"]
        print(
            f"epoch {training.epoch}: loss {loss:.4f}, validation AUROC"
            f" {mean_auroc(validation[1], scores, 5):.4f} over the findings with at least 5 positives",
            flush=True,
        )
        training.save(checkpoint)
    return training.average
