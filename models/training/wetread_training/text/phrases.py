"""Reads `words/validation-phrases.txt`: texts with the claims that they make."""

from __future__ import annotations

from pathlib import Path

from .claims import Claim, Statement
from .names import WORDS, claim_codes


def parse_claim(words: str) -> Claim:
    """`+Effusion side=left size=small` or `-Nodule+Mass`."""
    head, *rest = words.split()
    places = dict(part.split("=") for part in rest)
    if head[0] not in "+-":
        raise ValueError(f"a claim starts with + or -: {words}")
    return Claim(claim_codes(head[1:]), head[0] == "+", **places)


def read_phrases(path: Path = WORDS / "validation-phrases.txt") -> list[Statement]:
    phrases = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            text, *claims = (part.strip() for part in line.split("|"))
            phrases.append(Statement(text, tuple(parse_claim(claim) for claim in claims)))
    return phrases
