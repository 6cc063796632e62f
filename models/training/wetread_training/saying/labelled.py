"""What the product's own labeller reads in sentences: `wetread label --batch`, one process for a whole file."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

COMMAND = ("node", "bin/wetread.mjs", "label", "--batch")


class LabellerMissing(RuntimeError):
    """The command line of the repository cannot be run."""


def label_file(repository: Path, sentences: Path, labelled: Path) -> None:
    """`{id, text}` a line to `{id, findings}` a line, in the same order."""
    with labelled.open("w", encoding="utf-8") as out:
        done = subprocess.run([*COMMAND, str(sentences.resolve())], cwd=repository, stdout=out, check=False)
    if done.returncode != 0:
        labelled.unlink()
        raise LabellerMissing(
            f"`npx wetread label --batch` failed in {repository}: run `npm ci && npm run build:server` there"
        )


def label_texts(repository: Path, texts: list[str], folder: Path) -> list[list[dict[str, Any]]]:
    """The findings of each text; `folder` takes two temporary files."""
    asked, told = folder / "texts.jsonl", folder / "texts.labelled.jsonl"
    lines = (json.dumps({"id": str(number), "text": text}) for number, text in enumerate(texts))
    asked.write_text("\n".join(lines) + "\n", encoding="utf-8")
    label_file(repository, asked, told)
    findings = [json.loads(line)["findings"] for line in told.read_text(encoding="utf-8").splitlines()]
    asked.unlink()
    told.unlink()
    return findings
