"""What the product's own labeller reads in sentences: `wetread label --batch`, one process for a whole file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .product import ProductMissing, run_product


def label_file(repository: Path, sentences: Path, labelled: Path) -> None:
    """`{id, text}` a line to `{id, findings}` a line, in the same order."""
    try:
        with labelled.open("w", encoding="utf-8") as out:
            run_product(repository, ["label", "--batch", str(sentences.resolve())], out)
    except ProductMissing:
        labelled.unlink()
        raise


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
