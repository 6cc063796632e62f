"""PyTorch -> ONNX for encoder and decoder, with a parity check against onnxruntime."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch

from .golden import CASES, draw
from .half_storage import store_half
from .language import BOS_ID, ReportDecoder
from .packaged import EncoderOutput, PackagedEncoder
from .preprocess import letterbox
from .sessions import open_session

OPSET = 17


class ParityError(RuntimeError):
    """ONNX and PyTorch give different numbers."""


def file_entry(path: Path) -> dict[str, Any]:
    """Name, SHA-256 and size, as the manifest lists a file."""
    content = path.read_bytes()
    return {"path": path.name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}


def export_image_graph(model: torch.nn.Module, names: list[str], size: int, path: Path) -> None:
    """Writes a module of `image` [n, 1, size, size] with outputs `names`, any number of pictures at a time."""
    torch.onnx.export(
        model.eval(),
        (torch.zeros(2, 1, size, size),),
        str(path),
        input_names=["image"],
        output_names=names,
        dynamic_axes={name: {0: "n"} for name in ["image", *names]},
        opset_version=OPSET,
        dynamo=False,
    )


def export_encoder(model: PackagedEncoder, size: int, path: Path, half: bool) -> None:
    export_image_graph(model, list(EncoderOutput._fields), size, path)
    graph = onnx.load(str(path))
    onnx.save(store_half(graph) if half else graph, str(path))
    onnx.checker.check_model(str(path))


def export_decoder(model: ReportDecoder, path: Path) -> None:
    past = torch.zeros(model.layers_count, 2, model.heads, 3, model.head_size)
    torch.onnx.export(
        model.eval(),
        (torch.ones(2, 4, dtype=torch.int64), past, past, torch.ones(2, model.place_size)),
        str(path),
        input_names=["input_ids", "past_keys", "past_values", "place"],
        output_names=["logits", "present_keys", "present_values"],
        dynamic_axes={
            "input_ids": {0: "b", 1: "t"},
            "past_keys": {1: "b", 3: "p"},
            "past_values": {1: "b", 3: "p"},
            "place": {0: "b"},
            "logits": {0: "b", 1: "t"},
            "present_keys": {1: "b", 3: "q"},
            "present_values": {1: "b", 3: "q"},
        },
        opset_version=OPSET,
        dynamo=False,
    )
    onnx.save(store_half(onnx.load(str(path))), str(path))
    onnx.checker.check_model(str(path))


def _gap(ours: torch.Tensor, theirs: np.ndarray) -> float:
    return float(np.abs(ours.numpy() - theirs).max())


@torch.inference_mode()
def encoder_parity(
    model: PackagedEncoder, path: Path, size: int, films: np.ndarray | None = None
) -> dict[str, float]:
    """Largest difference of each output: on formula pictures and noise, one and several at a time, and on `films`.

    `films` are float squares [N, S, S] in 0..1. Novelty is compared relative to its size.
    """
    session = open_session(path)
    rng = np.random.default_rng(0)
    squares = [letterbox(draw(case), size) / 255 for case in CASES] + [rng.random((size, size))]
    images = np.stack(squares).astype(np.float32)[:, None]
    parts = [images[:1], images]
    if films is not None:
        parts += list(np.split(films.astype(np.float32)[:, None], range(8, len(films), 8)))
    worst = dict.fromkeys(EncoderOutput._fields, 0.0)
    for part in parts:
        ours = model(torch.from_numpy(part))._asdict()
        theirs = dict(
            zip(
                (output.name for output in session.get_outputs()),
                session.run(None, {"image": part}),
                strict=True,
            )
        )
        for name in worst:
            scale = max(1.0, float(np.abs(theirs[name]).max())) if name == "novelty" else 1.0
            worst[name] = max(worst[name], _gap(ours[name], theirs[name]) / scale)
    return worst


@torch.inference_mode()
def decoder_parity(model: ReportDecoder, path: Path) -> float:
    """Largest difference: a prefix at once with an empty past, then token by token with the cache."""
    session = open_session(path)
    generator = torch.Generator().manual_seed(0)
    ids = torch.randint(model.embed.num_embeddings, (3, 14), generator=generator)
    ids[:, 0] = BOS_ID
    place = torch.randn(3, model.place_size, generator=generator)
    place[1] = 0
    keys = values = model.empty_cache(3)
    their_keys = their_values = keys.numpy()
    worst = 0.0
    for step in (ids[:, :8], *ids[:, 8:].split(1, dim=1)):
        logits, keys, values = model(step, keys, values, place)
        feed = {"input_ids": step.numpy(), "past_keys": their_keys, "past_values": their_values}
        answer = session.run(None, {**feed, "place": place.numpy()})
        worst = max(worst, _gap(logits, answer[0]), _gap(keys, answer[1]), _gap(values, answer[2]))
        their_keys, their_values = answer[1], answer[2]
    return worst


def require_parity(name: str, gap: float, most: float) -> None:
    if not gap <= most:
        raise ParityError(f"{name}: ONNX differs from PyTorch by {gap:.2e}, allowed {most:.0e}")
    print(f"{name}: largest ONNX - PyTorch difference {gap:.2e}", flush=True)
