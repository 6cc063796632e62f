"""The sections that training tells of itself: ablation on validation patients, gate, sentences, phantoms."""

from __future__ import annotations

from typing import Any

from .markdown import number, page, percent, points, signed, table

Report = dict[str, Any]

ABLATION_HEAD = [
    "Validation patients",
    "Seeds",
    "Mean AUROC",
    "less the recipe",
    "Boxes met, best level",
    "less the recipe (points)",
    "at level .5 / .6 / .7",
]


def _ablation_line(row: Report) -> list[str]:
    less = row["lessFull"] or {}
    hits = row["valHit"]
    return [
        row["what"],
        ", ".join(map(str, row["seeds"])) or "-",
        number(row["valAuroc"]),
        signed(less.get("valAuroc")) if less else "",
        percent(hits["best"]),
        points(less.get("bestHit")) if less else "",
        " / ".join(percent(hits[level]) for level in ("0.5", "0.6", "0.7")),
    ]


def _text_line(name: str, seeds: list[int], told: Report) -> list[str]:
    figures = [number(told.get(key)) for key in ("ndcg10", "p5", "placed", "denied", "sides")]
    return [name, ", ".join(map(str, seeds)), *figures]


def _text_table(training: Report) -> str:
    joint, masked = training["joint"], training["masked"]
    lines = [_text_line("as shipped", [training["recipe"]["seed"]], joint["joint"])]
    lines += [_text_line(f"reference: {name}", [], told) for name, told in joint["references"].items()]
    lines += [_text_line(f"ablation: {row['change']}", row["seeds"], row) for row in training["textAblation"]]
    return page(
        f"Text side and joint space, {joint['joint']['texts']:.0f} phrases written apart from those of the evaluation."
        f" After masked-language training, hidden pieces of held-out texts have a perplexity of"
        f" {number(masked['perplexityAfter'], 1)} (guessed by their frequency: {number(masked['perplexityUnigram'], 1)})."
        ' "Sides": films that score higher for the side of their box. Ablations are shorter runs: compare them with'
        " their own `all`.",
        table(
            [
                "Joint space on validation films",
                "Seeds",
                "nDCG@10",
                "P@5",
                "with a place",
                "denials",
                "sides",
            ],
            lines,
        ),
    )


def _source_table(rows: list[Report]) -> str:
    if not rows:
        return ""
    lines = [
        [
            f"{row['source']} ({row['scale']})",
            ", ".join(map(str, row["seeds"])),
            number(row["auroc"]),
            number(row["aurocOfFull"]),
            signed((row["lessFull"] or {}).get("valAuroc")),
        ]
        for row in rows
    ]
    head = [
        "Encoder trained without",
        "Seeds",
        "AUROC on the source",
        "trained with it",
        "NIH, less the recipe",
    ]
    return page(
        "Leave one source out (disease against health on the source's held-out films, by the highest logit of"
        " pneumonia, consolidation and infiltration):",
        table(head, lines),
    )


def ablation_section(training: Report) -> str:
    films, small = training["films"], training["ablation"]["small"]
    parts = [
        "## Ablation",
        f"On the {films['nihVal']} films of NIH validation patients, {films['nihBoxesVal']} boxes: a hundredth of"
        " AUROC is within chance. Boxes are drawn at one level for all findings; the best of the levels is chosen"
        " on these same boxes.",
        table(ABLATION_HEAD, map(_ablation_line, training["ablation"]["rows"])),
    ]
    if small:
        recipe = small["recipe"]
        parts += [
            f"The same at a smaller scale ({recipe['trunk']}, {recipe['size']} px, {recipe['epochs']} epochs,"
            " no teachers), against its own recipe:",
            table(ABLATION_HEAD, map(_ablation_line, small["rows"])),
        ]
    return page(*parts, _text_table(training), _source_table(training["sourceLeftOut"]))


def _shares(told: Report) -> str:
    return f"{told.get('refused', 0)} of {told['pictures']}" if told.get("pictures") else "none"


