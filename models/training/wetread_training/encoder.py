"""Fine-tuning of the vision encoder: findings, maps, auxiliary tasks and soft targets, on CPU or CUDA."""

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

from .augment import Dice
from .config import EncoderConfig
from .device import autocast, quick_layout
from .efficientnet import load_imagenet_weights
from .film_tensors import Batch, Source, batches
from .metrics import mean_auroc
from .vision import AuxiliaryHeads, VisionEncoder, VisionOutput, map_loss, masked_bce


@dataclass(frozen=True)
class Validation:
    """Squares uint8 [N, S, S] and labels [N, 14] that are only measured."""

    images: np.ndarray
    labels: np.ndarray


def build_encoder(config: EncoderConfig, start: Path | None = None) -> VisionEncoder:
    """A new encoder on ImageNet weights, or on the trunk of the masked pre-training at `start`."""
    model = VisionEncoder(config.variant, config.dropout)
    if start is not None:
        model.trunk.load_state_dict(torch.load(start, map_location="cpu", weights_only=True)["trunk"])
    elif config.imagenet:
        model.trunk.load_imagenet(load_imagenet_weights(config.variant))
    model.fix_early(config.fixed_stages)
    return model


def positive_weights(labels: Tensor) -> Tensor:
    """Square root of negatives per positive, within 1..4: rare findings count more, not all."""
    known = (labels >= 0).sum(dim=0).clamp(min=1)
    positives = (labels == 1).sum(dim=0).clamp(min=1)
    return ((known - positives) / positives).sqrt().clamp(1, 4)


def _labelled(out: VisionOutput, batch: Batch, weights: Tensor, config: EncoderConfig) -> Tensor:
    """Findings by their labels, for the sum of votes and for the maps' own."""
    loss = masked_bce(out.logits, batch.labels, weights)
    return loss + config.map_weight * masked_bce(out.pooled, batch.labels, weights)


def _boxed(out: VisionOutput, batch: Batch) -> Tensor:
    """Maps of boxed findings against their boxes."""
    chosen = out.heat[batch.box_rows[:, 0], batch.box_rows[:, 1]]
    return map_loss(chosen, F.adaptive_avg_pool2d(batch.masks, chosen.shape[-2:]))


def _distilled(out: VisionOutput, batch: Batch, config: EncoderConfig) -> Tensor:
    """Agreement with teachers: their findings as soft labels, their maps cell by cell (Hinton et al. 2015)."""
    rows = batch.soft_rows
    findings = F.binary_cross_entropy_with_logits(out.logits[rows], batch.soft_logits.sigmoid())
    maps = F.interpolate(batch.soft_heat, out.heat.shape[-2:], mode="bilinear")
    heat = F.binary_cross_entropy_with_logits(out.heat[rows], maps.clamp(0, 1))
    return findings + config.soft_map_weight * heat


def step_loss(
    model: VisionEncoder, heads: AuxiliaryHeads, batch: Batch, weights: Tensor, config: EncoderConfig
) -> Tensor:
    with autocast(batch.images.device):
        raw = model(batch.images)
    out = VisionOutput(*(part.float() for part in raw))
    loss = _labelled(out, batch, weights, config)
    if len(batch.soft_rows):
        loss = (1 - config.soft_share) * loss + config.soft_share * _distilled(out, batch, config)
    if len(batch.masks) and config.box_weight:
        loss = loss + config.box_weight * _boxed(out, batch)
    if (batch.tasks >= 0).any():
        loss = loss + config.task_weight * heads.loss(out.features, batch.tasks)
    return loss


@torch.inference_mode()
def predict(model: VisionEncoder, images: np.ndarray, batch: int = 32) -> dict[str, np.ndarray]:
    """Logits, heat-map logits and features of uint8 squares [N, S, S], on the model's device."""
    model.eval()
    device = next(model.parameters()).device
    parts: dict[str, list[np.ndarray]] = {"logits": [], "heat": [], "features": []}
    for start in range(0, len(images), batch):
        pixels = torch.from_numpy(np.array(images[start : start + batch])).to(device).float().div(255)
        # Film counts vary: choosing kernels anew for each last batch would take longer than the batch.
        with autocast(device), torch.backends.cudnn.flags(enabled=True, benchmark=False):
            out = model(pixels.unsqueeze(1).contiguous(memory_format=quick_layout(device)))
        for key in parts:
            parts[key].append(getattr(out, key).float().cpu().numpy())
    return {key: np.concatenate(value) for key, value in parts.items()}


def one_cycle(step: int, total: int) -> float:
    """Share of the full rate: a tenth of the steps up in a line, the rest down along a cosine."""
    warm = max(1, total // 10)
    if step < warm:
        return (step + 1) / warm
    return 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, total - warm)))


