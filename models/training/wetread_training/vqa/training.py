"""Training: first the whole network, for its trunk's end; then, seed by seed, everything behind the fixed trunk."""

from __future__ import annotations

import copy
import random
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..text.steps import one_cycle, save_whole
from .batches import UNTOLD, Batch, Batches
from .features import Gathered, imagenet_trunk
from .meaning import read_meaning
from .network import Answerer
from .settings import VqaConfig
from .vocabulary import Vocabulary, form_of


def build_answerer(config: VqaConfig, vocabulary: Vocabulary, seed: int = 0) -> Answerer:
    """A fresh network on the published trunk; its own weights are drawn by `seed`."""
    trunk = imagenet_trunk(config)
    torch.manual_seed(seed)
    meaning = read_meaning(vocabulary, config.width) if config.meaning else None
    model = Answerer(
        trunk,
        vocabulary.tokenizer.get_vocab_size(),
        len(vocabulary.answers),
        config,
        form_of(vocabulary) if config.forms else None,
        meaning.answers if meaning else None,
    )
    if meaning:
        with torch.no_grad():
            model.text.words.weight.copy_(meaning.words)
    return model


@dataclass(frozen=True)
class Plan:
    """What distinguishes one training from another."""

    seed: int
    epochs: int
    med_share: float
    end: dict[str, Tensor] | None = None
    """Weights of a trunk's end that stays fixed; None trains it, too."""
    start: dict[str, Tensor] | None = None
    """All weights of a network to go on from; None draws new ones."""


class Training:
    """Network, its running mean, optimiser."""

    def __init__(self, config: VqaConfig, gathered: Gathered, vocabulary: Vocabulary, plan: Plan) -> None:
        self.rng = random.Random(plan.seed)
        self.config, self.plan = config, plan
        self.model = build_answerer(config, vocabulary, plan.seed).to(memory_format=torch.channels_last)
        if plan.end is not None:
            self.model.end.load_state_dict(plan.end)
            self.model.end.requires_grad_(False)
        if plan.start is not None:
            self.model.load_state_dict(plan.start)
        self.mean = copy.deepcopy(self.model).eval()
        self.batches = Batches(config, gathered, vocabulary, plan.med_share)
        self.optimiser = self._optimiser()
        self.epoch = 0

    def _optimiser(self) -> torch.optim.Optimizer:
        end = [*self.model.end.parameters()]
        known = {id(parameter) for parameter in end}
        rest = [parameter for parameter in self.model.parameters() if id(parameter) not in known]
        groups: list[dict] = [
            {"params": rest, "peak": self.config.going_on_rate if self.plan.start else self.config.rate}
        ]
        if self.plan.end is None:
            groups.append({"params": end, "peak": self.config.trunk_rate})
        return torch.optim.AdamW(groups, lr=self.config.rate, weight_decay=self.config.weight_decay)

    def save(self, path: Path) -> None:
        save_whole(
            {
                "model": self.model.state_dict(),
                "mean": self.mean.state_dict(),
                "optimiser": self.optimiser.state_dict(),
                "epoch": self.epoch,
                "dice": torch.get_rng_state(),
            },
            path,
        )

    def restore(self, path: Path) -> None:
        saved = torch.load(path, map_location="cpu", weights_only=True)
        self.model.load_state_dict(saved["model"])
        self.mean.load_state_dict(saved["mean"])
        self.optimiser.load_state_dict(saved["optimiser"])
        self.epoch = saved["epoch"]
        torch.set_rng_state(saved["dice"])

    def loss(self, batch: Batch) -> Tensor:
        features = batch.features.contiguous(memory_format=torch.channels_last)
        # The trunk's thin convolutions are slower in bfloat16.
        deep = self.model.end(features) if batch.deep is None else batch.deep
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.config.bfloat16):
            return self._behind_trunk(batch, features, deep)

    def _behind_trunk(self, batch: Batch, features: Tensor, deep: Tensor) -> Tensor:
        sight = self.model.see(features, deep, batch.findings)
        unlike = self.model.text(batch.ids, batch.mask)
        logits = self.model.reply(sight, unlike[batch.asked], batch.seating)
        total = F.cross_entropy(
            logits, batch.answers, ignore_index=UNTOLD, label_smoothing=self.config.smoothing
        )
        if batch.meant is not None:
            near = F.cosine_similarity(self.model.echo(unlike[batch.told]).float(), batch.meant)
            total = total + self.config.meaning_weight * (1 - near).mean()
        for task, classes in self.model.classes(sight).items():
            if bool((batch.heads[task] != UNTOLD).any()):
                told = F.cross_entropy(classes, batch.heads[task], ignore_index=UNTOLD)
                total = total + self.config.head_weight / len(batch.heads) * told
        return total

    @torch.no_grad()
    def _follow(self, step: int) -> None:
        keep = min(self.config.ema, (1 + step) / (10 + step))
        ours = self.model.state_dict()
        for name, value in self.mean.state_dict().items():
            if value.dtype.is_floating_point:
                value.lerp_(ours[name], 1 - keep)
            else:
                value.copy_(ours[name])

    def run_epoch(self) -> None:
        # Every epoch has dice of its own, so that a run that is taken up again draws the same.
        self.rng = random.Random(self.plan.seed * 1000 + self.epoch)
        self.model.train()
        if self.plan.end is not None:
            self.model.end.eval()
        steps = self.batches.epoch(self.rng)
        losses, began = [], time.time()
        for index, rows in enumerate(steps):
            losses.append(self._step(rows, self.epoch * len(steps) + index, len(steps) * self.plan.epochs))
        self.epoch += 1
        taken = time.time() - began
        print(f"vqa epoch {self.epoch}: loss {np.mean(losses):.3f}, {taken:.0f} s", flush=True)

    def _step(self, rows: list[int], step: int, whole: int) -> float:
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * one_cycle(min(step, whole - 1), whole)
        loss = self.loss(self.batches.make(rows, self.rng))
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(_trained(self.model.parameters()), 2.0)
        self.optimiser.step()
        self._follow(step)
        return float(loss.detach())

    def run(self, checkpoint: Path) -> Answerer:
        """All epochs, going on where `checkpoint` stopped; the running mean of the weights."""
        if checkpoint.exists():
            self.restore(checkpoint)
        while self.epoch < self.plan.epochs:
            self.run_epoch()
            self.save(checkpoint)
        return self.mean.eval()


def _trained(parameters: Iterable[nn.Parameter]) -> list[nn.Parameter]:
    return [parameter for parameter in parameters if parameter.requires_grad]
