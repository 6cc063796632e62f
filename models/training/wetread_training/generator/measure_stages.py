"""Stages that look at drawn films: the choice of the guidance, and what the card tells beside `wetread eval`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ..report import sha256_of
from ..sessions import Outputs
from ..workbench import Bench
from .export import film_folder
from .films import load_films, read_squares, reader_folder
from .measure import (
    Graphs,
    agreement,
    beside,
    draw_prompted,
    frechet,
    mean_agreement,
    nearest,
    read_prompts,
    thumbs,
)
from .phrases import embed_texts
from .stages import CONDITIONS

GUIDANCE = "generator-guidance.json"
SHEET_COLUMNS = 10


def _places(bench: Bench, part: str) -> dict[str, NDArray[np.float32]]:
    folder = reader_folder(bench)
    return {subject: embed_texts(folder, prompts) for subject, prompts in read_prompts(part).items()}


def _read(bench: Bench, films: NDArray[np.uint8]) -> Outputs:
    return read_squares(reader_folder(bench) / "encoder.onnx", films, bench.config.data.size)


def write_sheet(films: NDArray[np.uint8], path: Path) -> None:
    """All films on one picture, a few a row, to be looked at."""
    lost = -len(films) % SHEET_COLUMNS
    padded = np.concatenate([films, np.zeros((lost, *films.shape[1:]), dtype=np.uint8)])
    rows = [np.hstack(list(padded[at : at + SHEET_COLUMNS])) for at in range(0, len(padded), SHEET_COLUMNS)]
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.vstack(rows)).save(path)


def stage_guidance(bench: Bench) -> None:
    """Draws films of the validation prompts at several guidances; the one that agrees best is kept.

    Of two that agree alike the smaller is taken: guidance costs likeness and variety.
    """
    config, graphs = bench.config.generator, Graphs.open(film_folder(bench))
    places = _places(bench, "validation")
    rows = []
    for guidance in config.guidances:
        drawn = draw_prompted(graphs, places, config.guidance_films, config.flow_steps, guidance, 100_000)
        write_sheet(drawn.films, bench.work / "sheets" / f"guidance-{guidance}.png")
        mean = mean_agreement(drawn.subjects, _read(bench, drawn.films)["finding_logits"])
        rows.append({"guidance": guidance, "agreement": round(mean, 4), "films": len(drawn.films)})
        print(rows[-1], flush=True)
    best = max(row["agreement"] for row in rows)
    kept = next(row for row in rows if row["agreement"] >= best - config.guidance_slack)
    bench.write_json(bench.work / GUIDANCE, {"guidance": kept["guidance"], "rows": rows})


def build_report(bench: Bench) -> dict[str, Any]:
    """What training tells of the generator, on validation prompts and held-out films, by Python's path."""
    import torch

    config, folder, book = bench.config.generator, film_folder(bench), load_films(bench)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    graphs, guidance = Graphs.open(folder), manifest["flow"]["guidance"]
    drawn = draw_prompted(
        graphs, _places(bench, "validation"), config.report_films, config.flow_steps, guidance, 200_000
    )
    write_sheet(drawn.films, bench.work / "sheets" / "report.png")
    said = _read(bench, drawn.films)
    train, val, test = (book.where(split) for split in ("train", "val", "test"))
    # Sets of one size, for the distance falls with more films.
    size = min(len(drawn.films), len(val), len(test))
    evenly = np.linspace(0, len(drawn.films) - 1, size).astype(int)
    held, ours = book.embeddings[test].astype(np.float64), said["embedding"].astype(np.float64)
    known = {"pixels": thumbs(book.images[train]), "embedding": book.embeddings[train]}
    mine = {"pixels": thumbs(drawn.films), "embedding": said["embedding"]}
    real = {"pixels": thumbs(book.images[test]), "embedding": book.embeddings[test]}
    flow = torch.load(bench.work / "generator-flow.pt", map_location="cpu", weights_only=True)
    return {
        "model": {"manifestSha256": sha256_of(folder / "manifest.json")},
        "films": {"train": len(train), "validation": len(val), "heldOut": len(test)},
        "training": {
            "flowSteps": flow["step"],
            "flowMinutes": round(flow["seconds"] / 60, 1),
            "batch": config.batch,
            "phrases": config.phrases,
            "unexplained": torch.load(bench.work / CONDITIONS, weights_only=True)["unexplained"],
        },
        "decoder": bench.read_json("generator-coder.json"),
        "guidance": bench.read_json(GUIDANCE) if (bench.work / GUIDANCE).exists() else None,
        "validation": {
            "films": len(drawn.films),
            "agreement": mean_agreement(drawn.subjects, said["finding_logits"]),
            "byFinding": agreement(drawn.subjects, said["finding_logits"]),
            "frechetPlaces": size,
            "frechetGenerated": frechet(ours[evenly], held[:size]),
            "frechetReal": frechet(book.embeddings[val][:size].astype(np.float64), held[:size]),
            "nearest": {
                name: beside(nearest(mine[name], known[name]), nearest(real[name], known[name]))
                for name in known
            },
        },
    }


def stage_generator_report(bench: Bench) -> None:
    """Writes `training.json` beside the generator's weights."""
    report = build_report(bench)
    bench.write_json(film_folder(bench) / "training.json", report)
    print(json.dumps(report["validation"], indent=1), flush=True)