def _update_average(average: nn.Module, model: nn.Module, decay: float) -> None:
    with torch.no_grad():
        pairs = zip(average.state_dict().values(), model.state_dict().values(), strict=True)
        floats = [(kept, new) for kept, new in pairs if kept.dtype.is_floating_point]
        torch._foreach_lerp_([kept for kept, _ in floats], [new for _, new in floats], 1 - decay)


def _fix_norms(model: nn.Module) -> None:
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()


class EncoderTraining:
    """The state of one run: weights, their running average, optimiser, and random source."""

    def __init__(self, model: VisionEncoder, sources: list[Source], config: EncoderConfig, seed: int) -> None:
        device = sources[0].films.images.device
        torch.manual_seed(seed)
        self.dice = Dice(seed, device)
        self.model = model.to(device, memory_format=quick_layout(device))
        self.average = copy.deepcopy(self.model)
        self.heads = AuxiliaryHeads(model.trunk.out_channels).to(device)
        self.sources, self.config = sources, config
        self.steps = len(sources[0].films) // max(1, round(config.batch * sources[0].share))
        trunk = [p for p in self.model.trunk.parameters() if p.requires_grad]
        rest = [p for name, p in self.model.named_parameters() if not name.startswith("trunk.")]
        self.optimiser = torch.optim.AdamW(
            [
                {"params": trunk, "lr": config.trunk_rate},
                {"params": [*rest, *self.heads.parameters()], "lr": config.head_rate},
            ],
            weight_decay=config.weight_decay,
        )
        self.scheduler = torch.optim.lr_scheduler.LambdaLR(
            self.optimiser, lambda step: one_cycle(step, self.steps * config.epochs)
        )
        self.weights = positive_weights(sources[0].films.labels)
        self.epoch = 0

    def _stateful(self) -> dict[str, nn.Module | torch.optim.Optimizer | torch.optim.lr_scheduler.LambdaLR]:
        return {
            "model": self.model,
            "average": self.average,
            "heads": self.heads,
            "optimiser": self.optimiser,
            "scheduler": self.scheduler,
        }

    def restore(self, checkpoint: Path) -> None:
        saved = torch.load(checkpoint, map_location="cpu", weights_only=True)
        for name, part in self._stateful().items():
            part.load_state_dict(saved[name])
        self.dice.generator.set_state(saved["generator"])
        self.epoch = saved["epoch"]

    def save(self, checkpoint: Path) -> None:
        """Written beside and renamed, so that a stopped run leaves the last whole epoch."""
        state = {name: part.state_dict() for name, part in self._stateful().items()}
        state |= {"generator": self.dice.generator.get_state(), "epoch": self.epoch}
        checkpoint.parent.mkdir(parents=True, exist_ok=True)
        torch.save(state, checkpoint.with_suffix(".tmp"))
        checkpoint.with_suffix(".tmp").replace(checkpoint)

    def _step(self, batch: Batch) -> Tensor:
        loss = step_loss(self.model, self.heads, batch, self.weights, self.config)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 5.0)
        self.optimiser.step()
        self.scheduler.step()
        return loss.detach()

    def run_epoch(self) -> float:
        """One walk over the first source; returns the mean loss."""
        self.model.train()
        if self.epoch >= self.config.epochs * (1 - self.config.fixed_norm_share):
            # The last epochs train with the statistics that inference will use.
            _fix_norms(self.model)
        drawn = batches(self.sources, self.config.batch, self.dice)
        progress = tqdm(drawn, total=self.steps, desc=f"epoch {self.epoch + 1}", mininterval=10)
        losses = []
        for count, batch in enumerate(progress, start=1):
            losses.append(self._step(batch))
            done = self.epoch * self.steps + count
            # The average follows closely at first: its start is worth nothing.
            _update_average(self.average, self.model, min(self.config.ema, done / (done + 10)))
        self.epoch += 1
        return float(torch.stack(losses).mean())


def train_encoder(
    model: VisionEncoder,
    sources: list[Source],
    validation: Validation,
    config: EncoderConfig,
    checkpoint: Path,
    seed: int,
) -> VisionEncoder:
    """Trains with a one-cycle rate; returns the averaged weights. Resumes from `checkpoint` if there.

    `validation` is only read to print AUROC per epoch.
    """
    training = EncoderTraining(model, sources, config, seed)
    if checkpoint.exists():
        training.restore(checkpoint)
    while training.epoch < config.epochs:
        loss = training.run_epoch()
        last = training.epoch == config.epochs
        if last or training.epoch % config.save_every == 0:
            scores = predict(training.average, validation.images)["logits"]
            print(
                f"epoch {training.epoch}: loss {loss:.4f}, validation AUROC"
                f" {mean_auroc(validation.labels, scores, 5):.4f} over the findings with at least 5 positives",
                flush=True,
            )
            training.save(checkpoint)
    return training.average
