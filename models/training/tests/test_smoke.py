"""The whole pipeline once, on drawn pictures in the folders' layout: every stage must fit the next."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from drawn_data import write_data, write_phantoms
from torch import nn
from written_evaluation import evaluation_of

from wetread_training.__main__ import ASIDE
from wetread_training.card import CardIncomplete
from wetread_training.card.attributes import attribute_groups
from wetread_training.config import (
    Config,
    DataConfig,
    DecoderConfig,
    EncoderConfig,
    ExportConfig,
    MixConfig,
    PretrainConfig,
    RunConfig,
    TeachersConfig,
)
from wetread_training.export import file_entry
from wetread_training.findings import FINDINGS
from wetread_training.gate import GATE_CLASSES, GateConfig
from wetread_training.model_card import write_card
from wetread_training.pipeline import STAGES
from wetread_training.predictions import write_predictions
from wetread_training.report import sha256_of
from wetread_training.text.settings import AlignConfig, TextConfig
from wetread_training.workbench import Bench

MADE = [name for name in STAGES if name not in (*ASIDE, "agreement")]
"""What ships; reading the decoder back needs the built product."""


def tiny(phantoms: Path) -> Config:
    """Every stage switched on, and as small as it goes."""
    return Config(
        run=RunConfig(name="test", threads=1, device="cpu"),
        data=DataConfig(size=64, phantoms=str(phantoms)),
        pretrain=PretrainConfig(on=True, epochs=1, batch=16),
        encoder=EncoderConfig(variant="lite0", imagenet=False, epochs=1, batch=12),
        mix=MixConfig(0.2, 0.2, 0.2),
        teachers=TeachersConfig(folds=2, variants=("lite0",), epochs=1),
        gate=GateConfig(
            epochs=2, passes=0.2, per_fault=3, per_source=4, limit=6, hidden=16, novelty_dimensions=4
        ),
        text=TextConfig(
            open_i=False,
            layers=(0, 1),
            pretrained=False,
            width=32,
            heads=2,
            vocabulary=300,
            epochs=1,
            own_sentences=80,
        ),
        align=AlignConfig(dimensions=32, steps=3, texts=8, films=16, save_every=2),
        decoder=DecoderConfig(
            open_i=False, sentences=300, layers=1, width=32, heads=2, place=32, epochs=1, max_tokens=4
        ),
        export=ExportConfig(version="0.0.1"),
    )


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """All stages that ship something have run."""
    folder = tmp_path_factory.mktemp("smoke")
    work = folder / "work"
    work.mkdir()
    config = tiny(write_phantoms(folder / "phantoms"))
    made = Bench(config, write_data(folder / "data"), work, folder / "model")
    with pytest.MonkeyPatch.context() as patch:
        # A handful of steps cannot settle batch statistics at the published momentum.
        patch.setattr("wetread_training.efficientnet._norm", quick_norm)
        for name in MADE:
            STAGES[name](made)
    return made


def quick_norm(channels: int) -> nn.BatchNorm2d:
    return nn.BatchNorm2d(channels, eps=1e-3, momentum=0.5)


def _manifest(bench: Bench) -> dict:
    return json.loads((bench.out / "manifest.json").read_text(encoding="utf-8"))


def test_the_manifest_tells_the_truth_of_every_file(bench: Bench) -> None:
    manifest = _manifest(bench)
    assert manifest["schema"] == 3
    assert set(manifest["files"]) == {"encoder", "decoder", "tokenizer", "text", "textTokenizer"}
    for name, entry in manifest["files"].items():
        assert entry == file_entry(bench.out / entry["path"]), name
    encoder = manifest["encoder"]
    assert [entry["code"] for entry in encoder["findings"]] == list(FINDINGS)
    assert all(set(entry["box"]) == {"level", "grow"} for entry in encoder["findings"])
    assert encoder["heatmap"] == {"height": 4, "width": 4}
    assert encoder["gate"]["classes"] == list(GATE_CLASSES) and encoder["gate"]["noveltyLimit"] > 0
    assert encoder["embedding"]["dimensions"] == manifest["text"]["dimensions"] == 32
    # Without Open-i nothing binds the weights to non-commercial use.
    assert manifest["licence"] == "CC-BY-4.0"


def test_every_output_was_held_against_pytorch(bench: Bench) -> None:
    parity = bench.read_json("parity.json")
    assert parity["films"] == 12
    gaps = [gap for name, gap in parity.items() if name != "films"]
    assert len(gaps) >= 6 and max(gaps) <= bench.config.export.parity


def test_the_golden_file_holds_both_encoders(bench: Bench) -> None:
    golden = json.loads((bench.out / "golden.json").read_text(encoding="utf-8"))
    assert golden["size"] == 64 and len(golden["cases"]) >= 6
    assert golden["texts"] and all(len(text["embedding_head"]) == 8 for text in golden["texts"])


def test_teachers_and_masked_trunk_were_used(bench: Bench) -> None:
    assert {path.name for path in (bench.work / "teachers").glob("*.npz")} == {"lite0-0.npz", "lite0-1.npz"}
    assert (bench.work / "masked-lite0.pt").exists()
    with np.load(bench.work / "home" / "soft.npz") as soft:
        assert len(soft["logits"]) == 32 and len(soft["val_heat"]) == 12
    run = bench.read_json("runs/full-7.json")
    assert set(run["valHit"]) == {"0.4", "0.5", "0.6", "0.7"} and set(run["perFinding"]) == set(FINDINGS)


def test_no_stage_but_the_baselines_reads_a_test_patient(bench: Bench) -> None:
    seen = np.load(bench.work / "joint-inputs.npz")
    assert len(seen["train_rows"]) == 32 and len(seen["val_rows"]) == 12
    films = [bench.nih.films[row] for name in ("train", "val") for row in seen[f"{name}_rows"]]
    assert {film.split for film in films} == {"train", "val"}


def test_trained_stages_run_again_find_their_checkpoints(bench: Bench) -> None:
    left = ("masked-lite0.pt", "teachers/lite0-0.npz", "students/full-7.pt", "mlm.pt", "align.pt")
    before = {name: (bench.work / name).read_bytes() for name in left}
    for name in ("masked", "teachers", "student", "text", "joint"):
        STAGES[name](bench)
    assert before == {name: (bench.work / name).read_bytes() for name in left}


def test_the_exported_folder_predicts_every_chest_film(bench: Bench, tmp_path: Path) -> None:
    out = tmp_path / "predictions.jsonl"
    assert write_predictions(bench.out, bench.data, ("nih", "hannover"), "", out) == 72
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        assert set(line["probabilities"]) == set(line["boxes"]) == set(FINDINGS)
        assert all(0 <= value <= 1 for value in line["probabilities"].values())
        assert all(x + w <= 1.00001 and y + h <= 1.00001 for x, y, w, h in line["boxes"].values())
        assert sum(line["gate"].values()) == pytest.approx(1, abs=1e-3) and line["novelty"] >= 0
    assert write_predictions(bench.out, bench.data, ("nih",), "test", out) == 16


def test_encoder_and_text_encoder_may_be_taken_over_as_they_are(bench: Bench, tmp_path: Path) -> None:
    export = replace(bench.config.export, vision_from=str(bench.out))
    again = replace(bench, config=replace(bench.config, export=export), out=tmp_path / "model")
    STAGES["export"](again)
    STAGES["manifest"](again)
    for name in ("encoder.onnx", "text.onnx", "text-tokenizer.json", "golden.json"):
        assert file_entry(again.out / name) == file_entry(bench.out / name), name
    told = {key: value for key, value in _manifest(again).items() if key != "trainedAt"}
    assert told | {"trainedAt": None} == _manifest(bench) | {"trainedAt": None}
    STAGES["report"](again)
    training = json.loads((again.out / "training.json").read_text(encoding="utf-8"))
    assert training["visionFrom"] and training["model"]["manifestSha256"] == sha256_of(
        again.out / "manifest.json"
    )
    assert (
        training["ablation"]
        == json.loads((bench.out / "training.json").read_text(encoding="utf-8"))["ablation"]
    )


def _evaluated(bench: Bench, folder: Path) -> Path:
    """The model folder again, with what `wetread eval` would leave in it."""
    shutil.copytree(bench.out, folder)
    evaluation = evaluation_of(sha256_of(folder / "manifest.json"))
    (folder / "evaluation.json").write_text(json.dumps(evaluation), encoding="utf-8")
    return folder


def test_training_tells_what_it_knows_of_itself(bench: Bench) -> None:
    text = (bench.out / "training.json").read_text(encoding="utf-8")
    training = json.loads(text)
    assert "NaN" not in text
    assert training["model"]["manifestSha256"] == sha256_of(bench.out / "manifest.json")
    assert training["films"] | {"nihTrain": 32, "nihVal": 12, "nihBoxesTrain": 8} == training["films"]
    assert [row["switch"] for row in training["ablation"]["rows"]] == ["full", "teachers"]
    assert training["decoder"] == {"realSentences": 0, "perplexity": {}}
    assert training["phantoms"]["films"] == 3
    assert set(training["gate"]["leaveOneSourceOut"]) == {"hannover", "kermany", "tb", "vqa-med"}
    assert set(training["joint"]["references"]) >= {"label lookup", "random"}
    # Nothing of the data sets: no file name, no patient.
    assert ".jpg" not in text and "patient" not in text


def test_the_card_names_all_attributes_and_takes_its_figures_from_the_files(
    bench: Bench, tmp_path: Path
) -> None:
    folder = _evaluated(bench, tmp_path / "model")
    write_card(folder)
    card = (folder / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "Not a medical device" in card and "0.777 (0.757 to 0.797)" in card and "21.5 MB" in card
    assert "ImageNet features with linear head" in card and "model 3" in card
    for heading in ("Ablation", "Scope gate", "Retrieval", "Data and terms", "Limits", "Source attributes"):
        assert f"## {heading}" in card
    assert "Open-i (Indiana" not in card  # not used in this run
    training = json.loads((folder / "training.json").read_text(encoding="utf-8"))
    groups = attribute_groups(_manifest(bench), training, evaluation_of(""))
    assert len(groups) == 9 and [len(rows) for _, rows in groups] == [4, 4, 2, 4, 2, 4, 5, 4, 2]
    assert all(name in card and text in card for _, rows in groups for name, text in rows)


def test_a_card_is_not_written_of_other_weights_or_with_holes(bench: Bench, tmp_path: Path) -> None:
    folder = _evaluated(bench, tmp_path / "model")
    path = folder / "evaluation.json"
    whole = json.loads(path.read_text(encoding="utf-8"))
    faults = {
        "gate.falseRefusals": whole | {"gate": None},
        "another manifest": evaluation_of("0" * 64),
        "not of all test films": whole | {"provenance": whole["provenance"] | {"split": "val"}},
    }
    for said, evaluation in faults.items():
        path.write_text(json.dumps(evaluation), encoding="utf-8")
        with pytest.raises(CardIncomplete, match=said):
            write_card(folder)
    path.unlink()
    with pytest.raises(CardIncomplete, match="wetread eval"):
        write_card(folder)
    assert not (folder / "MODEL_CARD.md").exists()
