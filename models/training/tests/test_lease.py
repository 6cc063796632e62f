"""The plan of a lease: what matters first, nothing before what it needs."""

from dataclasses import replace
from pathlib import Path

import pytest

from wetread_training.ablation import SWITCHES
from wetread_training.config import Config, EncoderConfig, RunConfig, TeachersConfig
from wetread_training.lease import plan_jobs
from wetread_training.workbench import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    config = Config(
        run=RunConfig(seeds=(7, 8, 9)),
        encoder=EncoderConfig(variant="lite1"),
        teachers=TeachersConfig(folds=2, variants=("lite0", "lite1")),
    )
    return Bench(config, tmp_path, tmp_path, tmp_path)


def test_teachers_come_first_then_the_recipes_seeds_then_the_table(bench: Bench) -> None:
    names = [job.name for job in plan_jobs(bench)]
    assert names[:4] == ["teacher lite0 0", "teacher lite1 0", "teacher lite0 1", "teacher lite1 1"]
    assert max(names.index(f"full {seed}") for seed in (7, 8, 9)) < names.index("no-boxes 7")
    assert names.index("no-boxes 8") > max(names.index(f"{name} 7") for name in SWITCHES)
    assert len(names) == len(set(names))


def test_every_row_of_the_table_is_planned(bench: Bench) -> None:
    names = {job.name for job in plan_jobs(bench)}
    assert {f"{name} 7" for name in SWITCHES} <= names
    assert {f"no-teachers {seed}" for seed in (7, 8, 9)} <= names


def test_students_wait_for_all_teachers_and_the_masked_trunk(bench: Bench) -> None:
    jobs = {job.name: job for job in plan_jobs(bench)}
    taught = {f"teachers/{v}-{f}.npz" for v in ("lite0", "lite1") for f in (0, 1)}
    assert set(jobs["full 7"].needs) == set(jobs["no-boxes 7"].needs) == taught
    assert set(jobs["masked 7"].needs) == taught | {"masked-lite1.pt"}
    assert jobs["films-alone 7"].needs == jobs["no-teachers 7"].needs == ()


def test_without_teachers_nobody_waits_for_them(bench: Bench) -> None:
    alone = replace(bench, config=replace(bench.config, teachers=TeachersConfig(folds=0)))
    jobs = plan_jobs(alone)
    assert not any(job.name.startswith("teacher ") for job in jobs)
    assert all(not any(need.startswith("teachers/") for need in job.needs) for job in jobs)
