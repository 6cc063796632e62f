"""`python -m wetread_training STAGE --config FILE`"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from .config import load_config
from .pipeline import ROOT, STAGES, Bench


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="wetread_training", description="Trains, exports and measures the Wetread model."
    )
    parser.add_argument("stage", choices=[*STAGES, "all"], help="one stage, or all in their order")
    parser.add_argument("--config", type=Path, default=ROOT / "configs" / "base.toml")
    parser.add_argument(
        "--data",
        type=Path,
        default=ROOT / ".." / ".." / ".." / "shared" / "data",
        help="folder with cxr/ and vqa/",
    )
    parser.add_argument("--work", type=Path, help="checkpoints and caches; default work/<run name>")
    parser.add_argument("--out", type=Path, help="model folder; default ../wetread-cxr/<version>")
    arguments = parser.parse_args()
    config = load_config(arguments.config)
    work = arguments.work or ROOT / "work" / config.run.name
    work.mkdir(parents=True, exist_ok=True)
    smoke = config.run.name != "base"
    out = arguments.out or (work / "model" if smoke else ROOT.parent / "wetread-cxr" / config.export.version)
    torch.set_num_threads(config.run.threads)
    bench = Bench(config, arguments.data.resolve(), work.resolve(), out.resolve())
    for name in STAGES if arguments.stage == "all" else [arguments.stage]:
        print(f"== {name}", flush=True)
        STAGES[name](bench)


if __name__ == "__main__":
    main()
