"""Corpus, training and slot-agreement check of the report decoder."""

from __future__ import annotations

import hashlib
import math
import random
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch.nn import functional as F
from tqdm import tqdm

from .config import DecoderConfig
from .grammar import Slots, compose, disagreements, sample_slots, slot_grid
from .language import ReportDecoder, generate
from .tokens import EOS, PREFIX_LENGTH, prefix_ids


def held_out(slots: Slots) -> bool:
    """A fixed tenth of the sided, zoned combinations is never trained on: do slots combine freely?"""
    spoken = slots.spoken()
    if "none" in (spoken.side, spoken.zone) or spoken.status == "absent":
        return False
    key = "|".join((spoken.finding, spoken.side, spoken.zone, spoken.size, spoken.band))
    return hashlib.sha256(key.encode()).digest()[0] % 10 == 0


def write_corpus(count: int, seed: int) -> list[tuple[Slots, str]]:
    """Sentences of our own grammar with their prefixes."""
    rng = random.Random(seed)
    corpus: list[tuple[Slots, str]] = []
    while len(corpus) < count:
        slots = sample_slots(rng)
        if not held_out(slots):
            corpus.append((slots, compose(slots, rng)))
    return corpus


def encode_corpus(corpus: list[tuple[Slots, str]], tokenizer: Tokenizer) -> list[list[int]]:
    eos = tokenizer.token_to_id(EOS)
    texts = tokenizer.encode_batch([text for _, text in corpus])
    return [
        [*prefix_ids(tokenizer, slots), *text.ids, eos]
        for (slots, _), text in zip(corpus, texts, strict=True)
    ]


def build_decoder(config: DecoderConfig, tokenizer: Tokenizer) -> ReportDecoder:
    return ReportDecoder(tokenizer.get_vocab_size(), config.layers, config.width, config.heads)


def _batch_loss(model: ReportDecoder, rows: list[list[int]], eos: int) -> torch.Tensor:
    longest = max(len(row) for row in rows)
    ids = torch.full((len(rows), longest), eos)
    for index, row in enumerate(rows):
        ids[index, : len(row)] = torch.tensor(row)
    wanted = torch.arange(1, longest).unsqueeze(0) < torch.tensor([len(row) for row in rows]).unsqueeze(1)
    wanted = wanted & (torch.arange(1, longest) >= PREFIX_LENGTH)
    cache = model.empty_cache(len(rows))
    logits, _, _ = model(ids[:, :-1], cache, cache)
    return F.cross_entropy(logits[wanted], ids[:, 1:][wanted])


def _batches_by_length(rows: list[list[int]], size: int, seed: list[int]) -> list[list[list[int]]]:
    """Batches in random order whose sentences are of like length, so that little is spent on padding."""
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(rows))
    batches: list[list[list[int]]] = []
    for start in range(0, len(order), size * 16):
        near = sorted(order[start : start + size * 16], key=lambda index: len(rows[index]))
        batches += [[rows[i] for i in near[j : j + size]] for j in range(0, len(near), size)]
    return [batches[i] for i in rng.permutation(len(batches))]


def train_decoder(
    model: ReportDecoder, rows: list[list[int]], config: DecoderConfig, eos: int, checkpoint: Path, seed: int
) -> ReportDecoder:
    """Next-token training on the text after the prefix; resumes from `checkpoint`."""
    torch.manual_seed(seed)
    optimiser = torch.optim.AdamW(model.parameters(), lr=config.rate, weight_decay=0.01, betas=(0.9, 0.98))
    steps = -(-len(rows) // config.batch)
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
        chosen = _batches_by_length(rows, config.batch, [seed, epoch])
        running = 0.0
        for batch in tqdm(chosen, desc=f"decoder epoch {epoch + 1}", mininterval=10):
            share = (
                (step + 1) / warm
                if step < warm
                else 0.5 * (1 + math.cos(math.pi * (step - warm) / (total - warm)))
            )
            for group in optimiser.param_groups:
                group["lr"] = config.rate * share
            loss = _batch_loss(model, batch, eos)
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


def say_all(model: ReportDecoder, tokenizer: Tokenizer, asked: list[Slots], most: int) -> list[str]:
    """Greedy sentences for many prefixes."""
    eos = tokenizer.token_to_id(EOS)
    sentences: list[str] = []
    for start in tqdm(range(0, len(asked), 256), desc="say the grid", mininterval=10):
        prefixes = torch.tensor([prefix_ids(tokenizer, slots) for slots in asked[start : start + 256]])
        sentences += tokenizer.decode_batch(generate(model, prefixes, eos, most), skip_special_tokens=True)
    return sentences


def check_agreement(model: ReportDecoder, tokenizer: Tokenizer, config: DecoderConfig) -> dict[str, Any]:
    """Greedy decoding over the complete slot grid, read back by rule."""
    asked = list(slot_grid())
    sentences = say_all(model, tokenizer, asked, config.max_tokens)
    wrong = [disagreements(slots, text) for slots, text in zip(asked, sentences, strict=True)]
    unseen = [faults for slots, faults in zip(asked, wrong, strict=True) if held_out(slots)]
    examples = [
        {"prefix": " ".join(slots.tokens()), "text": text, "wrong": faults}
        for slots, text, faults in zip(asked, sentences, wrong, strict=True)
        if faults
    ]
    return {
        "prefixes": len(asked),
        "agreement": sum(not faults for faults in wrong) / len(asked),
        "heldOutPrefixes": len(unseen),
        "heldOutAgreement": sum(not faults for faults in unseen) / max(1, len(unseen)),
        "faults": dict(Counter(fault for faults in wrong for fault in faults)),
        "distinctSentences": len(set(sentences)),
        "examples": examples[:20],
    }
