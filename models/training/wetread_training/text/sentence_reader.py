"""Reads the claims of a report sentence by rule: finding words, polarity by clause, side, zone and size."""

from __future__ import annotations

import re

from .claims import AIRSPACE, LUNG_FINDINGS, NORMAL, PLACELESS, Claim, absent

# Longer names stand first and are struck out once read, so that "pleural thickening" is no "thickening" twice.
FINDING_WORDS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("Pneumothorax",), r"(hydro|hemo)?pneumothora(x|ces)"),
    (
        ("Pleural_Thickening",),
        r"pleural (thickening|plaques?|scarring)|thickening of the pleura|apical cap(ping)?",
    ),
    (
        ("Effusion",),
        r"(pleural )?effusions?|pleural fluid|blunt(ed|ing)( of)? (the )?((left|right|lateral|posterior) )*costophrenic",
    ),
    (
        ("Cardiomegaly",),
        r"cardiomegaly|(enlarged|enlargement of( the)?) (heart|cardiac silhouette|cardiomediastinal silhouette)",
    ),
    (("Atelectasis",), r"atelecta(sis|tic)|volume loss"),
    (("Pneumonia",), r"(broncho)?pneumonias?|infectious process"),
    (("Consolidation",), r"consolidations?|consolidative"),
    (("Infiltration",), r"infiltrat(e|es|ion)"),
    (("Edema",), r"o?edema|vascular congestion|heart failure|fluid overload"),
    (
        ("Emphysema",),
        r"emphysema(tous)?|copd|hyperinflat(ed|ion)|hyperexpan(ded|sion)|bullous|chronic obstructive",
    ),
    (("Fibrosis",), r"fibro(sis|tic)|(?<!pleural )scar(ring|s)?|interstitial lung disease|honeycombing"),
    (("Hernia",), r"(hiatal|hiatus|diaphragmatic|paraesophageal) hernias?"),
    (("Nodule",), r"nodul(e|es|ar)"),
    (("Mass",), r"mass(es)?|neoplasm|tumou?r"),
    ((*AIRSPACE, "Atelectasis"), r"opacit(y|ies)|airspace disease|air space disease|opacification"),
)

WHOLE_TEXTS: tuple[tuple[Claim, str], ...] = (
    (
        NORMAL,
        r"\b(no|without) (evidence of )?(acute |active )*(cardiopulmonary|cardiothoracic|radiographic|intrathoracic)"
        r"|\b(normal|negative|unremarkable) (chest|examination|exam|study|radiograph)",
    ),
    (
        absent(*LUNG_FINDINGS),
        r"\blungs? (fields )?(are |is |appear )?(grossly )?(well[- ]\w+ and )?clear\b|\bclear lungs\b",
    ),
    (
        absent("Cardiomegaly"),
        r"\b(heart|cardiac|cardiomediastinal)\b[^.]*\b(normal|unremarkable|not enlarged|within)"
        r"|\bnormal (heart|cardiac|cardiomediastinal)",
    ),
    (
        Claim(("Cardiomegaly",)),
        r"\b(heart|cardiac silhouette)\b[^.]*\b(is|appears|remains)\b (\w+ )?enlarged",
    ),
    (absent("Edema"), r"\bpulmonary vascula\w+\b[^.]*\bnormal|\bnormal pulmonary vascula"),
)

NEGATION = re.compile(
    r"\b(no|not|without|free of|negative for|absence of|nor|neither|clear of|resolution of|resolved)\b"
)
CLAUSE_END = re.compile(
    r"[;:]|\bbut\b|\bhowever\b|\balthough\b|\bwith (?!no\b|out\b)|, (?=there (is|are) (?!no))"
)
ZONES = {
    "upper": r"\b(upper|apical|apex|apices|biapical)\b",
    "middle": r"\b(mid|middle|lingula|lingular|perihilar|hilar)\b",
    "lower": r"\b(lower|basal|basilar|base|bases|bibasilar|bibasal|retrocardiac|costophrenic)\b",
}
SIDES = {
    "bilateral": r"\b(bilateral|bilaterally|both|bibasilar|bibasal|biapical|bases|apices)\b",
    "left": r"\b(left|lingula|lingular)\b",
    "right": r"\bright\b",
}
SIZES = {
    "small": r"\b(small|mild|mildly|minimal|minimally|tiny|trace|slight|slightly|minor|borderline|subtle)\b",
    "moderate": r"\b(moderate|moderately)\b",
    "large": r"\b(large|severe|severely|marked|markedly|extensive|massive|gross)\b",
}


def _one(text: str, words: dict[str, str]) -> str:
    found = [name for name, pattern in words.items() if re.search(pattern, text)]
    return found[0] if len(found) == 1 or found[:1] == ["bilateral"] else "none"


def _side(text: str) -> str:
    if re.search(SIDES["left"], text) and re.search(SIDES["right"], text):
        return "bilateral"
    return _one(text, SIDES)


def _claim(codes: tuple[str, ...], clause: str, before: str) -> Claim:
    # "No effusion" denies what follows it in its clause; "effusion is not seen" what stands before.
    denied = bool(NEGATION.search(before)) or bool(re.search(r"\b(not|no longer)\b", clause[len(before) :]))
    if denied:
        return Claim(codes, False)
    if set(codes) <= PLACELESS:
        return Claim(codes, True, size=_one(clause, SIZES))
    return Claim(codes, True, _side(clause), _one(clause, ZONES), _one(clause, SIZES))


def read_claims(sentence: str) -> tuple[Claim, ...]:
    """Claims of one sentence, in its order; empty when it names nothing that is known here."""
    text = sentence.lower()
    whole = [claim for claim, pattern in WHOLE_TEXTS if re.search(pattern, text)]
    claims: list[Claim] = []
    start = 0
    for end in [*(match.start() for match in CLAUSE_END.finditer(text)), len(text)]:
        clause = text[start:end]
        start = end
        rest = clause
        for codes, pattern in FINDING_WORDS:
            for match in re.finditer(rf"\b({pattern})\b", rest):
                claims.append(_claim(codes, clause, clause[: match.start()]))
            rest = re.sub(rf"\b({pattern})\b", lambda match: "#" * len(match.group()), rest)
    return _tidy([*whole, *claims])


def _tidy(claims: list[Claim]) -> tuple[Claim, ...]:
    """Without repeats; a sentence that says and denies the same finding is not understood, so it claims nothing."""
    kept = list(dict.fromkeys(claims))
    said = {code for claim in kept if claim.present and len(claim.findings) == 1 for code in claim.findings}
    denied = {
        code for claim in kept if not claim.present and len(claim.findings) == 1 for code in claim.findings
    }
    return () if said & denied or len(kept) > 4 else tuple(kept)
