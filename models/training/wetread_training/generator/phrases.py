"""Phrases of our own with the films that they are true of, and the network that reads a condition from a phrase."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from ..text.claims import NORMAL
from ..text.export_text import open_text
from ..text.films import FilmFacts, facts_of, with_heat
from ..text.relevance import relevance_table
from ..text.sampling import Claims, random_claims, random_present
from ..text.templates import write_query
from ..text.wordpiece import encode, load_text_tokenizer
from .conditions import PromptConditions
from .films import FilmBook
from .settings import GeneratorConfig

NORMAL_SHARE = 0.08
PRESENT_SHARE = 0.5
"""Part of the phrases that say one finding and nothing else: what most prompts will be."""
LABEL_TRUST = 0.5
"""How far a text-mined label is believed against the reader's chance."""
LEAST_FIT = 0.35
"""A film is told by phrases that fit it at least so well."""


@dataclass(frozen=True)
class Phrases:
    texts: list[str]
    claims: list[Claims]
    embeddings: NDArray[np.float32]


def draw_claims(rng: random.Random) -> Claims:
    chance = rng.random()
    if chance < NORMAL_SHARE:
        return (NORMAL,)
    return (random_present(rng),) if chance < NORMAL_SHARE + PRESENT_SHARE else random_claims(rng)


def embed_texts(folder: Path, texts: list[str]) -> NDArray[np.float32]:
    """[N, E] by the reader's text encoder."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    tokenizer = load_text_tokenizer(folder / manifest["files"]["textTokenizer"]["path"])
    session = open_text(folder / manifest["files"]["text"]["path"])
    parts = []
    for start in range(0, len(texts), 32):
        ids, mask = encode(tokenizer, texts[start : start + 32], manifest["text"]["maxTokens"])
        parts.append(session.run(None, {"input_ids": ids, "attention_mask": mask})[0])
    return np.concatenate(parts)


def draw_phrases(folder: Path, count: int, seed: int) -> Phrases:
    rng = random.Random(seed)
    claims = [draw_claims(rng) for _ in range(count)]
    texts = [write_query(said, rng) for said in claims]
    return Phrases(texts, claims, embed_texts(folder, texts))


def calibrated(logits: NDArray[np.float32], folder: Path) -> NDArray[np.float32]:
    """Chances by the lines of the reader's manifest."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    lines = [finding["calibration"] for finding in manifest["encoder"]["findings"]]
    slope = np.array([line["slope"] for line in lines])
    intercept = np.array([line["intercept"] for line in lines])
    return (1 / (1 + np.exp(-(logits * slope + intercept)))).astype(np.float32)


def film_facts(book: FilmBook, rows: NDArray[np.int64], folder: Path) -> FilmFacts:
    """Labels and the reader's chances together; places from published boxes, or else from its maps."""
    facts = facts_of([book.films[row] for row in rows])
    chances, labels = calibrated(book.logits[rows], folder), book.labels()[rows]
    trust = np.where(labels < 0, 0.0, LABEL_TRUST)
    told = trust * np.maximum(labels, 0) + (1 - trust) * chances
    return with_heat(
        FilmFacts(told.astype(np.float32), facts.sides, facts.zones, facts.sizes), book.heat[rows]
    )


@dataclass(frozen=True)
class Fits:
    """How well phrases fit films [T, N]."""

    table: NDArray[np.float32]

    def targets(self, conditions: Tensor, sharpness: float) -> Tensor:
        """[T, C]: the mean condition of the films that fit a phrase best."""
        weights = F.softmax(torch.from_numpy(self.table) / sharpness, dim=1)
        return weights @ conditions

    def chances(self) -> NDArray[np.float32]:
        """[N, T]: how a film's phrases are drawn; phrases that fit few films come first."""
        kept = np.where(self.table >= LEAST_FIT, self.table, 0)
        rare = kept / np.maximum(kept.sum(axis=1, keepdims=True), 3.0)
        drawn = rare.T
        # A film that nothing fits is told by the phrase that fits it least badly.
        lost = drawn.sum(axis=1) == 0
        drawn[lost, self.table[:, lost].argmax(axis=0)] = 1
        return drawn / drawn.sum(axis=1, keepdims=True)


def fit_phrases(phrases: Phrases, facts: FilmFacts) -> Fits:
    return Fits(relevance_table(phrases.claims, facts))


def train_mapper(
    phrases: Phrases, targets: Tensor, config: GeneratorConfig, seed: int
) -> tuple[PromptConditions, float]:
    """Text embedding -> condition; returns it with its share of unexplained variance on phrases kept aside."""
    torch.manual_seed(seed)
    texts = torch.from_numpy(phrases.embeddings)
    model = PromptConditions(texts.shape[1], targets.shape[1])
    aside = torch.arange(len(texts)) % 10 == 0
    model.fit_scale(texts[~aside])
    optimiser = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.05)
    known, wanted = texts[~aside], targets[~aside]
    for step in range(config.mapper_steps):
        for group in optimiser.param_groups:
            group["lr"] = 2e-3 * (1 - step / config.mapper_steps) + 1e-5
        rows = torch.randint(len(known), (min(256, len(known)),))
        noisy = known[rows] + 0.02 * torch.randn_like(known[rows])
        loss = F.mse_loss(model(noisy), wanted[rows])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    model.eval()
    with torch.inference_mode():
        left = (model(texts[aside]) - targets[aside]).square().mean()
        spread = (targets[aside] - targets[aside].mean(dim=0)).square().mean()
    return model, float(left / spread)
