"""The whole table of `wetread eval`, and what a reader found in drafts."""

from __future__ import annotations

from typing import Any

from .markdown import figure, page, percent, rate, share, table

Report = dict[str, Any]


def _told(value: Report, unit: str) -> str:
    if unit == "milliseconds":
        return "-" if value["value"] is None else f"{value['value']:.0f} ms"
    if value["interval95"] is None:
        return percent(value["value"]) if unit == "share" else figure({**value, "interval95": None})
    return share(value) if unit == "share" else figure(value)


def _reached(goals: list[Report]) -> str:
    """The highest level up to which every goal is met."""
    reached = "below the floor" if goals else "reported"
    for goal in goals:
        if not goal["met"]:
            break
        reached = goal["level"]
    return reached


def overview_section(evaluation: Report) -> str:
    rows = [
        [
            row["task"],
            row["metric"],
            _told(row["measured"], row["unit"]),
            "; ".join(f"{other['name']} {_told(other['figure'], row['unit'])}" for other in row["beside"])
            or "-",
            _reached(row["goals"]),
        ]
        for row in evaluation["overview"]
    ]
    return page(
        "## The whole table",
        "Every row with its baselines; the rows of the other models (answers, generated films) are explained in their own"
        " cards. What is reached is held against the goals that `EVALUATION.md` writes out.",
        table(["Task", "Metric", "Measured (95 %)", "Beside it", "Reached"], rows),
    )


def reading_section(reading: Report | None) -> str:
    """Faults that a reader counted in drafts of validation films; empty where nobody has read any."""
    if reading is None:
        return ""
    rows = [[entry["kind"], entry["meaning"], rate(entry["drafts"])] for entry in reading["kinds"]]
    return page(
        "## Drafts read by eye",
        f"{reading['read']} drafts of validation films, read beside film, evidence and labels on the sheets of"
        f" `npx wetread eval look --sheets` ({rate(reading['withoutFault'])} without a fault that was seen). The reader was"
        " one of the authors, **no radiologist**, and the films were small: wording, contradictions and what is plainly"
        " implausible were found; findings that are false or missing were counted only where anybody can see them"
        " (`wetread eval drafts` counts them all against the labels). Repetition is one shadow that is called pneumonia,"
        " infiltrate and consolidation at once, as the labels do; places are edema or emphysema of one lung alone;"
        " certainty is a film too poor to be called clear.",
        table(["Fault", "Meaning", "Drafts that have it"], rows),
    )
