"""Reads back, with the product's labeller, what the decoder says for every combination of slots."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from tqdm import tqdm

from ..grammar import Slots, slot_grid
from ..grammar.slots import CLEAR_LUNGS, LUNGS
from ..language import ReportDecoder, generate
from ..tokens import EOS, prefix_ids
from .corpus import held_out
from .labelled import label_texts


def say_all(model: ReportDecoder, tokenizer: Tokenizer, asked: list[Slots], most: int) -> list[str]:
    """Greedy sentences for many prefixes, without a film's place."""
    eos = tokenizer.token_to_id(EOS)
    sentences: list[str] = []
    for start in tqdm(range(0, len(asked), 256), desc="say the grid", mininterval=10):
        prefixes = torch.tensor([prefix_ids(tokenizer, slots) for slots in asked[start : start + 256]])
        sentences += tokenizer.decode_batch(generate(model, prefixes, eos, most), skip_special_tokens=True)
    return sentences


def misread(slots: Slots, findings: list[dict[str, Any]]) -> list[str]:
    """Names of what the labeller reads otherwise than asked."""
    asked = slots.spoken()
    wanted = {asked.finding, *asked.also}
    if LUNGS in asked.also:
        wanted = set(CLEAR_LUNGS)
    if asked.finding == "NoFinding":
        return ["finding"] if any(entry["status"] != "absent" for entry in findings) else []
    wrong = [] if {entry["label"] for entry in findings} == wanted else ["finding"]
    own = next((entry for entry in findings if entry["label"] == asked.finding), None)
    if own is None:
        return ["finding"]
    if (own["status"] == "absent") != (asked.status == "absent"):
        wrong.append("status")
    if asked.status == "present" and (own["side"] or "none") != asked.side:
        wrong.append("side")
    if asked.status == "present" and (own["place"] or "none") != asked.zone:
        wrong.append("zone")
    return wrong


def agreement(
    model: ReportDecoder, tokenizer: Tokenizer, most: int, repository: Path, work: Path
) -> dict[str, Any]:
    """Greedy decoding over the complete grid of slots; devices aside, which the labeller's labels leave out."""
    asked = [slots for slots in slot_grid() if slots.finding != "SupportDevice"]
    sentences = say_all(model, tokenizer, asked, most)
    told = label_texts(repository, sentences, work)
    wrong = [misread(slots, findings) for slots, findings in zip(asked, told, strict=True)]
    unseen = [faults for slots, faults in zip(asked, wrong, strict=True) if held_out(slots)]
    examples = [
        {"prefix": " ".join(slots.tokens()), "text": text, "wrong": faults}
        for slots, text, faults in zip(asked, sentences, wrong, strict=True)
        if faults
    ]
    report = {
        "prefixes": len(asked),
        "agreement": sum(not faults for faults in wrong) / len(asked),
        "heldOutPrefixes": len(unseen),
        "heldOutAgreement": sum(not faults for faults in unseen) / max(1, len(unseen)),
        "faults": dict(Counter(fault for faults in wrong for fault in faults)),
        "distinctSentences": len(set(sentences)),
        "examples": examples[:20],
    }
    print(
        f"agreement {report['agreement']:.4f}, on unseen slots {report['heldOutAgreement']:.4f}", flush=True
    )
    return report
