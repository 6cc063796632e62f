"""Stage `mlm`: the vocabulary, and masked-language training on reports and sentences of our own."""

from __future__ import annotations

import json
import math
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F
from tqdm import tqdm

from ..grammar import compose, sample_slots
from .bert import MaskedHead, TextEncoder, build_text_encoder
from .openi import Report, read_reports
from .sampling import random_claims
from .settings import TextConfig
from .steps import one_cycle, save_whole, seed_all
from .templates import write_query
from .wordpiece import (
    MASK,
    build_tokenizer,
    encode,
    prune_vocabulary,
    read_minilm_vocabulary,
    small_vocabulary,
)

IGNORED = -100


@dataclass(frozen=True)
class Corpus:
    train: list[str]
    held_out: list[str]
    """Reports of the validation split; without Open-i, sentences of our own of another seed."""


def own_sentences(count: int, seed: int) -> list[str]:
    """Half sentences of the report grammar, half short queries."""
    rng = random.Random(seed)
    half = count // 2
    queries = [write_query(random_claims(rng), rng) for _ in range(count - half)]
    return [compose(sample_slots(rng), rng) for _ in range(half)] + queries


def _passages(reports: list[Report], split: str) -> list[str]:
    """Two or three sentences at a time: long enough to give context, short enough for the encoder."""
    passages = []
    for report in reports:
        if report.split == split:
            parts = [report.sentences[i : i + 3] for i in range(0, len(report.sentences), 3)]
            passages += [" ".join(part) for part in parts]
    return passages


