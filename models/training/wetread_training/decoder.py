"""Training of the report decoder."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch.nn import functional as F
from tqdm import tqdm

from .config import DecoderConfig
from .language import ReportDecoder
from .saying import Corpus, Lesson
from .tokens import EOS, PREFIX_LENGTH, prefix_ids


@dataclass(frozen=True)
class Places:
    """Centred unit places of the reports [R, E], and the noise that is added to each coordinate when one is drawn."""

    reports: np.ndarray
    noise: float

    def of(self, rows: list[int | None], rng: np.random.Generator) -> torch.Tensor:
        """[B, E]; zeros where there is no place."""
        size = self.reports.shape[1]
        drawn = np.zeros((len(rows), size), dtype=np.float32)
        for index, row in enumerate(rows):
            if row is not None:
                moved = self.reports[row] + rng.normal(0, self.noise / math.sqrt(size), size)
                drawn[index] = moved / np.linalg.norm(moved)
        return torch.from_numpy(drawn)


Row = tuple[list[int], int | None]
"""Token ids of prefix, text and `<eos>`, and the report that goes with them."""


def encode_lessons(lessons: list[Lesson], tokenizer: Tokenizer) -> list[Row]:
    eos = tokenizer.token_to_id(EOS)
    texts = tokenizer.encode_batch([lesson.text for lesson in lessons])
    return [
        ([*prefix_ids(tokenizer, lesson.slots), *text.ids, eos], lesson.place)
        for lesson, text in zip(lessons, texts, strict=True)
    ]


def build_decoder(config: DecoderConfig, tokenizer: Tokenizer) -> ReportDecoder:
    return ReportDecoder(tokenizer.get_vocab_size(), config.layers, config.width, config.heads, config.place)


def batch_loss(model: ReportDecoder, rows: list[list[int]], place: torch.Tensor, eos: int) -> torch.Tensor:
    """Mean cross-entropy of the tokens after the prefixes."""
    longest = max(len(row) for row in rows)
    ids = torch.full((len(rows), longest), eos)
    for index, row in enumerate(rows):
        ids[index, : len(row)] = torch.tensor(row)
    wanted = torch.arange(1, longest).unsqueeze(0) < torch.tensor([len(row) for row in rows]).unsqueeze(1)
    wanted = wanted & (torch.arange(1, longest) >= PREFIX_LENGTH)
    cache = model.empty_cache(len(rows))
    logits, _, _ = model(ids[:, :-1], cache, cache, place)
    return F.cross_entropy(logits[wanted], ids[:, 1:][wanted])


def batches_by_length(rows: list[Row], size: int, rng: np.random.Generator) -> list[list[Row]]:
    """Batches in random order whose sentences are of like length, so that little is spent on padding."""
    order = rng.permutation(len(rows))
    batches: list[list[Row]] = []
    for start in range(0, len(order), size * 16):
        near = sorted(order[start : start + size * 16], key=lambda index: len(rows[index][0]))
        batches += [[rows[i] for i in near[j : j + size]] for j in range(0, len(near), size)]
    return [batches[i] for i in rng.permutation(len(batches))]


def train_decoder(
    model: ReportDecoder,
    corpus: Corpus,
    places: Places,
    tokenizer: Tokenizer,
    config: DecoderConfig,
    checkpoint: Path,
    seed: int,
) -> ReportDecoder:
    """Next-token training on the text after the prefix; every epoch draws lessons anew; resumes from `checkpoint`."""
    torch.manual_seed(seed)
    eos = tokenizer.token_to_id(EOS)
    optimiser = torch.optim.AdamW(model.parameters(), lr=config.rate, weight_decay=0.01, betas=(0.9, 0.98))
    steps = -(-config.sentences // config.batch)
    total, warm = steps * config.epochs, min(200, steps)
    first = 0
    if checkpoint.exists():
        saved = torch.load(checkpoint, map_location="cpu", weights_only=True)
        model.load_state_dict(saved["model"])
        optimiser.load_state_dict(saved["optimiser"])
        first = saved["epoch"]
    step = first * steps
    for epoch in range(first, config.epochs):
        model.train()
        rng = np.random.default_rng([seed, epoch])
        rows = encode_lessons(corpus.draw(config.sentences, [seed, epoch]), tokenizer)
        running = 0.0
        for batch in tqdm(
            batches_by_length(rows, config.batch, rng), desc=f"decoder epoch {epoch + 1}", mininterval=10
        ):
            share = (
                (step + 1) / warm
                if step < warm
                else 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, total - warm)))
            )
            for group in optimiser.param_groups:
                group["lr"] = config.rate * share
            loss = batch_loss(
                model, [ids for ids, _ in batch], places.of([row for _, row in batch], rng), eos
            )
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            step += 1
            running += float(loss.detach())
        print(f"decoder epoch {epoch + 1}: loss {running / max(1, steps):.4f}", flush=True)
        saved = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "epoch": epoch + 1}
        torch.save(saved, checkpoint)
    return model


@torch.inference_mode()
def perplexity(model: ReportDecoder, rows: list[Row], places: Places, eos: int, seed: int) -> float:
    """Of the tokens after the prefixes, sentences weighted alike; places without noise."""
    model.eval()
    quiet, rng = Places(places.reports, 0.0), np.random.default_rng(seed)
    parts = [rows[start : start + 128] for start in range(0, len(rows), 128)]
    losses = [
        float(batch_loss(model, [ids for ids, _ in part], quiet.of([row for _, row in part], rng), eos))
        * len(part)
        for part in parts
    ]
    return math.exp(sum(losses) / len(rows))
