"""The text stages once, tiny, without data: they fit together, stop and go on, and learn something."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from wetread_training.datasets import Film
from wetread_training.findings import FINDINGS
from wetread_training.text.align import JointTraining
from wetread_training.text.joint_inputs import JointData, load_joint_data
from wetread_training.text.openi import read_reports
from wetread_training.text.settings import AlignConfig, TextConfig
from wetread_training.text.stages import load_joint, masked_encoder, run_ablations, stage_align, stage_mlm

TEXT = TextConfig(
    open_i=False,
    layers=(0, 1),
    pretrained=False,
    width=32,
    heads=2,
    vocabulary=400,
    epochs=1,
    own_sentences=160,
)
ALIGN = AlignConfig(
    dimensions=32,
    steps=6,
    texts=12,
    films=24,
    save_every=2,
    text_rate=2e-3,
    logit_noise=0.2,
    feature_dropout=0.9,
)
SIDE = 6


def _films(count: int, seed: int, kind: str) -> tuple[list[Film], np.ndarray]:
    rng = np.random.default_rng(seed)
    labels = (rng.random((count, len(FINDINGS))) < 0.25).astype(int)
    films = [Film(f"{kind}{i}.png", f"{kind}{i}", kind, labels[i].tolist()) for i in range(count)]
    return films, labels


def _outputs(labels: np.ndarray, name: str, start: int) -> dict[str, np.ndarray]:
    """What an encoder with fair logits and random maps would leave."""
    rng = np.random.default_rng(start)
    count = len(labels)
    return {
        f"{name}_features": rng.normal(size=(count, 16)).astype(np.float32),
        f"{name}_logits": (3 * labels - 2 + rng.normal(size=labels.shape)).astype(np.float32),
        f"{name}_heat": rng.random((count, len(FINDINGS), SIDE, SIDE)).astype(np.float16),
        f"{name}_rows": np.arange(start, start + count),
    }


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Two threads wait for each other longer than these networks take."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def joint(tmp_path: Path) -> JointData:
    films, labels = _films(90, 1, "train")
    phantoms, shown = _films(30, 2, "phantom")
    for i, film in enumerate(phantoms):
        film.split = "val" if i % 5 == 0 else "train"
    arrays = (
        _outputs(labels[:60], "train", 0) | _outputs(labels[60:], "val", 60) | _outputs(shown, "phantom", 0)
    )
    np.savez(tmp_path / "joint-inputs.npz", **arrays)
    lines = [
        {
            "image": film.path,
            "findings": [
                {"code": code, "side": "left", "zone": "lower", "size": "small"}
                for code, label in zip(FINDINGS, film.labels, strict=True)
                if label
            ],
        }
        for film in phantoms
    ]
    (tmp_path / "phantoms.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return load_joint_data(tmp_path / "joint-inputs.npz", films, phantoms, tmp_path)


def test_both_stages_leave_what_the_next_one_reads(joint: JointData, tmp_path: Path) -> None:
    masked = stage_mlm(TEXT, tmp_path, tmp_path, 7)
    assert masked["perplexityAfter"] < masked["perplexityBefore"]
    report = stage_align(TEXT, ALIGN, joint, tmp_path, tmp_path, 7)
    assert 0 <= report["joint"]["ndcg10"] <= 1 and report["openI"] is False
    assert set(report["references"]) == {"label lookup", "bm25 on drafted words", "random"}
    assert json.loads((tmp_path / "align.json").read_text()) == report
    space = load_joint(TEXT, ALIGN, tmp_path)
    assert space.text.project.out_features == 32
    # Run again, the stages find their checkpoints and change nothing.
    before = {name: (tmp_path / name).read_bytes() for name in ("mlm.pt", "align.pt")}
    stage_mlm(TEXT, tmp_path, tmp_path, 7)
    assert stage_align(TEXT, ALIGN, joint, tmp_path, tmp_path, 7) == report
    assert before == {name: (tmp_path / name).read_bytes() for name in before}


class _Stopped(Exception):
    pass


def test_a_stopped_run_ends_as_one_that_was_not(
    joint: JointData, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage_mlm(TEXT, tmp_path, tmp_path, 7)
    whole = tmp_path / "whole"
    whole.mkdir()
    for name in ("text-tokenizer.json", "mlm.pt"):
        (whole / name).write_bytes((tmp_path / name).read_bytes())
    stage_align(TEXT, ALIGN, joint, tmp_path, whole, 7)
    step = JointTraining.run_step

    def stop_in_step_four(training: JointTraining) -> float:
        if training.step == 3:
            raise _Stopped
        return step(training)

    monkeypatch.setattr(JointTraining, "run_step", stop_in_step_four)
    with pytest.raises(_Stopped):
        stage_align(TEXT, ALIGN, joint, tmp_path, tmp_path, 7)
    monkeypatch.setattr(JointTraining, "run_step", step)
    assert torch.load(tmp_path / "align.pt", weights_only=True)["step"] == 2
    stage_align(TEXT, ALIGN, joint, tmp_path, tmp_path, 7)
    ended, straight = (load_joint(TEXT, ALIGN, folder).text.state_dict() for folder in (tmp_path, whole))
    assert all(torch.allclose(ended[key], straight[key], atol=1e-6) for key in ended)


def test_the_loss_falls(joint: JointData, tmp_path: Path) -> None:
    stage_mlm(TEXT, tmp_path, tmp_path, 7)
    encoder, tokenizer = masked_encoder(TEXT, tmp_path, 32)
    longer = replace(ALIGN, steps=40, image_rate=5e-3, head_dropout=0.0)
    training = JointTraining(encoder, tokenizer, joint, [], longer, 7)
    losses = [training.run_step() for _ in range(40)]
    assert np.mean(losses[-8:]) < np.mean(losses[:8]) - 0.2


def test_ablations_give_a_row_for_each_change_and_seed(joint: JointData, tmp_path: Path) -> None:
    stage_mlm(TEXT, tmp_path, tmp_path, 7)
    names = ("all", "without masked-language training", "without phantoms", "hard targets")
    short = replace(ALIGN, steps=2)
    rows = run_ablations(TEXT, short, joint, tmp_path, tmp_path, (1, 2), names)
    assert [(row["change"], row["seed"]) for row in rows] == [
        (name, seed) for name in names for seed in (1, 2)
    ]
    assert run_ablations(TEXT, short, joint, tmp_path, tmp_path, (1, 2), names) == rows


def test_without_masked_training_the_first_weights_are_used(tmp_path: Path) -> None:
    untouched = replace(TEXT, epochs=0)
    report = stage_mlm(untouched, tmp_path, tmp_path, 7)
    assert report["perplexityAfter"] == report["perplexityBefore"]
    encoder, tokenizer = masked_encoder(untouched, tmp_path, 32)
    assert len(encoder.words.weight) == tokenizer.get_vocab_size() == report["pieces"]


def test_open_i_is_read_by_split_without_its_marks() -> None:
    data = Path(__file__).resolve().parents[4] / "shared" / "data"
    if not (data / "text" / "openi").exists():
        pytest.skip("the Open-i reports are not here")
    reports = read_reports(data)
    assert {report.split for report in reports} == {"train", "val", "test"}
    assert not any("XX" in sentence for report in reports for sentence in report.sentences)