def gather_corpus(config: TextConfig, data: Path, seed: int) -> Corpus:
    own = own_sentences(config.own_sentences, seed)
    if not config.open_i:
        return Corpus(own, own_sentences(max(20, config.own_sentences // 10), seed + 1))
    reports = read_reports(data)
    return Corpus(_passages(reports, "train") + own, _passages(reports, "val"))


def choose_pieces(config: TextConfig, corpus: Corpus) -> list[str]:
    """The vocabulary: from training text only."""
    if not config.pretrained:
        return small_vocabulary(corpus.train, config.vocabulary)
    return prune_vocabulary(read_minilm_vocabulary(), corpus.train, config.vocabulary)


def mask_tokens(
    ids: Tensor, attention: Tensor, share: float, mask_id: int, first: int, generator: torch.Generator
) -> tuple[Tensor, Tensor]:
    """BERT's masking: of the chosen tokens 80 % become [MASK], 10 % another piece, 10 % stay.

    Returns masked ids and targets (IGNORED elsewhere). Ids below `first` are never chosen nor drawn.
    """
    pieces = int(ids.max()) + 1
    chance = torch.rand(ids.shape, generator=generator)
    chosen = (chance < share) & (attention > 0) & (ids >= first)
    fate = torch.rand(ids.shape, generator=generator)
    other = torch.randint(first, max(pieces, first + 1), ids.shape, generator=generator)
    masked = torch.where(chosen & (fate < 0.8), torch.full_like(ids, mask_id), ids)
    masked = torch.where(chosen & (fate >= 0.9), other, masked)
    return masked, torch.where(chosen, ids, torch.full_like(ids, IGNORED))


class MaskedTraining:
    """Encoder, head and optimiser of the stage, saved after every epoch."""

    def __init__(
        self, encoder: TextEncoder, tokenizer: Tokenizer, config: TextConfig, seed: int, device: str
    ) -> None:
        self.generator = seed_all(seed)
        self.encoder, self.head = encoder.to(device), MaskedHead(encoder).to(device)
        self.tokenizer, self.config, self.device = tokenizer, config, device
        self.mask_id = tokenizer.token_to_id(MASK)
        parameters = [*self.encoder.parameters(), *self.head.parameters()]
        self.optimiser = torch.optim.AdamW(parameters, lr=config.rate, weight_decay=0.01)
        self.epoch, self.perplexities = 0, [0.0]

    def save(self, path: Path) -> None:
        parts = {name: getattr(self, name).state_dict() for name in ("encoder", "head", "optimiser")}
        rest = {
            "generator": self.generator.get_state(),
            "epoch": self.epoch,
            "perplexities": self.perplexities,
        }
        save_whole(parts | rest, path)

    def restore(self, path: Path) -> None:
        saved = torch.load(path, map_location="cpu", weights_only=True)
        for name in ("encoder", "head", "optimiser"):
            getattr(self, name).load_state_dict(saved[name])
        self.generator.set_state(saved["generator"])
        self.epoch, self.perplexities = saved["epoch"], saved["perplexities"]

    def loss(self, texts: list[str], generator: torch.Generator) -> tuple[Tensor, int]:
        """Summed cross-entropy over the masked tokens, and their number."""
        ids, attention = (
            torch.from_numpy(part) for part in encode(self.tokenizer, texts, self.config.max_tokens)
        )
        masked, target = mask_tokens(ids, attention, self.config.mask_share, self.mask_id, 5, generator)
        states = self.encoder.tokens(masked.to(self.device), attention.to(self.device))
        chosen = (target != IGNORED).to(self.device)
        logits = self.head(states[chosen], self.encoder.words.weight)
        goal = target[target != IGNORED].to(self.device)
        return F.cross_entropy(logits, goal, reduction="sum"), len(goal)

    @torch.no_grad()
    def perplexity(self, texts: list[str]) -> float:
        """Of masked tokens, with masks that are the same at every call."""
        self.encoder.eval()
        generator = torch.Generator().manual_seed(0)
        total, count = 0.0, 0
        for start in range(0, len(texts), self.config.batch):
            loss, masked = self.loss(texts[start : start + self.config.batch], generator)
            total, count = total + float(loss), count + masked
        return math.exp(min(20.0, total / max(1, count)))

    def run_epoch(self, texts: list[str]) -> None:
        self.encoder.train()
        order = _by_length(texts, self.config.batch, self.generator)
        steps = len(order) * self.config.epochs
        for index, rows in enumerate(tqdm(order, desc=f"mlm epoch {self.epoch + 1}", mininterval=10)):
            for group in self.optimiser.param_groups:
                group["lr"] = self.config.rate * one_cycle(self.epoch * len(order) + index, steps)
            loss, count = self.loss([texts[row] for row in rows], self.generator)
            self.optimiser.zero_grad(set_to_none=True)
            (loss / max(1, count)).backward()
            nn.utils.clip_grad_norm_(self.encoder.parameters(), 1.0)
            self.optimiser.step()
        self.epoch += 1


def _by_length(texts: list[str], size: int, generator: torch.Generator) -> list[NDArray[np.int64]]:
    """Batches of texts of about one length, in random order: little padding."""
    noise = torch.rand(len(texts), generator=generator).numpy()
    length = np.array([len(text) for text in texts]) * (1 + 0.2 * noise)
    order = np.argsort(length)
    parts = [order[start : start + size] for start in range(0, len(order), size)]
    return [parts[i] for i in torch.randperm(len(parts), generator=generator).tolist()]


def unigram_perplexity(tokenizer: Tokenizer, train: list[str], held_out: list[str]) -> float:
    """Of held-out pieces under their frequency in training text: what guessing without reading reaches."""
    counts = np.ones(tokenizer.get_vocab_size())
    for encoding in tokenizer.encode_batch(train, add_special_tokens=False):
        np.add.at(counts, encoding.ids, 1)
    log_share = np.log(counts / counts.sum())
    ids = [i for encoding in tokenizer.encode_batch(held_out, add_special_tokens=False) for i in encoding.ids]
    return float(np.exp(-log_share[ids].mean()))


def train_masked(
    config: TextConfig, data: Path, work: Path, seed: int, device: str = "cpu"
) -> tuple[TextEncoder, Tokenizer, dict[str, float]]:
    """Runs the stage; leaves `text-tokenizer.json`, `mlm.pt` and `mlm.json` in `work`. Goes on where it stopped.

    With `epochs = 0` the encoder stays as MiniLM gave it. Returns encoder, tokenizer and perplexities.
    """
    corpus = gather_corpus(config, data, seed)
    pieces = choose_pieces(config, corpus)
    tokenizer = build_tokenizer({piece: index for index, piece in enumerate(pieces)})
    tokenizer.save(str(work / "text-tokenizer.json"))
    torch.manual_seed(seed)
    training = MaskedTraining(build_text_encoder(config, pieces), tokenizer, config, seed, device)
    checkpoint = work / "mlm.pt"
    if checkpoint.exists():
        training.restore(checkpoint)
    else:
        training.perplexities = [training.perplexity(corpus.held_out)]
    while training.epoch < config.epochs:
        training.run_epoch(corpus.train)
        training.perplexities.append(training.perplexity(corpus.held_out))
        print(f"mlm epoch {training.epoch}: held-out perplexity {training.perplexities[-1]:.2f}", flush=True)
        training.save(checkpoint)
    report = {
        "openI": config.open_i,
        "trainTexts": len(corpus.train),
        "heldOutTexts": len(corpus.held_out),
        "perplexityUnigram": round(unigram_perplexity(tokenizer, corpus.train, corpus.held_out), 3),
        "perplexityBefore": round(training.perplexities[0], 3),
        "perplexityAfter": round(training.perplexities[-1], 3),
        "pieces": len(pieces),
    }
    (work / "mlm.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return training.encoder.eval(), tokenizer, report
