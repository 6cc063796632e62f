"""The rows of the ablation tables, from what single runs left."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from statistics import fmean
from typing import Any

from .ablation import SWITCHES
from .saying.ablations import ABLATIONS

LEVELS = ("0.5", "0.6", "0.7")
"""Box levels whose hits are told beside the best of all levels."""

Run = dict[str, Any]


def read_runs(folder: Path) -> dict[str, dict[int, Run]]:
    """`SWITCH-SEED.json` by switch and seed; runs under other names are somebody's trials and are left out."""
    runs: dict[str, dict[int, Run]] = {}
    for path in sorted(folder.glob("*.json")):
        match = re.fullmatch(r"(.+)-(\d+)", path.stem)
        if match and match[1] in {"full", *SWITCHES}:
            runs.setdefault(match[1], {})[int(match[2])] = json.loads(path.read_text(encoding="utf-8"))
    return runs


def best_hit(run: Run) -> float:
    return max(run["valHit"].values())


def _mean(runs: dict[int, Run], measure: Callable[[Run], float]) -> float:
    return round(fmean(measure(run) for run in runs.values()), 4)


def _against(runs: dict[int, Run], full: dict[int, Run]) -> dict[str, Any] | None:
    """Mean difference to the recipe on the seeds that both have."""
    seeds = sorted(set(runs) & set(full))
    if not seeds:
        return None

    def difference(measure: Callable[[Run], float]) -> float:
        return round(fmean(measure(runs[seed]) - measure(full[seed]) for seed in seeds), 4)

    return {
        "seeds": seeds,
        "valAuroc": difference(lambda run: run["valAuroc"]),
        "bestHit": difference(best_hit),
    }


def _sources_of(runs: dict[int, Run]) -> dict[str, float]:
    """Mean over seeds of the AUROC on sources without labelled findings."""
    names = sorted({name for run in runs.values() for name in run.get("sources", {})})
    told = {
        name: [run["sources"][name] for run in runs.values() if name in run.get("sources", {})]
        for name in names
    }
    return {name: round(fmean(values), 4) for name, values in told.items()}


def _row(name: str, runs: dict[int, Run], full: dict[int, Run]) -> dict[str, Any]:
    return {
        "switch": name,
        "what": "the recipe" if name == "full" else SWITCHES[name][0],
        "seeds": sorted(runs),
        "valAuroc": _mean(runs, lambda run: run["valAuroc"]),
        "valHit": {
            "best": _mean(runs, best_hit),
            **{level: _mean(runs, lambda run, level=level: run["valHit"][level]) for level in LEVELS},
        },
        "bySeed": {str(seed): [run["valAuroc"], best_hit(run)] for seed, run in sorted(runs.items())},
        "lessFull": None if name == "full" else _against(runs, full),
        "sources": _sources_of(runs),
    }


def table_of(folder: Path) -> list[dict[str, Any]]:
    """The recipe, the teachers' mean where it is told, then every switch that was run, in the order of SWITCHES."""
    runs = read_runs(folder)
    full = runs.get("full", {})
    rows = [_row(name, runs[name], full) for name in ("full", *SWITCHES) if name in runs]
    teachers = folder / "teachers.json"
    if teachers.exists() and rows:
        told = json.loads(teachers.read_text(encoding="utf-8"))
        hits = {"best": best_hit(told), **{level: told["valHit"][level] for level in LEVELS}}
        row = {"switch": "teachers", "what": "mean of all teachers (not shipped)", "seeds": []}
        row |= {"valAuroc": told["valAuroc"], "valHit": hits, "bySeed": {}, "lessFull": None, "sources": {}}
        rows.insert(1, row)
    return rows


SOURCE_SWITCHES = {"no-tb": "tb", "no-hannover": "hannover", "no-kermany": "kermany"}


def source_rows(folder: Path) -> list[dict[str, Any]]:
    """Each source that was left out: what runs say of its held-out films, with and without having seen it.

    Both are means over the seeds that both have.
    """
    runs = read_runs(folder)
    full, found = runs.get("full", {}), []
    for switch, source in SOURCE_SWITCHES.items():
        seeds = sorted(set(runs.get(switch, {})) & set(full))
        if seeds:
            without, whole = ({seed: some[seed] for seed in seeds} for some in (runs[switch], full))
            found.append(
                {
                    "source": source,
                    "seeds": seeds,
                    "auroc": _sources_of(without).get(source),
                    "aurocOfFull": _sources_of(whole).get(source),
                    "lessFull": _against(without, whole),
                }
            )
    return found


def text_rows(folder: Path) -> list[dict[str, Any]]:
    """The text side's rows (`text/stages.py`): means over seeds of each change."""
    changes: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(folder.glob("*/row-*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        changes.setdefault(told["change"], []).append(told)
    return [
        {
            "change": change,
            "seeds": sorted(row["seed"] for row in rows),
            **{key: round(fmean(row[key] for row in rows), 4) for key in _figures(rows)},
        }
        for change, rows in sorted(changes.items(), key=lambda pair: pair[0] != "all")
    ]


def _figures(rows: list[dict[str, Any]]) -> list[str]:
    """The figures that every row tells: rows may be of different ages."""
    return [key for key in rows[0] if key not in ("change", "seed") and all(key in row for row in rows)]


DECODER_FIGURES: dict[str, Callable[[Run], float | None]] = {
    "ownPlace": lambda run: run["perplexity"].get("ownPlace"),
    "noPlace": lambda run: run["perplexity"].get("noPlace"),
    "agreement": lambda run: run["agreement"],
    "wrongFinding": lambda run: (
        (run["faults"].get("finding", 0) + run["faults"].get("status", 0)) / run["prefixes"]
    ),
    "wrongSide": lambda run: run["faults"].get("side", 0) / run["prefixes"],
    "wrongZone": lambda run: run["faults"].get("zone", 0) / run["prefixes"],
    "plain": lambda run: run["text"]["plainSentences"]["share"],
    "bleu4": lambda run: run["text"]["bleu4"]["value"],
    "rougeL": lambda run: run["text"]["rougeL"]["value"],
    "cider": lambda run: run["text"]["cider"]["value"],
}
"""Of one row that `decoder-ablation` left, all on validation texts or on drawn slots."""


def _known_mean(runs: dict[int, Run], measure: Callable[[Run], float | None]) -> float | None:
    """None where a run tells none: there is no perplexity without sentences of real reports."""
    values = [measure(run) for run in runs.values()]
    known = [value for value in values if value is not None]
    return round(fmean(known), 4) if known else None


class BudgetsDiffer(ValueError):
    """Rows of one table were trained for different times."""


def decoder_rows(folder: Path) -> list[dict[str, Any]]:
    """The decoder's rows (`saying/ablations.py`) in their order: means over seeds, and the lessons that each had."""
    rows = []
    for name, ablation in ABLATIONS.items():
        runs = {
            int(path.stem.rsplit("-", 1)[1]): json.loads(path.read_text(encoding="utf-8"))
            for path in folder.glob(f"{name}-[0-9]*.json")
        }
        if runs:
            figures = {key: _known_mean(runs, measure) for key, measure in DECODER_FIGURES.items()}
            lessons = {run["lessons"] for run in runs.values()}
            rows.append(
                {"name": name, "title": ablation.title, "seeds": sorted(runs), "lessons": lessons, **figures}
            )
    budgets = set().union(*(row["lessons"] for row in rows))
    if len(budgets) > 1:
        raise BudgetsDiffer(
            f"rows of {folder.name} had {sorted(budgets)} lessons: remove those of another run"
        )
    return [{**row, "lessons": max(row["lessons"])} for row in rows]
