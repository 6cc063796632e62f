"""Where a report lies in the space of pictures and texts: what stands in for the film while the decoder is taught.

Films come without reports, so the decoder is taught with places of texts and driven by places of films (CapDec,
Nukrai et al. 2022): each kind is centred on its own mean, and noise makes up for what still lies between them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from ..sessions import open_session, run_files
from ..text.openi import clean_sentences

BATCH = 32


def encode_texts(model: Path, texts: list[str], most: int) -> np.ndarray:
    """Texts to unit places [n, d] by `text.onnx` of a model folder."""
    tokenizer = Tokenizer.from_file(str(model / "text-tokenizer.json"))
    tokenizer.enable_truncation(most)
    tokenizer.enable_padding()
    session = open_session(model / "text.onnx")
    places = []
    for start in range(0, len(texts), BATCH):
        rows = tokenizer.encode_batch(texts[start : start + BATCH])
        ids = np.array([row.ids for row in rows], dtype=np.int64)
        mask = np.array([row.attention_mask for row in rows], dtype=np.int64)
        places.append(session.run(["embedding"], {"input_ids": ids, "attention_mask": mask})[0])
    return np.concatenate(places)


def encode_reports(model: Path, reports: list[dict[str, Any]], most: int) -> np.ndarray:
    texts = [
        " ".join(clean_sentences(report.get("findings")) + clean_sentences(report.get("impression")))
        or "chest film"
        for report in reports
    ]
    return encode_texts(model, texts, most)


def mean_film(model: Path, size: int, paths: list[Path]) -> np.ndarray:
    """Mean place of films [d], of which each lies at a unit place."""
    return run_files(open_session(model / "encoder.onnx"), paths, size, "films")["embedding"].mean(axis=0)


def centred(places: np.ndarray, mean: np.ndarray) -> np.ndarray:
    moved = places - mean
    return moved / np.linalg.norm(moved, axis=-1, keepdims=True)
