"""The tokenizer: byte-level BPE learnt from our own sentences, with the prefix tokens as special tokens."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from .grammar.slots import PREFIX_TOKENS, Slots, prefix_vocabulary

BOS, EOS = "<bos>", "<eos>"
PREFIX_LENGTH = 1 + PREFIX_TOKENS
"""`<bos>` and the tokens of the slots."""


def special_tokens() -> list[str]:
    return [BOS, EOS, *prefix_vocabulary()]


def learn_tokenizer(sentences: Iterable[str], vocabulary: int) -> Tokenizer:
    """Byte-level, so that decoding restores spacing and punctuation exactly."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        min_frequency=2,
        special_tokens=special_tokens(),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(sentences, trainer)
    return tokenizer


def load_tokenizer(path: Path) -> Tokenizer:
    return Tokenizer.from_file(str(path))


def prefix_ids(tokenizer: Tokenizer, slots: Slots) -> list[int]:
    return [tokenizer.token_to_id(token) for token in (BOS, *slots.tokens())]
