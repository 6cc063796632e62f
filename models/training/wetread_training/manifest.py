"""The manifest that libs/inference reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .config import Config
from .export import file_entry
from .gate import VIEWS
from .text.wordpiece import PAD
from .tokens import BOS, EOS

BANDS = {"mode": "absolute", "likely": 0.5, "definite": 0.8}
"""Cut-offs on the calibrated probability; below `likely` a present finding is said to be possible."""

LICENCE = "CC-BY-4.0"

FILES = {
    "encoder": "encoder.onnx",
    "decoder": "decoder.onnx",
    "tokenizer": "tokenizer.json",
    "text": "text.onnx",
    "textTokenizer": "text-tokenizer.json",
}


def vision_entries(
    config: Config, calibration: dict[str, Any], gate: dict[str, Any], map_size: int
) -> dict[str, Any]:
    """What the manifest says of `encoder.onnx` and `text.onnx`."""
    encoder = {
        "input": {"name": "image", "size": config.data.size, "resize": "letterbox-area"},
        "findings": calibration["findings"],
        "heatmap": {"height": map_size, "width": map_size},
        "gate": gate,
        "views": list(VIEWS),
        "bands": BANDS,
        "embedding": {"dimensions": config.align.dimensions},
    }
    text = {"maxTokens": config.text.max_tokens, "pad": PAD, "dimensions": config.align.dimensions}
    return {"encoder": encoder, "text": text}


def _decoder_entry(config: Config) -> dict[str, Any]:
    return {
        "layers": config.decoder.layers,
        "heads": config.decoder.heads,
        "headDim": config.decoder.width // config.decoder.heads,
        "maxTokens": config.decoder.max_tokens,
        "bos": BOS,
        "eos": EOS,
        "place": {"dimensions": config.decoder.place},
        "beamWidth": config.decoder.beam_width,
        "lengthPenalty": config.decoder.length_penalty,
        "minTokens": config.decoder.min_tokens,
    }


def build_manifest(folder: Path, config: Config, vision: dict[str, Any], trained_at: str) -> dict[str, Any]:
    """Everything but the metrics, which the evaluation adds."""
    return {
        "schema": 3,
        "kind": "film-reader",
        "name": "wetread-cxr",
        "version": config.export.version,
        "title": "Wetread frontal chest film reader",
        "licence": _licence(config),
        "trainedAt": trained_at,
        "files": {name: file_entry(folder / path) for name, path in FILES.items()},
        "encoder": vision["encoder"],
        "decoder": _decoder_entry(config),
        "text": vision["text"],
        "metrics": {},
    }


def _licence(config: Config) -> str:
    """Open-i's terms are non-commercial, and bind what has read its reports."""
    parts = [
        *(["text.onnx and the embedding output of encoder.onnx"] if config.text.open_i else []),
        *(["decoder.onnx"] if config.decoder.open_i else []),
    ]
    return f"{LICENCE}; {', '.join(parts)}: CC-BY-NC-4.0" if parts else LICENCE
