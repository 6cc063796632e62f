"""Everything that wants an accelerator in one go: teachers, students of all seeds, ablation, by a few processes.

Made for a machine that is lent for minutes: starting Python and reading pictures is done once, work that matters
comes first, and what does not fit into the time is left out and said.
"""

from __future__ import annotations

import dataclasses
import multiprocessing
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch

from . import stages_vision as vision
from .ablation import SWITCHES, switched
from .workbench import Bench

TEACHER_WAIT = 0.2


@dataclass(frozen=True)
class Job:
    """One training run; teachers take about the same time, and so do students."""

    name: str
    run: Callable[[Bench], None]
    needs: tuple[str, ...] = field(default=())
    """Files in the work folder that must be there first."""


def _teacher(variant: str, fold: int) -> Callable[[Bench], None]:
    return lambda bench: vision.train_one_teacher(bench, variant, fold)


def _student(switch: str, seed: int) -> Callable[[Bench], None]:
    def run(bench: Bench) -> None:
        changed = dataclasses.replace(bench, config=switched(bench.config, switch, seed))
        # The sets in memory serve all runs.
        for name in ("nih", "phantoms", "elsewhere", "others"):
            changed.__dict__[name] = getattr(bench, name)
        vision.train_student(changed, switch)

    return run


def plan_jobs(bench: Bench) -> list[Job]:
    """Teachers, the recipe's seeds, then the ablation table."""
    config = bench.config
    pairs = [(v, f) for f in range(config.teachers.folds) for v in config.teachers.variants]
    taught = tuple(f"teachers/{variant}-{fold}.npz" for variant, fold in pairs)
    jobs = [Job(f"teacher {v} {f}", _teacher(v, f)) for v, f in pairs]
    jobs.append(Job("masked", vision.pretrain_trunk))
    early = [("no-teachers", seed) for seed in config.run.seeds]
    late = [("full", seed) for seed in config.run.seeds]
    jobs += [Job(f"{name} {seed}", _student(name, seed)) for name, seed in early[:1]]
    jobs += [Job(f"{name} {seed}", _student(name, seed), taught) for name, seed in late]
    jobs += [Job(f"{name} {seed}", _student(name, seed)) for name, seed in early[1:]]
    for seed in config.run.seeds[:2]:
        for name in SWITCHES:
            if name == "no-teachers":
                continue
            needs = () if name == "films-alone" else taught
            if name == "masked":
                needs = (*needs, f"masked-{config.encoder.variant}.pt")
            jobs.append(Job(f"{name} {seed}", _student(name, seed), needs))
    return jobs


def _work(bench: Bench, jobs: list[Job], place: Any, until: float) -> None:
    """Takes one job after the other until none is left or the time is up."""
    torch.set_num_threads(bench.config.run.threads)
    taken: dict[str, float] = {}
    while True:
        with place.get_lock():
            index = place.value
            place.value += 1
        if index >= len(jobs):
            return
        job = jobs[index]
        kind = "teacher" if job.name.startswith("teacher") else "student"
        if time.time() + taken.get(kind, 0.0) > until:
            print(f"{job.name}: left out, no time", flush=True)
            continue
        while not all((bench.work / name).exists() for name in job.needs):
            time.sleep(TEACHER_WAIT)
            if time.time() > until:
                return
        started = time.time()
        try:
            job.run(bench)
        except Exception:
            traceback.print_exc()
        taken[kind] = time.time() - started
        print(f"{job.name}: {time.time() - started:.1f} s", flush=True)


def run_lease(bench: Bench, processes: int, minutes: float) -> None:
    """Runs all jobs; the pictures are read before the processes part, so that they share them."""
    until = time.time() + 60 * minutes
    for name in ("nih", "phantoms", "elsewhere", "others"):
        prepared = getattr(bench, name)
        if prepared is not None:
            bench.__dict__[name] = dataclasses.replace(prepared, images=np.array(prepared.images))
    jobs = plan_jobs(bench)
    print(f"{len(jobs)} jobs; pictures read", flush=True)
    context = multiprocessing.get_context("fork")
    place = context.Value("i", 0)
    workers = [context.Process(target=_work, args=(bench, jobs, place, until)) for _ in range(processes)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def bring_home(bench: Bench, out: Path) -> None:
    """What is worth carrying back, small: half-precision students, the teachers' word, and every run's summary."""
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted((bench.work / "students").glob("full-*.half.pt")):
        (out / path.name).write_bytes(path.read_bytes())
    runs = {
        path.stem: path.read_text(encoding="utf-8") for path in sorted((bench.work / "runs").glob("*.json"))
    }
    bench.write_json(out / "runs.json", runs)
    vision.save_soft(bench, out / "soft.npz")
