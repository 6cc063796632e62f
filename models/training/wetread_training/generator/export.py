"""The model folder of the generator: three graphs, manifest, golden cases."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from torch import Tensor, nn

from ..export import OPSET, file_entry, require_parity
from ..half_storage import store_half
from ..sessions import open_session
from ..workbench import ROOT, Bench
from .films import reader_folder
from .phrases import embed_texts
from .sample import flow
from .stages import Generator, load_generator

FILES = {"prompt": "prompt.onnx", "denoiser": "denoiser.onnx", "decoder": "decoder.onnx"}

LICENCE = (
    "CC-BY-NC-4.0: prompts are read by a text encoder that has learnt from Open-i's reports (CC BY-NC-ND 4.0)"
)
SOURCES = (
    "NIH ChestX-ray14, training patients of a subset (free use with citation)",
    "Montgomery and Shenzhen tuberculosis films at 128 px (NLM; terms unread)",
    "Hannover COVID-19 image repository (CC BY 3.0)",
    "text encoder and image embedding of wetread-cxr, which have learnt from Open-i's report text (CC BY-NC-ND 4.0)",
    "phrases of the project's own",
)

GOLDEN_PROMPTS = ("large right pleural effusion", "normal chest film", "Cardiomegaly without pneumothorax.")


def film_folder(bench: Bench) -> Path:
    """Where the generator ships; a run of another name keeps its model in its work folder."""
    config = bench.config
    shipped = ROOT.parent / "wetread-film" / config.generator.version
    return shipped if config.run.name == "base" else bench.work / "film-model"


def rounded(model: nn.Module) -> nn.Module:
    """Large weights as half precision holds them, so that graph and module agree exactly."""
    with torch.no_grad():
        for tensor in (*model.parameters(), *model.buffers()):
            if tensor.numel() >= 256:
                tensor.copy_(tensor.half().float())
    return model


def export_graph(model: nn.Module, inputs: dict[str, Tensor], output: str, path: Path) -> None:
    """Any number of rows; weights stored as float16 and cast in the graph."""
    torch.onnx.export(
        model.eval(),
        tuple(inputs.values()),
        str(path),
        input_names=list(inputs),
        output_names=[output],
        dynamic_axes={name: {0: "n"} for name in (*inputs, output)},
        opset_version=OPSET,
        dynamo=False,
    )
    onnx.save(store_half(onnx.load(str(path))), str(path))
    onnx.checker.check_model(str(path))


@torch.inference_mode()
def graph_gap(model: nn.Module, inputs: dict[str, Tensor], path: Path) -> float:
    """Largest difference between module and graph."""
    theirs = open_session(path, threads=1).run(None, {name: value.numpy() for name, value in inputs.items()})[
        0
    ]
    return float(np.abs(model(*inputs.values()).numpy() - theirs).max())


def formula_noise(count: int, seed: int) -> Tensor:
    """About standard normal numbers that every language writes alike: sums of a linear congruence."""
    state, values = seed, []
    for _ in range(count):
        total = 0.0
        for _ in range(4):
            state = (1664525 * state + 1013904223) % 2**32
            total += state / 2**32
        values.append((total - 2) * 3**0.5)
    return torch.tensor(values, dtype=torch.float32)


@torch.inference_mode()
def golden_cases(made: Generator, places: Tensor, config_steps: int, guidance: float) -> dict[str, Any]:
    """What the product must get from prompts and from noise by formula."""
    shape = (1, made.flow.channels, made.flow.side, made.flow.side)
    noise = formula_noise(int(np.prod(shape)), 20261127).view(shape)
    cases = []
    for prompt, place in zip(GOLDEN_PROMPTS, places, strict=True):
        condition = made.prompts(place[None])
        velocity = made.flow(noise, torch.tensor([0.3]), condition)
        film = made.coder.decoder(flow(made.flow, noise, condition, config_steps, guidance)).clamp(-1, 1)
        cases.append(
            {
                "prompt": prompt,
                "condition_head": _short(condition[0, :8]),
                "velocity_head": _short(velocity.flatten()[:8]),
                "film_levels": _short(((film + 1) * 127.5).flatten()[film.numel() // 4 :][:8]),
            }
        )
    return {
        "noise": "s = 20261127; 4 x s = (1664525 s + 1013904223) mod 2^32; (sum of s / 2^32 - 2) sqrt 3",
        "cases": cases,
    }


def _short(values: Tensor) -> list[float]:
    return [round(float(value), 5) for value in values]


def build_manifest(
    bench: Bench, folder: Path, made: Generator, guidance: float, least: float
) -> dict[str, Any]:
    config = bench.config.generator
    reader = json.loads((reader_folder(bench) / "manifest.json").read_text(encoding="utf-8"))
    return {
        "schema": 3,
        "kind": "film-generator",
        "name": "wetread-film",
        "version": config.version,
        "title": "Wetread synthetic chest film generator",
        "licence": LICENCE,
        "trainedAt": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "sources": list(SOURCES),
        "files": {name: file_entry(folder / path) for name, path in FILES.items()},
        "text": {
            "model": reader["name"],
            "sha256": reader["files"]["text"]["sha256"],
            "dimensions": reader["text"]["dimensions"],
        },
        "latent": {"channels": config.channels, "side": made.flow.side},
        "condition": {"width": made.films.width},
        "flow": {"method": "heun", "steps": config.flow_steps, "guidance": guidance},
        "picture": {"size": config.size},
        "scope": {"leastSimilarity": least},
        "metrics": {},
    }


def stage_generator_export(bench: Bench) -> None:
    """Graphs in half precision, manifest and golden cases; fails when ONNX and PyTorch differ."""
    config, out, made = bench.config.generator, film_folder(bench), load_generator(bench)
    out.mkdir(parents=True, exist_ok=True)
    for model in (made.prompts, made.flow, made.coder.decoder):
        rounded(model)
    places = torch.from_numpy(embed_texts(reader_folder(bench), list(GOLDEN_PROMPTS)))
    generator = torch.Generator().manual_seed(0)
    latent = torch.randn(3, config.channels, made.flow.side, made.flow.side, generator=generator)
    condition = made.prompts(places).detach()
    condition[2] = 0
    graphs: dict[str, tuple[nn.Module, dict[str, Tensor], str]] = {
        "prompt": (made.prompts, {"text": places}, "condition"),
        "denoiser": (
            made.flow,
            {"latent": latent, "time": torch.tensor([0.0, 0.4, 0.98]), "condition": condition},
            "velocity",
        ),
        "decoder": (made.coder.decoder, {"latent": latent}, "film"),
    }
    for name, (model, inputs, output) in graphs.items():
        export_graph(model, inputs, output, out / FILES[name])
        require_parity(name, graph_gap(model, inputs, out / FILES[name]), config.parity)
    chosen = bench.work / "generator-guidance.json"
    guidance = json.loads(chosen.read_text())["guidance"] if chosen.exists() else config.guidance
    bench.write_json(out / "golden.json", golden_cases(made, places, config.flow_steps, guidance))
    bench.write_json(
        out / "manifest.json", build_manifest(bench, out, made, guidance, config.least_similarity)
    )
    sizes = {path.name: path.stat().st_size for path in out.glob("*.onnx")}
    print(f"step {made.step}: {sizes}", flush=True)
