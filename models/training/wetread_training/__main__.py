"""`python -m wetread_training STAGE --config FILE`"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from .config import load_config
from .lease import bring_home, run_lease
from .pipeline import STAGES
from .predictions import write_predictions
from .workbench import ROOT, Bench


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="wetread_training", description="Trains, exports and measures the Wetread model."
    )
    parser.add_argument(
        "stage",
        choices=[*STAGES, "all", "lease", "predict"],
        help="one stage, all in their order, what wants a GPU, or predictions of a model folder",
    )
    parser.add_argument("--config", type=Path, default=ROOT / "configs" / "base.toml")
    parser.add_argument(
        "--set", action="append", default=[], metavar="SECTION.KEY=VALUE", help="overrides one setting"
    )
    parser.add_argument(
        "--data",
        type=Path,
        default=ROOT / ".." / ".." / ".." / "shared" / "data",
        help="folder with cxr/, text/ and vqa/",
    )
    parser.add_argument("--work", type=Path, help="checkpoints and caches; default work/<run name>")
    parser.add_argument("--out", type=Path, help="model folder; default ../wetread-cxr/<version>")
    parser.add_argument("--processes", type=int, default=3, help="lease: how many train side by side")
    parser.add_argument(
        "--minutes", type=float, default=20, help="lease: no job is begun that would end later"
    )
    parser.add_argument("--home", type=Path, help="lease: where what is worth carrying back is gathered")
    parser.add_argument("--model", type=Path, help="predict: model folder")
    parser.add_argument("--sets", nargs="+", default=["nih"], help="predict: folders below cxr/")
    parser.add_argument("--split", default="", help="predict: split of NIH's table; default all")
    arguments = parser.parse_args()
    if arguments.stage == "predict":
        count = write_predictions(
            arguments.model.resolve(),
            arguments.data.resolve(),
            tuple(arguments.sets),
            arguments.split,
            arguments.out,
        )
        print(f"{count} pictures", flush=True)
        return
    config = load_config(arguments.config, arguments.set)
    work = arguments.work or ROOT / "work" / config.run.name
    work.mkdir(parents=True, exist_ok=True)
    shipped = ROOT.parent / "wetread-cxr" / config.export.version
    out = arguments.out or (shipped if config.run.name == "base" else work / "model")
    if arguments.stage == "lease":
        bench = Bench(config, arguments.data.resolve(), work.resolve(), out.resolve())
        run_lease(bench, arguments.processes, arguments.minutes)
        bring_home(bench, arguments.home or work / "home")
        return
    torch.set_num_threads(config.run.threads)
    bench = Bench(config, arguments.data.resolve(), work.resolve(), out.resolve())
    stages = [name for name in STAGES if name not in ASIDE] if arguments.stage == "all" else [arguments.stage]
    for name in stages:
        print(f"== {name}", flush=True)
        STAGES[name](bench)


ASIDE = (
    "pack",
    "ablation",
    "text-ablation",
    "decoder-ablation",
    "card",
    "vqa-features",
    "vqa-trunk",
    "vqa",
    "vqa-attempts",
    "vqa-export",
    "vqa-card",
    "generator-autoencoder",
    "generator",
    "generator-export",
    "generator-guidance",
    "generator-report",
    "generator-card",
)
"""Stages that make nothing which ships, cards, which wait for the figures of `wetread eval`, and the generator of films,
which needs a film reader that is shipped already."""


if __name__ == "__main__":
    main()
