"""Figures and tables in Markdown, written as `wetread eval` writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

Figure = dict[str, Any]
"""`{value, interval95}` of evaluation.json; both may be null."""
Rate = dict[str, Any]
"""`{count, of, share, interval95}`."""


def number(value: float | None, digits: int = 3) -> str:
    return "-" if value is None else f"{value:.{digits}f}"


def signed(value: float | None) -> str:
    return "-" if value is None else f"{value:+.3f}"


def points(share: float | None) -> str:
    """A difference of shares, in percentage points."""
    return "-" if share is None else f"{100 * share:+.1f}"


def percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f} %"


def interval(bounds: Sequence[float] | None, write: Callable[[float | None], str] = number) -> str:
    return "-" if bounds is None else f"{write(bounds[0])} to {write(bounds[1])}"


def figure(told: Figure) -> str:
    """`0.758 (0.725 to 0.785)`"""
    return "-" if told["value"] is None else f"{number(told['value'])} ({interval(told['interval95'])})"


def share(told: Figure | None) -> str:
    """`64.1 % (55.0 % to 72.9 %)`"""
    if told is None or told["value"] is None:
        return "-"
    return f"{percent(told['value'])} ({interval(told['interval95'], percent)})"


def rate(told: Rate) -> str:
    """`4 of 754 (0.5 %; 0.2 % to 1.4 %)`"""
    if told["share"] is None:
        return "none measured"
    return (
        f"{told['count']} of {told['of']} ({percent(told['share'])}; {interval(told['interval95'], percent)})"
    )


def megabytes(count: int) -> str:
    return f"{count / 1e6:.1f} MB"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)


def page(*parts: str) -> str:
    """Paragraphs, tables and headings with a blank line between them; empty ones are left out."""
    return "\n\n".join(part for part in parts if part)