def gate_training_section(training: Report) -> str:
    """What the thresholds were chosen on, and what happens to a source that the gate never saw."""
    gate = training["gate"]
    names = {
        "falseRefusals": "real frontal films refused",
        "falseAcceptancesOutside": "pictures from outside accepted",
        "falseAcceptances": "pictures from outside and faulty films accepted",
        "repaired": "turned or inverted films put right",
    }
    rows = [
        [
            names[key],
            f"{told.get('refused', told.get('accepted', told.get('repaired')))} of {told['pictures']}",
        ]
        for key, told in gate["totals"].items()
        if key in names
    ]
    left_out = [[source, _shares(told)] for source, told in gate.get("leaveOneSourceOut", {}).items()]
    return page(
        "### The gate on validation",
        "Thresholds were chosen here. A gate trained and set without a source refuses of its frontal films:",
        table(["Source never seen", "Refused"], left_out) if left_out else "",
        table(["Validation part", ""], rows),
    )


def sentence_section(training: Report) -> str:
    told = training["decoder"]
    return page(
        "## Sentences",
        _corpus_line(told),
        _agreement_line(told),
        _decoder_table(training.get("decoderAblation", [])),
        "In the product every candidate of the beam is read back before it is taken, and plain words are written where"
        " none says what was asked; `wetread eval drafts` tells how often. This makes the text faithful to the encoder's"
        " decisions; it does not make the decisions right.",
    )


def _corpus_line(told: Report) -> str:
    if not told["perplexity"]:
        return "The decoder has learnt from sentences of our own grammar alone."
    own, none, other = (told["perplexity"][name] for name in ("ownPlace", "noPlace", "anotherPlace"))
    return (
        f"The decoder has learnt from {told['realSentences']} sentences of Open-i's training reports whose every word is plain"
        " and whose claims are slots, and from our own grammar, which covers what reports seldom say. Perplexity per"
        f" token on such sentences of validation reports: {own:.2f} given the place of their own report, {none:.2f}"
        f" given none, {other:.2f} given another report's."
    )


def _agreement_line(told: Report) -> str:
    if "agreement" not in told:
        return ""
    return (
        f"All {told['prefixes']} conditions were decoded greedily and read back by the product's labeller:"
        f" {percent(told['agreement'])} say finding, polarity, side and zone as asked;"
        f" {percent(told['heldOutAgreement'])} of the {told['heldOutPrefixes']} conditions that were kept out of our"
        " grammar's lessons."
    )


DECODER_HEAD = [
    "Decoder",
    "Seeds",
    "Perplexity, own place",
    "no place",
    "Conditions said as asked",
    "another finding",
    "another side",
    "another zone",
    "Plain words needed",
    "BLEU-4",
    "ROUGE-L",
    "CIDEr",
]


def _decoder_table(rows: list[Report]) -> str:
    if not rows:
        return ""
    lines = [
        [
            row["title"],
            ", ".join(map(str, row["seeds"])),
            number(row["ownPlace"], 2),
            number(row["noPlace"], 2),
            *(percent(row[key]) for key in ("agreement", "wrongFinding", "wrongSide", "wrongZone", "plain")),
            *(number(row[key]) for key in ("bleu4", "rougeL", "cider")),
        ]
        for row in rows
    ]
    return page(
        "### What each idea of the decoder is worth",
        f"Decoders of {rows[0]['lessons']} lessons each, a shorter training than the shipped one's: rows are to be compared"
        " with each other. Perplexity on sentences of validation reports. All conditions decoded greedily, without the"
        " product's reading back: what is said, and what is said otherwise. Then what the product makes of it: validation"
        " reports of Open-i written anew from their claims; how many sentences need the plain words because no candidate"
        " says what was asked, and the scores of the texts.",
        table(DECODER_HEAD, lines),
    )


def phantom_section(training: Report) -> str:
    phantoms = training["phantoms"]
    if not phantoms:
        return page("## Phantoms", "No phantoms were used.")
    rows = [
        [
            code,
            entry["positives"],
            percent(entry["found"]),
            percent(entry["falseAlarms"]),
            percent(entry["boxHitAtIoU10"]),
        ]
        for code, entry in phantoms["perFinding"].items()
    ]
    return page(
        "## Phantoms",
        f"On {phantoms['films']} drawn films kept out of training. These figures say that the demonstration works,"
        " and nothing about patients.",
        table(["Finding", "Drawn on", "Found", "False alarms", "Box met (IoU >= .1)"], rows),
    )


def parity_line(training: Report) -> str:
    gaps = [gap for name, gap in training["parity"].items() if name != "films"]
    return (
        f"ONNX and PyTorch differ by at most {max(gaps):.1e} in any output on {training['parity']['films']}"
        " validation films, drawn pictures and noise."
    )
