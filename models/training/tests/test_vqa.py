"""The question answerer: sets, words, leaks, network, calibration, and all its stages on drawn pictures."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from drawn_questions import write_question_sets

from wetread_training.config import Config, RunConfig, load_config
from wetread_training.vqa import card, stages
from wetread_training.vqa.calibrate import calibration_error, choose_threshold, fit_temperature
from wetread_training.vqa.duplicates import leaking
from wetread_training.vqa.network import Sight, seat
from wetread_training.vqa.own_questions import ask_outside, ask_own, read_outside
from wetread_training.vqa.sets import Picture, rad_split, read_sets, slake_split
from wetread_training.vqa.settings import VqaConfig
from wetread_training.vqa.training import Plan, Training, build_answerer
from wetread_training.vqa.vocabulary import build_vocabulary
from wetread_training.vqa.words import OUTSIDE, normal_answer, plain_question
from wetread_training.workbench import ROOT, Bench

TINY = VqaConfig(
    variant="lite0",
    imagenet=False,
    size=64,
    likeness=1.1,
    copies=1,
    med_copies=1,
    width=16,
    heads=2,
    fused=16,
    vocabulary=60,
    trunk_epochs=1,
    epochs=1,
    batch=8,
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_question_sets(tmp_path_factory.mktemp("questions"))


def test_answers_have_one_spelling() -> None:
    assert normal_answer("  Left Lung,  Right. ") == "left lung right"
    assert normal_answer("Ring-enhancing lésion") == "ring enhancing lesion"
    assert normal_answer("5.6cm, focal") == "5.6cm focal"
    assert normal_answer("X-Ray") == normal_answer("xray") == "xray"


def test_a_question_loses_the_marks_of_its_set() -> None:
    assert plain_question("Is/Are  the ribs fractured? -yes/no") == "Is/Are the ribs fractured?"


def test_sets_are_divided_by_picture_and_only_english_is_read(data: Path) -> None:
    sets = read_sets(data)
    assert {picture.source for picture in sets.pictures} == {"vqa-rad", "slake", "vqa-med"}
    assert all({picture.split for picture in sets.pictures} == {"train", "val", "test"} for _ in [0])
    slake = [item for item in sets.questions if sets.pictures[item.picture].source == "slake"]
    assert len(slake) == 24 and {item.answer for item in slake} == {"transverse plane"}
    assert {item.said for item in slake} == {"transverse plane"}
    planes = [p.heads["plane"] for p in sets.pictures if p.source == "slake"]
    assert set(planes) == {0}


def test_splits_by_hash_stay_what_they_are() -> None:
    # `wetread eval answers` repeats this rule; a change would put pictures that were trained on among the held-out.
    names = [f"synpic{i}.jpg" for i in range(400)]
    shares = {
        split: sum(rad_split(name) == split for name in names) / 400 for split in ("train", "val", "test")
    }
    assert 0.14 < shares["test"] < 0.27 and 0.05 < shares["val"] < 0.16
    assert rad_split("synpic54610.jpg") == "train" and rad_split("synpic100132.jpg") == rad_split(
        "synpic100132.jpg"
    )
    assert slake_split("xmlab3.jpg", True) == "test" and slake_split("xmlab3.jpg", False) != "test"


def test_a_training_picture_that_is_nearly_a_held_out_one_is_found() -> None:
    dice = np.random.default_rng(0)
    held_out = dice.integers(0, 255, (56, 56)).astype(np.uint8)
    brighter = np.clip(held_out.astype(int) + 9, 0, 255).astype(np.uint8)
    other = dice.integers(0, 255, (56, 56)).astype(np.uint8)
    pictures = [Picture("slake", str(i), Path(), split) for i, split in enumerate(("test", "train", "train"))]
    assert leaking(pictures, np.stack([held_out, brighter, other]), 0.985) == [1]


def test_own_questions_are_answered_by_the_table() -> None:
    picture = Picture("slake", "x", Path(), "train", {"modality": 1})
    asked = [ask_own(picture, random.Random(seed)) for seed in range(40)]
    assert {answer for _, answer in asked} == {"yes", "no"}
    assert all((" ct" in text or " cat" in text) == (answer == "yes") for text, answer in asked)
    assert ask_own(Picture("slake", "x", Path(), "train"), random.Random(0)) is None
    assert ask_outside(read_outside(), random.Random(0))[1] == OUTSIDE


def test_questions_of_several_pictures_are_answered_as_each_by_itself(data: Path) -> None:
    vocabulary = build_vocabulary(TINY, read_sets(data))
    torch.manual_seed(0)
    model = build_answerer(TINY, vocabulary).eval()
    cells, whole = torch.randn(2, 20, 16), torch.randn(2, 1280)
    asked = torch.randn(5, 16)
    owner = torch.tensor([1, 0, 1, 1, 0])
    together = model.reply(Sight(cells, whole), asked, seat(owner, 2))
    for row in range(5):
        picture = int(owner[row])
        alone = model.reply_one(Sight(cells[picture, None], whole[picture, None]), asked[row, None])
        assert torch.allclose(together[row], alone[0], atol=1e-5)


def test_temperature_makes_confidence_what_it_says() -> None:
    dice = np.random.default_rng(1)
    logits = np.zeros((4000, 2), dtype=np.float32)
    logits[:, 0] = 4.0
    good = dice.random(4000) < 0.73
    weights = np.full(4000, 1 / 4000)
    temperature = fit_temperature(logits, good, weights)
    sure = 1 / (1 + np.exp(-4 / temperature))
    assert abs(sure - 0.73) < 0.02
    assert calibration_error(np.full(4000, sure), good, weights) < 0.03


def test_the_threshold_is_the_least_that_reaches_the_accuracy() -> None:
    sure, good = np.linspace(1, 0, 101), np.array([True] * 60 + [False] * 41)
    weights = np.full(101, 1 / 101)
    assert choose_threshold(sure, good, weights, 0.75, 0.1) == pytest.approx(0.2, abs=0.02)
    assert choose_threshold(sure, ~good, weights, 0.75, 0.5) == pytest.approx(0.5, abs=0.02)


def _bench(data: Path, folder: Path) -> Bench:
    config = Config(run=RunConfig(name="test", seeds=(7,), threads=1, device="cpu"), vqa=TINY)
    (folder / "work").mkdir()
    return Bench(config, data, folder / "work", folder / "model")


@pytest.fixture(scope="module")
def bench(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    bench = _bench(data, tmp_path_factory.mktemp("vqa"))
    for stage in (
        stages.stage_vqa_features,
        stages.stage_vqa_trunk,
        stages.stage_vqa,
        stages.stage_vqa_export,
    ):
        stage(bench)
    return bench


def test_all_stages_make_a_folder_whose_graphs_answer(bench: Bench) -> None:
    manifest = json.loads((bench.out / "manifest.json").read_text(encoding="utf-8"))
    answers = json.loads((bench.out / "answers.json").read_text(encoding="utf-8"))
    assert manifest["kind"] == "question-answerer" and answers["outside"] == OUTSIDE
    assert "yes" in answers["answers"] and "right" in answers["answers"]
    see = onnxruntime.InferenceSession(str(bench.out / "picture.onnx"))
    ask = onnxruntime.InferenceSession(str(bench.out / "question.onnx"))
    cells, whole = see.run(["cells", "whole"], {"image": np.zeros((1, 1, 64, 64), np.float32)})
    for count, length in ((1, 3), (4, 9)):
        ids = np.full((count, length), 6, np.int64)
        handed = {"cells": cells, "whole": whole, "input_ids": ids, "attention_mask": np.ones_like(ids)}
        assert ask.run(None, handed)[0].shape == (count, len(answers["answers"]) + 1)


def test_the_training_report_counts_what_was_seen_and_held_out(bench: Bench) -> None:
    report = json.loads((bench.out / "training.json").read_text(encoding="utf-8"))
    assert set(report["pictures"]) == {"vqa-rad", "slake", "vqa-med"}
    assert report["questions"]["slake"]["test"] == report["pictures"]["slake"]["test"]
    assert max(report["parity"].values()) <= 1e-3


def test_a_stopped_training_goes_on_where_it_was(bench: Bench) -> None:
    config = replace(TINY, trunk_epochs=2)
    gathered, vocabulary = stages._open(bench)
    whole = Training(config, gathered, vocabulary, Plan(3, 2, 0.5))
    whole.run(bench.work / "whole.pt")
    first = Training(config, gathered, vocabulary, Plan(3, 2, 0.5))
    first.run_epoch()
    first.save(bench.work / "stopped.pt")
    later = Training(config, gathered, vocabulary, Plan(3, 2, 0.5)).run(bench.work / "stopped.pt")
    for name, value in whole.mean.state_dict().items():
        assert torch.allclose(value.float(), later.state_dict()[name].float(), atol=1e-5), name


def test_a_card_is_not_written_without_figures_of_these_weights(bench: Bench) -> None:
    with pytest.raises(card.FiguresMissing, match="wetread eval answers"):
        card.write_card(bench.out)
    (bench.out / "evaluation.json").write_text(
        json.dumps({"provenance": {"otherModels": []}}), encoding="utf-8"
    )
    with pytest.raises(card.FiguresMissing, match="not of this manifest"):
        card.write_card(bench.out)


def test_the_smoke_configuration_has_its_section() -> None:
    assert load_config(ROOT / "configs" / "smoke.toml").vqa.limit > 0
