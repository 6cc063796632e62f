"""Answers in one spelling. `libs/inference` and `libs/evaluation` repeat `normal_answer` in TypeScript."""

from __future__ import annotations

import re
import unicodedata

OUTSIDE = "[outside]"
"""The answer that is never said: the question is not about the picture."""

_SAME = {
    "x ray": "xray",
    "xr": "xray",
}


def normal_answer(text: str) -> str:
    """Lower case, accents off, everything but letters, digits, points and commas in numbers to single spaces."""
    bare = unicodedata.normalize("NFKD", str(text).lower())
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    bare = re.sub(r"(?<!\d)[.,]|[.,](?!\d)", " ", bare)
    bare = re.sub(r"[^a-z0-9.,]+", " ", bare).strip()
    return _SAME.get(bare, bare)


def plain_question(text: str) -> str:
    """The question without the set's own marks: ` -yes/no` at the end, doubled spaces."""
    return re.sub(r"\s+", " ", re.sub(r"\s*-+\s*yes\s*/\s*no\s*$", "", text.strip(), flags=re.IGNORECASE))
