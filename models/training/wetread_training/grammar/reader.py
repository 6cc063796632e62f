"""Reads a sentence back by rules written apart from the phrases, so that the decoder can be held to its prefix."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .slots import LUNGS, Slots

# Order matters: a longer name hides the shorter one within it ("pleural thickening" before "pleural").
FINDING_WORDS: tuple[tuple[str, str], ...] = (
    ("Pneumothorax", r"pneumothora(x|ces)"),
    ("Effusion", r"effusions?"),
    ("Pleural_Thickening", r"pleural thickening|thickening of the pleura"),
    ("Atelectasis", r"atelecta(sis|tic)"),
    ("Cardiomegaly", r"cardiomegaly|heart|cardiac silhouette"),
    ("Infiltration", r"infiltrat(e|es|ion)"),
    ("Mass", r"mass(es)?"),
    ("Nodule", r"nodules?|nodular"),
    ("Pneumonia", r"pneumonia"),
    ("Consolidation", r"consolidation"),
    ("Edema", r"edema(tous)?"),
    ("Emphysema", r"emphysema(tous)?"),
    ("Fibrosis", r"fibro(sis|tic)"),
    ("Hernia", r"hernias?"),
    ("SupportDevice", r"support devices?"),
    ("NoFinding", r"abnormality"),
)
NEGATION = re.compile(r"\b(no|not|without|resolved)\b|\bnormal\b|\bclear\b")
CLEAR_LUNGS = re.compile(r"\blungs (are|appear) clear\b|\bclear lungs\b")
SIDE_WORDS = {
    "bilateral": re.compile(r"\b(bilateral|bilaterally|both)\b"),
    "left": re.compile(r"\bleft\b"),
    "right": re.compile(r"\bright\b"),
}
ZONE_WORDS = {
    "upper": re.compile(r"\b(upper|apical|apex|apices)\b"),
    "middle": re.compile(r"\b(mid|middle)\b"),
    "lower": re.compile(r"\b(lower|basal|basilar|base|bases)\b"),
}
SIZE_WORDS = {
    "small": re.compile(r"\b(small|mild|mildly|minor|slight|slightly)\b"),
    "moderate": re.compile(r"\b(moderate|moderately)\b"),
    "large": re.compile(r"\b(large|extensive|marked|markedly|severe)\b"),
}
BAND_WORDS = {
    "possible": re.compile(r"\b(possible|possibly|questionable|may|might|cannot be excluded)\b"),
    "likely": re.compile(r"\b(likely|probable|probably|suggest|suggestive|consistent with)\b"),
}

CHANGE_WORDS = {
    "resolved": re.compile(r"\b(resolved|no longer)\b"),
    "unchanged": re.compile(r"\bunchanged\b"),
    "new": re.compile(r"\bnew\b"),
    "larger": re.compile(r"\b(larger than|increased)\b"),
    "smaller": re.compile(r"\b(smaller than|decreased)\b"),
}


@dataclass(frozen=True)
class Reading:
    """What a sentence says. A field is `mixed` when it says two things at once."""

    finding: str
    """The first that is named."""
    also: frozenset[str]
    """What else is named; `lungs` where the lungs are called clear."""
    status: str
    side: str
    zone: str
    size: str
    band: str
    change: str


def _only(found: list[str], absent: str = "none") -> str:
    return absent if not found else found[0] if len(found) == 1 else "mixed"


def _match(text: str, words: dict[str, re.Pattern[str]]) -> str:
    return _only([name for name, pattern in words.items() if pattern.search(text)])


def read_sentence(sentence: str) -> Reading:
    """Finding, polarity, side, zone, size and band of one sentence."""
    text = sentence.lower().replace("mid-lung", "mid lung")
    found = [(code, re.search(rf"\b({words})\b", text)) for code, words in FINDING_WORDS]
    named = [code for _, code in sorted((match.start(), code) for code, match in found if match)]
    if CLEAR_LUNGS.search(text):
        named.append(LUNGS)
    finding = named[0] if named else "unnamed"
    status = "absent" if NEGATION.search(text) and finding != "NoFinding" else "present"
    return Reading(
        finding,
        frozenset(named[1:]),
        status,
        _match(text, SIDE_WORDS),
        _match(text, ZONE_WORDS),
        _match(text, SIZE_WORDS),
        _match(text, BAND_WORDS),
        _match(text, CHANGE_WORDS),
    )


def disagreements(slots: Slots, sentence: str) -> list[str]:
    """Names of the slots that the sentence does not say as asked; `form` when it is no clean sentence."""
    asked, read = slots.spoken(), read_sentence(sentence)
    wrong = [
        name
        for name in ("status", "side", "zone", "size", "band", "change")
        if getattr(asked, name) != getattr(read, name)
    ]
    spoken_of = {asked.finding, *asked.also} if LUNGS not in asked.also else {LUNGS}
    if {read.finding, *read.also} != spoken_of:
        wrong.append("finding")
    if not re.fullmatch(r"[A-Z][^.]*[a-z]\.", sentence) or "  " in sentence:
        wrong.append("form")
    return wrong


def agrees(slots: Slots, sentence: str) -> bool:
    return not disagreements(slots, sentence)
