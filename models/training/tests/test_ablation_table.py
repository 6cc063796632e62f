"""Rows of the ablation tables from what single runs left."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from wetread_training.ablation_table import read_runs, source_rows, table_of, text_rows
from wetread_training.datasets import Film
from wetread_training.findings import FINDINGS
from wetread_training.phantom_report import measure_phantoms


def _run(folder: Path, name: str, auroc: float, hits: tuple[float, ...], **more: Any) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    told = {
        "name": name,
        "valAuroc": auroc,
        "valHit": dict(zip(("0.4", "0.5", "0.6", "0.7"), hits, strict=True)),
    }
    (folder / f"{name}.json").write_text(json.dumps(told | more), encoding="utf-8")


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    _run(tmp_path, "full-7", 0.80, (0.6, 0.7, 0.65, 0.6), sources={"tb": 0.9})
    _run(tmp_path, "full-8", 0.78, (0.8, 0.7, 0.65, 0.6), sources={"tb": 0.8})
    _run(tmp_path, "full-9", 0.90, (0.8, 0.7, 0.65, 0.6))
    _run(tmp_path, "no-tb-7", 0.79, (0.5, 0.5, 0.5, 0.5), sources={"tb": 0.7})
    _run(tmp_path, "no-boxes-7", 0.81, (0.5, 0.4, 0.4, 0.4))
    _run(tmp_path, "no-boxes-8", 0.80, (0.5, 0.4, 0.4, 0.4))
    _run(tmp_path, "lite2-11", 0.85, (0.5, 0.4, 0.4, 0.4))
    _run(tmp_path, "teachers", 0.83, (0.7, 0.7, 0.75, 0.7))
    _run(tmp_path, "slow-7", 0.5, (0.1, 0.1, 0.1, 0.1))
    return tmp_path


def test_rows_are_means_over_seeds_in_the_order_of_the_switches(runs: Path) -> None:
    rows = table_of(runs)
    assert [row["switch"] for row in rows] == ["full", "teachers", "no-boxes", "no-tb", "lite2"]
    full, teachers = rows[0], rows[1]
    assert full["seeds"] == [7, 8, 9] and full["valAuroc"] == pytest.approx(0.8267)
    assert full["valHit"]["best"] == pytest.approx((0.7 + 0.8 + 0.8) / 3, abs=1e-4)
    assert full["valHit"]["0.5"] == 0.7 and full["bySeed"]["8"] == [0.78, 0.8]
    assert teachers["valHit"]["best"] == 0.75 and teachers["seeds"] == []


def test_a_row_is_held_against_the_recipe_on_its_own_seeds_only(runs: Path) -> None:
    by_name = {row["switch"]: row for row in table_of(runs)}
    less = by_name["no-boxes"]["lessFull"]
    assert less["seeds"] == [7, 8] and less["valAuroc"] == pytest.approx(0.015)
    assert less["bestHit"] == pytest.approx(-0.25)
    # No seed in common: no difference, rather than a wrong one.
    assert by_name["lite2"]["lessFull"] is None and by_name["full"]["lessFull"] is None


def test_somebodys_trials_are_no_rows(runs: Path) -> None:
    assert "slow" not in read_runs(runs)
    assert table_of(runs / "nowhere") == []


def test_a_source_left_out_is_judged_on_its_own_films(runs: Path) -> None:
    (row,) = source_rows(runs)
    assert (row["source"], row["seeds"], row["auroc"]) == ("tb", [7], 0.7)
    assert row["aurocOfFull"] == pytest.approx(0.9)


def test_text_rows_are_means_with_the_whole_recipe_first(tmp_path: Path) -> None:
    for change, seed, ndcg in (("hard targets", 7, 0.3), ("hard targets", 8, 0.4), ("all", 7, 0.5)):
        folder = tmp_path / change.replace(" ", "-")
        folder.mkdir(exist_ok=True)
        told = {"change": change, "seed": seed, "ndcg10": ndcg, "p5": 0.4}
        told |= {"sides": 0.7} if seed == 7 else {}
        (folder / f"row-{seed}.json").write_text(json.dumps(told), encoding="utf-8")
    first, second = text_rows(tmp_path)
    assert first["change"] == "all" and second["seeds"] == [7, 8]
    assert second["ndcg10"] == pytest.approx(0.35)
    assert first["sides"] == 0.7 and "sides" not in second  # a row of another age tells less


def test_phantoms_count_what_is_known_of_them() -> None:
    box = (0.2, 0.2, 0.4, 0.4)
    known = [1, *[0] * 13]
    films = [
        Film("a", "a", "val", known, [(0, box)]),
        Film("b", "b", "val", [0] * 14),
        Film("c", "c", "val", [-1, *[0] * 13]),
    ]
    heat = np.zeros((3, 14, 10, 10), dtype=np.float32)
    heat[:, :, 2:6, 2:6] = 1
    logits = np.full((3, 14), -2.0, dtype=np.float32)
    logits[[0, 2], 0] = 2
    entry = {"threshold": 0.5, "calibration": {"slope": 1, "intercept": 0}, "box": {"level": 0.5, "grow": 1}}
    report = measure_phantoms(
        {"finding_logits": logits, "heatmaps": heat}, films, {"findings": [entry] * len(FINDINGS)}
    )
    assert report == {
        "films": 3,
        "perFinding": {
            "Atelectasis": {
                "positives": 1,
                "auroc": 1.0,
                "found": 1.0,
                "falseAlarms": 0.0,
                "boxHitAtIoU10": 1.0,
            }
        },
    }
