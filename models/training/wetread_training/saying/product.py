"""The product's own command line, as the built server runs it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import IO, Any

COMMAND = ("node", "bin/wetread.mjs")


class ProductMissing(RuntimeError):
    """The command line of the repository cannot be run."""


def run_product(repository: Path, words: list[str], out: IO[str]) -> None:
    """Runs `wetread WORDS` in the repository; `out` takes what it prints. @throws ProductMissing"""
    done = subprocess.run([*COMMAND, *words], cwd=repository, stdout=out, check=False)
    if done.returncode != 0:
        raise ProductMissing(
            f"`npx wetread {words[0]}` failed in {repository}: run `npm ci && npm run build:server` there"
        )


def measure_text(repository: Path, data: Path, model: Path, told: Path) -> dict[str, Any]:
    """The part `text` of `wetread eval` on the reports that choose; `told` is a temporary file."""
    words = ["eval", "text", "--split", "val", "--data", str(data), "--model", str(model), "--json"]
    with told.open("w", encoding="utf-8") as out:
        run_product(repository, words, out)
    report = json.loads(told.read_text(encoding="utf-8"))["text"]
    told.unlink()
    return report
