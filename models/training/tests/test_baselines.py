"""The linear head beside the model: its files are what `wetread eval --beside` reads."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from drawn_data import write_data
from torch import nn

from wetread_training import baselines
from wetread_training.config import Config, DataConfig, EncoderConfig
from wetread_training.efficientnet import EfficientNetLite
from wetread_training.findings import FINDINGS
from wetread_training.workbench import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    config = Config(data=DataConfig(size=64), encoder=EncoderConfig(variant="lite0"))
    work = tmp_path / "work"
    work.mkdir()
    return Bench(config, write_data(tmp_path / "data"), work, tmp_path / "model")


@pytest.fixture
def any_weights(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Random weights in the published checkpoint's shape; tells how often they were asked for."""
    asked = []

    def weights(variant: str) -> dict[str, torch.Tensor]:
        asked.append(variant)
        torch.manual_seed(0)
        trunk = EfficientNetLite(variant)
        for module in trunk.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.momentum = 1.0
        trunk.train()(torch.randn(6, 1, 64, 64))
        state = trunk.state_dict()
        return state | {"_conv_stem.weight": state["_conv_stem.weight"].expand(-1, 3, -1, -1) / 3}

    monkeypatch.setattr(baselines, "load_imagenet_weights", weights)
    return asked


def _lines(bench: Bench, split: str) -> list[dict]:
    path = bench.work / "baselines" / f"imagenet-linear.{split}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_every_film_of_both_splits_gets_probabilities_and_fixed_boxes(
    bench: Bench, any_weights: list[str]
) -> None:
    baselines.stage_baselines(bench)
    val, test = _lines(bench, "val"), _lines(bench, "test")
    assert (len(val), len(test)) == (12, 16)
    for line in [*val, *test]:
        assert (bench.data / line["image"]).exists() and not Path(line["image"]).is_absolute()
        assert set(line["probabilities"]) == set(line["boxes"]) == set(FINDINGS)
        assert all(0 < value < 1 for value in line["probabilities"].values())
    # The same place of the square on every film: the wide films' boxes differ from the square ones' alone.
    assert val[0]["boxes"] == val[2]["boxes"] != val[1]["boxes"]
    # Calibrated on validation: the mean probability is about the share of films with the finding.
    assert np.mean([line["probabilities"]["Mass"] for line in val]) == pytest.approx(0.25, abs=0.1)


def test_features_are_taken_once(bench: Bench, any_weights: list[str]) -> None:
    baselines.stage_baselines(bench)
    baselines.stage_baselines(bench)
    assert any_weights == ["lite0"]


def test_without_imagenet_there_is_no_such_baseline(bench: Bench) -> None:
    alone = replace(bench, config=replace(bench.config, encoder=EncoderConfig(imagenet=False)))
    baselines.stage_baselines(alone)
    assert not (bench.work / "baselines").exists()
