"""All stages of the generator once, on drawn films and a reader of random weights."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from drawn_data import write_data
from torch import nn

from wetread_training.card import CardIncomplete
from wetread_training.config import Config, DataConfig, RunConfig
from wetread_training.export import file_entry
from wetread_training.findings import FINDINGS
from wetread_training.generator.card import render, stage_generator_card
from wetread_training.generator.export import film_folder
from wetread_training.generator.settings import GeneratorConfig
from wetread_training.pipeline import STAGES
from wetread_training.report import sha256_of
from wetread_training.text.wordpiece import build_tokenizer, small_vocabulary
from wetread_training.workbench import Bench

MADE = ("generator", "generator-autoencoder", "generator-export", "generator-guidance", "generator-report")
SPACE = 40


class AnyReader(nn.Module):
    """The encoder's outputs from a picture, by random weights."""

    def __init__(self) -> None:
        super().__init__()
        self.cells = nn.Conv2d(1, 14, 8, stride=8)
        self.place = nn.Linear(14, SPACE)

    def forward(self, image: torch.Tensor) -> tuple[torch.Tensor, ...]:
        heat = torch.sigmoid(self.cells(image))
        logits = 8 * self.cells(image).mean(dim=(2, 3))
        return logits, heat, nn.functional.normalize(self.place(logits), dim=1)


class AnyTextReader(nn.Module):
    def __init__(self, words: int) -> None:
        super().__init__()
        self.words = nn.Embedding(words, SPACE)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        told = self.words(input_ids) * attention_mask[:, :, None]
        return nn.functional.normalize(told.sum(dim=1), dim=1)


def write_reader(folder: Path) -> Path:
    folder.mkdir(parents=True)
    torch.manual_seed(0)
    outputs = ["finding_logits", "heatmaps", "embedding"]
    image = {"image": {0: "n"}, **{name: {0: "n"} for name in outputs}}
    torch.onnx.export(
        AnyReader().eval(), (torch.zeros(2, 1, 64, 64),), str(folder / "encoder.onnx"), input_names=["image"],
        output_names=outputs, dynamic_axes=image, dynamo=False,
    )  # fmt: skip
    pieces = small_vocabulary(["large pleural effusion and no pneumothorax in the left lung"], 60)
    tokenizer = build_tokenizer({piece: index for index, piece in enumerate(pieces)})
    tokenizer.save(str(folder / "text-tokenizer.json"))
    ids = torch.ones(2, 5, dtype=torch.int64)
    axes = {"input_ids": {0: "n", 1: "l"}, "attention_mask": {0: "n", 1: "l"}, "embedding": {0: "n"}}
    torch.onnx.export(
        AnyTextReader(len(pieces)).eval(), (ids, ids), str(folder / "text.onnx"), output_names=["embedding"],
        input_names=["input_ids", "attention_mask"], dynamic_axes=axes, dynamo=False,
    )  # fmt: skip
    manifest = {
        "name": "any-reader",
        "files": {"text": file_entry(folder / "text.onnx"), "textTokenizer": file_entry(folder / "text-tokenizer.json")},
        "text": {"maxTokens": 32, "dimensions": SPACE},
        "encoder": {"findings": [{"code": code, "calibration": {"slope": 1, "intercept": 0}} for code in FINDINGS]},
    }  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    folder = tmp_path_factory.mktemp("generator")
    generator = GeneratorConfig(
        reader=str(write_reader(folder / "reader")), size=64, channels=4, coder_width=4, coder_steps=4,
        coder_batch=2, coder_crop=32, variants=2, directions=8, groups=3, width=16, layers=2, heads=2, steps=4, batch=4,
        save_every=2, phrases=40, mapper_steps=20, flow_steps=2, guidances=(1.0, 2.0), guidance_films=1, report_films=1,
    )  # fmt: skip
    config = Config(
        run=RunConfig(name="test", threads=1, device="cpu"), data=DataConfig(size=64), generator=generator
    )
    (folder / "work").mkdir()
    made = Bench(config, write_data(folder / "data"), folder / "work", folder / "model")
    for name in MADE:
        STAGES[name](made)
    return made


