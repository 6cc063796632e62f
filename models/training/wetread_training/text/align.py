"""Stage `align`: films and texts into one space, from unpaired data through shared findings."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn
from tqdm import tqdm

from .bert import TextEncoder
from .claims import Claim, Statement
from .films import FilmFacts
from .joint import JointImageHead
from .joint_inputs import FilmSide, JointData
from .losses import minimal_pair_loss, scale_of, semantic_matching
from .relevance import relevance_table
from .sampling import minimal_pair, phantom_claims, random_claims
from .settings import AlignConfig
from .steps import one_cycle, save_whole
from .templates import statement
from .wordpiece import encode

START_SCALE = 15.0
PAIR_SHARE = 0.5
"""Part of the composed texts that get a minimal pair."""
MOST_TOKENS = 40
CHUNKS = 4
PARTS = ("text", "head", "optimiser")


@dataclass(frozen=True)
class TextBatch:
    """Statements, and for the first ones of them a text that differs in one thing."""

    statements: list[Statement]
    pairs: list[Statement]


def draw_texts(
    config: AlignConfig, reports: list[Statement], shown: list[tuple[Claim, ...]], rng: random.Random
) -> TextBatch:
    """Composed texts first (random claims, then phantoms' true ones), report sentences last."""
    from_reports = round(config.texts * config.open_i_share) if reports else 0
    from_phantoms = round(config.texts * config.phantom_share / 2) if shown else 0
    claims = [random_claims(rng) for _ in range(config.texts - from_reports - from_phantoms)]
    claims += [phantom_claims(rng.choice(shown), rng) for _ in range(from_phantoms)]
    rng.shuffle(claims)
    composed = [statement(part, rng) for part in claims]
    paired = claims[: round(len(claims) * PAIR_SHARE)] if config.hard_weight else []
    return TextBatch(
        composed + rng.choices(reports, k=from_reports) if from_reports else composed,
        [statement(minimal_pair(part, rng), rng) for part in paired],
    )


@dataclass(frozen=True)
class FilmKind:
    """Real films or phantoms: how many a step, and how far their logits are shaken."""

    side: FilmSide
    count: int
    noise: float


class JointTraining:
    """Both encoders, the temperature and the optimiser; each step's randomness depends on its number only."""

    def __init__(
        self,
        text: TextEncoder,
        tokenizer: Tokenizer,
        data: JointData,
        reports: list[Statement],
        config: AlignConfig,
        seed: int,
        device: str = "cpu",
    ) -> None:
        torch.manual_seed(seed)
        self.tokenizer, self.data, self.reports = tokenizer, data, reports
        self.config, self.seed, self.device = config, seed, device
        self.text = text.to(device)
        self.head = new_head(data, config).to(device)
        self.log_scale = nn.Parameter(torch.tensor(float(np.log(START_SCALE)), device=device))
        self.optimiser = torch.optim.AdamW(
            [
                {"params": [*self.text.parameters()], "lr": config.text_rate},
                {"params": [*self.head.parameters(), self.log_scale], "lr": config.image_rate},
            ],
            weight_decay=config.weight_decay,
        )
        self.rates = [group["lr"] for group in self.optimiser.param_groups]
        self.step = 0

    def save(self, path: Path) -> None:
        parts = {name: getattr(self, name).state_dict() for name in PARTS}
        save_whole(parts | {"log_scale": self.log_scale.detach().cpu(), "step": self.step}, path)

    def restore(self, path: Path) -> None:
        saved = torch.load(path, map_location="cpu", weights_only=True)
        for name in PARTS:
            getattr(self, name).load_state_dict(saved[name])
        with torch.no_grad():
            self.log_scale.copy_(saved["log_scale"])
        self.step = saved["step"]

    def embed_texts(self, statements: list[Statement]) -> Tensor:
        """Embeds texts of about one length together, so that little is computed on padding."""
        texts = [item.text for item in statements]
        order = np.argsort([len(text) for text in texts])
        parts = []
        for rows in np.array_split(order, min(CHUNKS, len(order))):
            ids, mask = encode(self.tokenizer, [texts[row] for row in rows], MOST_TOKENS)
            parts.append(
                self.text(torch.from_numpy(ids).to(self.device), torch.from_numpy(mask).to(self.device))
            )
        return torch.cat(parts)[torch.from_numpy(np.argsort(order)).to(self.device)]

    def embed_films(
        self, side: FilmSide, rows: NDArray[np.int64], turned: NDArray[np.bool_], noise: float
    ) -> Tensor:
        """Embeddings of training films, some with mirrored heat maps.

        With noise their evidence is shaken: the encoder is surer of films that it knows than of new ones.
        """
        logits, heat = side.logits[rows], side.heat[rows].float()
        heat = torch.where(torch.from_numpy(turned).view(-1, 1, 1, 1), heat.flip(3), heat)
        if noise:
            logits = logits + noise * torch.randn_like(logits)
            heat = heat * (0.3 * torch.randn(*heat.shape[:2], 1, 1)).exp()
        parts = (side.features[rows], logits, heat.clamp(0, 1))
        return self.head(*(part.to(self.device) for part in parts))

    def _set_loss(self, kind: FilmKind, batch: TextBatch, texts: Tensor) -> Tensor:
        """All losses over films of one kind: real films and phantoms are never ranked against each other."""
        config = self.config
        rng = np.random.default_rng(self.seed * 1_000_003 + self.step)
        rows = rng.permutation(len(kind.side))[: kind.count]
        turned = rng.random(len(rows)) < config.mirror
        facts = kind.side.facts.take(rows).mirrored(turned)
        films = self.embed_films(kind.side, rows, turned, kind.noise)
        similarity = scale_of(self.log_scale) * texts @ films.T
        labels = self._table(batch.statements, facts)
        opinion = self._table(batch.statements, kind.side.teacher.take(rows).mirrored(turned))
        count = len(labels)
        match = semantic_matching(
            similarity[:count], labels, opinion, config.teacher_weight, config.soft_targets
        )
        loss = match.top + config.bottom_weight * match.bottom + config.image_weight * match.texts
        if batch.pairs:
            pairs = self._table(batch.pairs, facts)
            ours, theirs = similarity[: len(pairs)], similarity[count:]
            loss = loss + config.hard_weight * minimal_pair_loss(ours, theirs, labels[: len(pairs)], pairs)
        return loss

    def _table(self, statements: list[Statement], facts: FilmFacts) -> Tensor:
        return torch.from_numpy(relevance_table([item.claims for item in statements], facts)).to(self.device)

    def run_step(self) -> float:
        config = self.config
        torch.manual_seed(self.seed * 1_000_003 + self.step)
        rng = random.Random(self.seed * 1_000_003 + self.step)
        phantom = self.data.phantom if config.phantom_share else None
        batch = draw_texts(config, self.reports, self.data.shown if phantom else [], rng)
        texts = self.embed_texts([*batch.statements, *batch.pairs])
        drawn = round(config.films * config.phantom_share) if phantom else 0
        loss = self._set_loss(
            FilmKind(self.data.train, config.films - drawn, config.logit_noise), batch, texts
        )
        if phantom:
            extra = self._set_loss(FilmKind(phantom, drawn, 0.0), batch, texts)
            loss = (1 - config.phantom_share) * loss + config.phantom_share * extra
        self._update(loss)
        return float(loss.detach())

    def _update(self, loss: Tensor) -> None:
        for group, rate in zip(self.optimiser.param_groups, self.rates, strict=True):
            group["lr"] = rate * one_cycle(self.step, self.config.steps)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_([*self.text.parameters(), *self.head.parameters()], 1.0)
        self.optimiser.step()
        self.step += 1

    def run(self, checkpoint: Path | None) -> None:
        """All steps that are left, with a checkpoint every `save_every`."""
        self.text.train()
        self.head.train()
        progress = tqdm(total=self.config.steps, initial=self.step, desc="align", mininterval=10)
        running = 0.0
        while self.step < self.config.steps:
            loss = self.run_step()
            running = loss if running == 0.0 else 0.98 * running + 0.02 * loss
            progress.update()
            progress.set_postfix(loss=f"{running:.3f}", refresh=False)
            if checkpoint and (self.step % self.config.save_every == 0 or self.step == self.config.steps):
                self.save(checkpoint)
        progress.close()
        self.text.eval()
        self.head.eval()


def new_head(data: JointData, config: AlignConfig) -> JointImageHead:
    """A head scaled to the training films and to the calibration of the logits."""
    train = data.train
    head = JointImageHead(
        train.features.shape[1], config.dimensions, config.head_dropout, config.feature_dropout
    )
    head.fit_scale(train.features, train.logits, train.heat.float(), data.platt)
    return head
