"""`text.onnx` and its golden cases."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from tokenizers import Tokenizer

from .bert import TextEncoder
from .int8_storage import store_int8
from .wordpiece import encode

OPSET = 17

GOLDEN_TEXTS = (
    "No pneumothorax.",
    "small left pleural effusion",
    "effusion with cardiomegaly",
    "consolidation without effusion",
    "Fluid around the lung, right side",
    "mid-zone nodule (10 mm)?",
    "Cardiomégalie — œdème",
    "x",
    "The heart is normal in size. The lungs are clear. There is no pleural effusion, no pneumothorax, and no focal "
    "consolidation. " * 4,
)
"""Texts of our own: short, long beyond the limit, with accents and punctuation, and of unknown words."""


def export_text(model: TextEncoder, path: Path, opset: int = OPSET) -> None:
    """Writes `input_ids`, `attention_mask` int64 [n, l] -> `embedding` [n, 256]; matrices as int8 where rounded.

    Give it a model from `round_weights`; one that was not rounded is stored as float32.
    """
    example = torch.ones(2, 5, dtype=torch.int64)
    torch.onnx.export(
        model.cpu().eval(),
        (example, example),
        str(path),
        input_names=["input_ids", "attention_mask"],
        output_names=["embedding"],
        dynamic_axes={
            "input_ids": {0: "n", 1: "l"},
            "attention_mask": {0: "n", 1: "l"},
            "embedding": {0: "n"},
        },
        opset_version=opset,
        dynamo=False,
    )
    onnx.save(store_int8(onnx.load(str(path))), str(path))
    onnx.checker.check_model(str(path))


def open_text(path: Path, threads: int = 1) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


@torch.inference_mode()
def text_parity(model: TextEncoder, path: Path, tokenizer: Tokenizer, most: int) -> float:
    """Largest difference between PyTorch and ONNX over the golden texts, one at a time and all padded together."""
    session = open_text(path)
    worst = 0.0
    for texts in (*([text] for text in GOLDEN_TEXTS), list(GOLDEN_TEXTS)):
        ids, mask = encode(tokenizer, texts, most)
        ours = model(torch.from_numpy(ids), torch.from_numpy(mask)).numpy()
        theirs = session.run(None, {"input_ids": ids, "attention_mask": mask})[0]
        worst = max(worst, float(np.abs(ours - theirs).max()))
    return worst


@torch.inference_mode()
def rounding_cosine(
    model: TextEncoder, rounded: TextEncoder, tokenizer: Tokenizer, texts: Sequence[str], most: int
) -> float:
    """Least cosine between a text's embedding before and after the rounding of the weights."""
    ids, mask = (torch.from_numpy(part) for part in encode(tokenizer, list(texts), most))
    return float((model.cpu().eval()(ids, mask) * rounded(ids, mask)).sum(dim=1).min())


@torch.inference_mode()
def golden_texts(model: TextEncoder, tokenizer: Tokenizer, most: int) -> list[dict[str, Any]]:
    """`texts` of golden.json: each text with its ids and the first eight numbers of its embedding."""
    cases = []
    for text in GOLDEN_TEXTS:
        ids, mask = encode(tokenizer, [text], most)
        out = model(torch.from_numpy(ids), torch.from_numpy(mask))[0, :8]
        cases.append(
            {"text": text, "ids": ids[0].tolist(), "embedding_head": [round(float(v), 5) for v in out]}
        )
    return cases