def test_the_model_folder_is_whole(bench: Bench) -> None:
    folder = film_folder(bench)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["kind"] == "film-generator"
    for entry in manifest["files"].values():
        assert entry == file_entry(folder / entry["path"])
    assert (
        manifest["text"]["sha256"] == file_entry(Path(bench.config.generator.reader) / "text.onnx")["sha256"]
    )
    assert "Open-i" in manifest["licence"]
    golden = json.loads((folder / "golden.json").read_text(encoding="utf-8"))
    assert all(len(case["film_levels"]) == 8 for case in golden["cases"])


def test_training_reads_no_test_patient(bench: Bench) -> None:
    kept = torch.load(bench.work / "generator-films.pt", weights_only=True)
    table = (bench.data / "cxr" / "nih" / "labels.tsv").read_text(encoding="utf-8")
    nih = sum(line.split("\t")[2] == "train" for line in table.splitlines())
    assert nih <= len(kept["conditions"]) < nih + 24


def test_the_smaller_guidance_is_kept_where_both_agree_alike(bench: Bench) -> None:
    chosen = json.loads((bench.work / "generator-guidance.json").read_text(encoding="utf-8"))
    rows = {row["guidance"]: row["agreement"] for row in chosen["rows"]}
    assert set(rows) == {1.0, 2.0}
    assert rows[chosen["guidance"]] >= max(rows.values()) - bench.config.generator.guidance_slack


def test_the_report_compares_with_films_that_were_held_out(bench: Bench) -> None:
    report = json.loads((film_folder(bench) / "training.json").read_text(encoding="utf-8"))
    nearest = report["validation"]["nearest"]["pixels"]
    assert nearest["heldOutMedian"] > 0
    assert 0 <= nearest["generatedNearerThanFifthPercentile"] <= 1
    assert np.isfinite(report["validation"]["frechetGenerated"])


def figures(sha256: str) -> dict:
    figure, rate = (
        {"value": 0.8, "interval95": [0.7, 0.9]},
        {"count": 1, "of": 2, "share": 0.5, "interval95": [0, 1]},
    )
    spread = {"films": 3, "least": 0.1, "fifthPercentile": 0.2, "median": 0.3}
    near = {
        "generated": spread,
        "heldOut": spread,
        "nearerThanFifthPercentile": 0.04,
        "nearerThanAnyHeldOut": 0,
    }
    return {
        "generation": {
            "model": {"sha256": sha256}, "films": 30, "prompts": 60, "agreement": figure,
            "byFinding": [{"code": "Pleural_Thickening", "auroc": figure}],
            "gate": {"marked": rate, "markBlanked": rate, "markCut": rate},
            "milliseconds": {"median": 900, "percentile95": 1200},
            "likeness": {
                "places": 9, "frechet": {"generated": 0.2, "real": 0.1}, "trainingFilms": 20, "pixels": near, "embedding": near,
            },
        }
    }  # fmt: skip


def test_the_card_tells_the_figures_of_these_weights_and_no_others(bench: Bench) -> None:
    folder = film_folder(bench)
    (folder / "evaluation.json").write_text(json.dumps(figures("0" * 64)), encoding="utf-8")
    with pytest.raises(CardIncomplete, match="other weights"):
        stage_generator_card(bench)
    told = figures(sha256_of(folder / "manifest.json"))
    (folder / "evaluation.json").write_text(json.dumps(told), encoding="utf-8")
    stage_generator_card(bench)
    card = (folder / "MODEL_CARD.md").read_text(encoding="utf-8")
    for said in (
        "Not a medical device",
        "0.800 (0.700 to 0.900)",
        "Pleural Thickening",
        "Open-i",
        "4.0 % by pixels",
    ):
        assert said in card
    assert card == render(
        *(
            json.loads((folder / name).read_text())
            for name in ("manifest.json", "training.json", "evaluation.json")
        )
    )
