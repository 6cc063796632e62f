"""Splits, the decision path, thresholds and report: on made-up looks."""

import os
from pathlib import Path

import numpy as np
import pytest

from wetread_training.gate.classes import GATE_CLASSES, INDEX
from wetread_training.gate.decide import Decision, Look, Thresholds, decide
from wetread_training.gate.jobs import Job
from wetread_training.gate.judge import Track, follow
from wetread_training.gate.pictures import read_vqa_med
from wetread_training.gate.report import outcome, report_part, wilson
from wetread_training.gate.sightings import SEEN
from wetread_training.gate.splits import fold, split_of
from wetread_training.gate.thresholds import choose_thresholds

THRESHOLDS = Thresholds(0.5, 0.4, 3.0)
DATA = Path(os.environ.get("WETREAD_DATA", Path(__file__).resolve().parents[4] / "shared" / "data"))


def look(name: str, chance: float = 0.9, novelty: float = 1.0, second: str = "unreadable") -> Look:
    probabilities = np.zeros(len(GATE_CLASSES))
    probabilities[INDEX[name]] = chance
    probabilities[INDEX[second]] += 1 - chance
    return Look(probabilities, novelty)


def walk(looks: dict[tuple[str, ...], Look]) -> Decision:
    return decide(lambda repairs: looks[repairs], THRESHOLDS)


def test_the_fold_of_a_name_never_changes() -> None:
    """The values that libs/evaluation must find, too."""
    names = ("hannover:b0f73b8c", "kermany:IM-0115", "tb:CHNCXR_0001_0.jpg")
    assert [fold(name, 4) for name in names] == [1, 3, 2]
    assert fold("vqa-med:synpic100295.jpg", 8) == 5


def test_each_source_is_divided_by_its_rule() -> None:
    assert split_of("nih", "1", "val") == "val"
    assert split_of("vqa-rad", "x") == "test"
    assert split_of("vqa-med", "a.jpg", "val") == "test"
    for source in ("hannover", "kermany", "tb", "drawn"):
        shares = [
            sum(split_of(source, str(i)) == part for i in range(2000)) / 2000
            for part in ("train", "val", "test")
        ]
        assert shares == pytest.approx([0.5, 0.25, 0.25], abs=0.05)
    assert {split_of("slake", str(i)) for i in range(99) if fold(str(i), 4) == 0} == {"test"}


def test_a_good_film_is_accepted_at_the_first_look() -> None:
    assert walk({(): look("frontal-chest")}) == Decision(None, ())


def test_a_novel_film_is_refused_for_that() -> None:
    assert walk({(): look("frontal-chest", novelty=3.1)}) == Decision("scope.out-of-distribution", ())


def test_an_inverted_and_turned_film_is_repaired_twice_and_read() -> None:
    looks = {
        (): look("inverted"),
        ("inverted",): look("rotated-270"),
        ("inverted", "rotated-270"): look("frontal-chest"),
    }
    assert walk(looks) == Decision(None, ("inverted", "rotated-270"))


def test_a_fault_is_not_undone_twice_and_nothing_a_third_time() -> None:
    assert walk({(): look("inverted"), ("inverted",): look("inverted")}) == Decision(
        "scope.inverted", ("inverted",)
    )
    looks = {
        (): look("rotated-90"),
        ("rotated-90",): look("rotated-270"),
        ("rotated-90", "rotated-270"): look("rotated-180"),
    }
    assert walk(looks) == Decision("scope.rotated", ("rotated-90", "rotated-270"))


def test_a_doubtful_fault_is_refused_with_its_reason() -> None:
    assert walk({(): look("rotated-180", 0.35, second="frontal-chest")}).reason is None
    assert walk({(): look("rotated-180", 0.39, second="ct")}).reason == "scope.modality-ct"
    assert walk({(): look("frontal-chest", 0.45, second="lateral-chest")}).reason == "scope.lateral-view"


def _tracks() -> list[Track]:
    """20 good films, one of them doubtful; 10 CT, one of them likely a film; 5 inverted films, one taken for good."""
    tracks = []
    for i in range(20):
        tracks.append(
            Track(
                Job("a"), "frontal-chest", "frontal nih", {(): look("frontal-chest", 0.3 if i == 0 else 0.95)}
            )
        )
    for i in range(10):
        seen = look("frontal-chest", 0.45) if i == 0 else look("ct")
        tracks.append(Track(Job("b"), "ct", "outside slake ct", {(): seen}))
    for i in range(5):
        looks = {(): look("inverted"), ("inverted",): look("frontal-chest")}
        if i == 0:
            looks = {(): look("frontal-chest", 0.95)}
        tracks.append(Track(Job("c", "inverted"), "inverted", "repairable inverted", looks))
    return tracks


def test_outcomes_tell_a_film_that_is_read_the_wrong_way_round() -> None:
    tracks = _tracks()
    assert [
        outcome(t, t.decision(THRESHOLDS)) for t in (tracks[0], tracks[1], tracks[20], tracks[30], tracks[31])
    ] == [
        "refused",
        "right",
        "right",
        "misturned",
        "right",
    ]
    report = report_part(tracks, THRESHOLDS)
    assert report["totals"]["falseRefusals"]["refused"] == 1
    assert report["totals"]["falseAcceptances"]["accepted"] == 1
    assert report["repairable"]["inverted"]["repaired"] == 4
    assert report["outside"]["slake ct"]["outcomes"]["scope.modality-ct"] == 9


def test_thresholds_keep_the_bound_and_then_let_the_least_through() -> None:
    assert 0.45 < choose_thresholds(_tracks(), 0.05).accept <= 0.95
    assert choose_thresholds(_tracks(), 0.0).accept <= 0.3


def test_follow_looks_only_where_a_repair_may_lead() -> None:
    asked = []

    def judge(jobs, name):
        asked.extend(job.repairs for job in jobs)
        return [look("frontal-chest") if job.repairs else look("rotated-90") for job in jobs]

    (track,) = follow([Track(Job("x", "rotated-90"), "rotated-90", "repairable rotated-90")], judge, "test")
    assert asked == [(), ("rotated-90",)]
    assert track.decision(THRESHOLDS) == Decision(None, ("rotated-90",))


def test_wilson_interval_as_published() -> None:
    """Newcombe 1998, table I: 81 of 263, and 0 of 20."""
    assert wilson(81, 263) == [0.2553, 0.3662]
    assert wilson(0, 20) == [0.0, 0.1611]


@pytest.mark.skipif(not (DATA / "vqa").exists(), reason="needs the data folder (WETREAD_DATA)")
def test_every_sighting_is_a_picture_of_its_set() -> None:
    nih = {path.name for path in (DATA / "cxr" / "nih" / "images").iterdir()}
    med = {path.name for path in (DATA / "vqa" / "vqa-med-2019" / "images").iterdir()}
    assert all(name in (med if name.startswith("synpic") else nih) for name in SEEN)
    assert {picture.split for picture in read_vqa_med(DATA)} == {"train", "val", "test"}
