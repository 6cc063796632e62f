"""Sentences of real reports that say what an encoder can decide, with the slots that they say.

The text stays in the data folder and the work folder (Open-i, CC BY-NC-ND 4.0).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..findings import FINDINGS
from ..grammar.reader import BAND_WORDS, SIZE_WORDS
from ..grammar.slots import CLEAR_LUNGS, LUNGS, MOST_ALSO, PLACELESS, SIZELESS, Slots
from ..text.openi import clean_sentences

PLAIN_WORDS = Path(__file__).with_name("plain-words.txt")
CHANGES = (
    ("resolved", r"\b(resolved|no longer|resolution)\b"),
    ("new", r"\bnew\b"),
    ("larger", r"\b(increas(ed|ing)|worsen(ed|ing)|larger)\b"),
    ("smaller", r"\b(decreas(ed|ing)|improv(ed|ing)|smaller)\b"),
    (
        "unchanged",
        r"\b(unchanged|stable|again|persist\w*|remains?|similar|redemonstrated|no (interval|significant) change)\b",
    ),
)
COMPARES = re.compile(r"\b(prior|previous(ly)?|since|interval|compared)\b")
NOTHING_FOUND = re.compile(
    r"\bno (evidence of |radiographic evidence of )?(acute|active|significant)?\s?"
    r"(cardiopulmonary |intrathoracic |pulmonary |chest )?(abnormalit|disease|process|finding)"
    r"|\b(negative|normal|unremarkable) (chest|exam|radiograph|film)"
)


SAYS_MORE_THAN_A_DENIAL = re.compile(
    r"\b(hyper\w+|scattered|streaky|patchy|scar\w*|copd|changes?|mild\w*|minimal|slight\w*|enlarged|markings|chronic)\b"
)
SAYS_MORE_THAN_A_FINDING = re.compile(
    r"\b(no|without|clear|negative|unremarkable)\b|\bnormal (lung|chest|exam)"
)
LUNG_WORDS = re.compile(
    r"\b(\w*basilar|patchy|interstitial|lungs?|pulmonary|opacit\w+|vascular\w*|vasculature|base|lobe)\b"
)


@dataclass(frozen=True)
class RealSentence:
    slots: Slots
    text: str
    report: int
    """Row of the report in `reports.jsonl`: its text conditions the decoder beside the slots."""


def plain_words() -> frozenset[str]:
    lines = PLAIN_WORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(" ".join(line for line in lines if not line.startswith("#")).split())


def read_reports(data: Path) -> list[dict[str, Any]]:
    path = data / "text" / "openi" / "reports.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def write_sentences(reports: list[dict[str, Any]], path: Path) -> int:
    """Every sentence without de-identification marks, for `wetread label --batch`; ids are `row|section|number`."""
    lines = []
    for row, report in enumerate(reports):
        for section in ("findings", "impression"):
            for number, text in enumerate(clean_whole_sentences(report.get(section))):
                lines.append(json.dumps({"id": f"{row}|{section}|{number}", "text": text}))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(lines)


def clean_whole_sentences(text: str | None) -> list[str]:
    """Sentences that lost nothing to de-identification: what is left of the others is no English."""
    kept = [sentence for sentence in re.split(r"(?<=[.?!])\s+", text or "") if "XX" not in sentence]
    return [f"{part.rstrip('.?! ')}." for sentence in kept for part in clean_sentences(sentence)]


def _first(words: dict[str, re.Pattern[str]], text: str) -> str:
    return next((name for name, pattern in words.items() if pattern.search(text)), "none")


def _change(text: str) -> str:
    return next((name for name, pattern in CHANGES if re.search(pattern, text)), "none")


def slots_of(section: str, text: str, findings: list[dict[str, Any]]) -> Slots | None:
    """What a labelled sentence says, or None when slots cannot say it (two findings present, mixed claims)."""
    low = text.lower()
    change = _change(low)
    if change == "none" and COMPARES.search(low):
        return None
    if not findings:
        nothing = section == "impression" and NOTHING_FOUND.search(low) and change == "none"
        return Slots(section, "NoFinding", "present") if nothing else None
    absent = [entry for entry in findings if entry["status"] == "absent"]
    if len(absent) == len(findings):
        return _denial(section, low, change, [entry["label"] for entry in absent], absent)
    if len(findings) > 1 or change == "resolved" or SAYS_MORE_THAN_A_FINDING.search(low):
        return None
    if findings[0]["label"] == "Cardiomegaly" and LUNG_WORDS.search(low):
        return None
    entry = findings[0]
    code = entry["label"]
    band = "none" if entry["status"] == "present" else _first(BAND_WORDS, low).replace("none", "possible")
    side = "none" if code in PLACELESS else entry["side"] or "none"
    zone = "none" if code in PLACELESS else entry["place"] or "none"
    size = "none" if code in SIZELESS else _first(SIZE_WORDS, low)
    return Slots(section, code, "present", side, zone, size, band, change)


def _denial(
    section: str, text: str, change: str, codes: list[str], entries: list[dict[str, Any]]
) -> Slots | None:
    if change not in ("none", "resolved") or any(entry["place"] not in (None, "none") for entry in entries):
        return None
    if SAYS_MORE_THAN_A_DENIAL.search(text) or ("vascula" in text and "Edema" not in codes):
        return None
    if set(codes) == set(CLEAR_LUNGS) and re.search(r"\bclear\b", text):
        return Slots(section, "Consolidation", "absent", also=(LUNGS,)) if change == "none" else None
    if len(codes) == 1:
        side = "none" if codes[0] in PLACELESS else entries[0]["side"] or "none"
        return Slots(section, codes[0], "absent", side, change=change)
    if len(codes) > 1 + MOST_ALSO or change != "none" or not set(codes) <= set(FINDINGS):
        return None
    return Slots(section, codes[0], "absent", also=tuple(codes[1:]))


def real_sentences(
    reports: list[dict[str, Any]], sentences: Path, labelled: Path, split: str
) -> list[RealSentence]:
    """Sentences of one of R2Gen's splits whose every word is plain and whose claims are slots."""
    words = plain_words()
    kept = []
    with sentences.open(encoding="utf-8") as texts, labelled.open(encoding="utf-8") as labels:
        for text_line, label_line in zip(texts, labels, strict=True):
            text, told = json.loads(text_line), json.loads(label_line)
            assert text["id"] == told["id"], text["id"]
            row, section, _ = text["id"].split("|")
            spoken = re.findall(r"[a-z'-]+|\d", text["text"].lower())
            if (reports[int(row)].get("r2gen_split") or "train") != split or not set(spoken) <= words:
                continue
            slots = slots_of(section, text["text"], told["findings"])
            if slots is not None:
                kept.append(RealSentence(slots, tidy(text["text"]), int(row)))
    return kept


def tidy(text: str) -> str:
    """One capital at the beginning, one full stop at the end, single spaces."""
    text = re.sub(r"\s+([.,;])", r"\1", re.sub(r"\s+", " ", text)).strip(" ,;:-")
    text = re.sub(r"[.]+$", "", text)
    return f"{text[:1].upper()}{text[1:]}."


def flattened(sentences: list[RealSentence], power: float) -> list[float]:
    """Weights that let a wording that is heard `n` times count `n ** power` times in all."""
    heard = Counter((sentence.slots, sentence.text) for sentence in sentences)
    return [heard[(sentence.slots, sentence.text)] ** (power - 1) for sentence in sentences]
