"""What the gate does to each set and each fault, counted, with 95 % Wilson intervals."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import numpy as np

from ..metrics import auroc
from .classes import ACCEPT_CLASS, GATE_CLASSES
from .decide import Decision, Thresholds
from .faults import QUARTERS, REPAIRABLE
from .judge import Track
from .parts import ALL_FRONTAL, ALL_OUTSIDE, FRONTAL, OUTSIDE, REPAIR, SPOILT


def wilson(count: int, total: int) -> list[float]:
    """95 % interval of a share (Wilson 1927)."""
    if not total:
        return [0.0, 1.0]
    z, share = 1.959964, count / total
    middle = share + z * z / (2 * total)
    half = z * np.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    return [
        round(float(max(0.0, (middle - half) / scale)), 4),
        round(float(min(1.0, (middle + half) / scale)), 4),
    ]


def net_effect(faults: tuple[str, ...]) -> tuple[bool, int]:
    """(inverted in all, quarters turned in all)."""
    return (faults.count("inverted") % 2 == 1, sum(QUARTERS.get(fault, 0) for fault in faults) % 4)


def is_right(track: Track, decision: Decision) -> bool:
    """Accepted, and upright and positive at the last look."""
    faults = REPAIRABLE.get(track.job.fault, ())
    return decision.accepted and net_effect(decision.repairs) == net_effect(faults)


def outcome(track: Track, decision: Decision) -> str:
    """`right`, `refused`, `passed` (should not have been), or `misturned` (read the wrong way round)."""
    kind = track.group.partition(" ")[0]
    if not decision.accepted:
        return "refused" if kind in {*ALL_FRONTAL, REPAIR} else "right"
    if kind in {*ALL_OUTSIDE, SPOILT}:
        return "passed"
    return "right" if is_right(track, decision) else "misturned"


def _line(outcomes: list[str], key: str, counted: tuple[str, ...]) -> dict[str, Any]:
    count = sum(value in counted for value in outcomes)
    return {
        "pictures": len(outcomes),
        key: count,
        "share": round(count / max(len(outcomes), 1), 4),
        "interval95": wilson(count, len(outcomes)),
    }


def _group_lines(tracks: list[Track], thresholds: Thresholds) -> dict[str, dict[str, Any]]:
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for track in tracks:
        decision = track.decision(thresholds)
        groups[track.group].append((outcome(track, decision), decision.reason or "accepted"))
    lines: dict[str, dict[str, Any]] = defaultdict(dict)
    for group, pairs in groups.items():
        head, _, name = group.partition(" ")
        outcomes = [pair[0] for pair in pairs]
        if head in ALL_FRONTAL:
            line = _line(outcomes, "refused", ("refused", "misturned"))
        elif head == REPAIR:
            line = _line(outcomes, "repaired", ("right",)) | {"misturned": outcomes.count("misturned")}
        else:
            line = _line(outcomes, "accepted", ("passed",))
        lines[head][name] = line | {"outcomes": dict(Counter(pair[1] for pair in pairs).most_common())}
    return {head: dict(sorted(named.items())) for head, named in lines.items()}


def _pooled(tracks: list[Track], thresholds: Thresholds) -> dict[str, Any]:
    """The issue's two figures. `misturned` counts against both: such a film is read the wrong way round."""
    found = [(track.group.partition(" ")[0], outcome(track, track.decision(thresholds))) for track in tracks]
    real = [o for head, o in found if head == FRONTAL]
    outside = [o for head, o in found if head == OUTSIDE]
    others = [o for head, o in found if head in {OUTSIDE, SPOILT, REPAIR}]
    return {
        "falseRefusals": _line(real, "refused", ("refused", "misturned")),
        "falseAcceptancesOutside": _line(outside, "accepted", ("passed",)),
        "falseAcceptances": _line(others, "accepted", ("passed", "misturned")),
        "repaired": _line([o for head, o in found if head == REPAIR], "repaired", ("right",)),
    }


def _novelty(tracks: list[Track]) -> dict[str, float]:
    """AUROC of the first look's novelty: pictures from outside, and spoilt films, against real frontal films."""
    values = defaultdict(list)
    for track in tracks:
        values[track.group.partition(" ")[0]].append(track.looks[()].novelty)
    report = {}
    for head in (OUTSIDE, SPOILT):
        scores = [*values[FRONTAL], *values[head]]
        truth = [0] * len(values[FRONTAL]) + [1] * len(values[head])
        report[f"auroc {head}"] = (
            round(auroc(truth, scores), 4) if values[head] and values[FRONTAL] else float("nan")
        )
    return report


def report_part(tracks: list[Track], thresholds: Thresholds) -> dict[str, Any]:
    """JSON report of one part whose tracks have been followed."""
    report = {"totals": _pooled(tracks, thresholds), **_group_lines(tracks, thresholds)}
    # VQA-RAD's table tells the organ only: its pictures from outside have no class of their own to be recalled.
    told = [t for t in tracks if t.truth == ACCEPT_CLASS or not t.group.endswith(" vqa-rad")]
    first_looks = [(t.truth, int(t.looks[()].probabilities.argmax())) for t in told]
    report["firstLookClasses"] = _class_recall(first_looks)
    report["novelty"] = {key: None if np.isnan(value) else value for key, value in _novelty(tracks).items()}
    return report


def _class_recall(pairs: list[tuple[str, int]]) -> dict[str, float]:
    """Share of each class whose own class is the likeliest at the first look."""
    hits: dict[str, list[bool]] = defaultdict(list)
    for truth, said in pairs:
        hits[truth].append(GATE_CLASSES[said] == truth)
    return {name: round(float(np.mean(hits[name])), 4) for name in GATE_CLASSES if name in hits}
