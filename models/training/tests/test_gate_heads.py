"""The heads' arithmetic against numpy, and their ONNX form; the whole build on a tiny trunk and drawn pictures."""

from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from PIL import Image
from torch import nn

from wetread_training.gate import GateConfig, GateHead, build_gate, features_of, phantom_pictures, report_gate
from wetread_training.gate.build import GateBench, gate_settings, thresholds_of
from wetread_training.gate.decide import Thresholds
from wetread_training.gate.features import pool_grid
from wetread_training.gate.head import class_weights
from wetread_training.gate.judge import torch_judge
from wetread_training.gate.novelty import fit_novelty
from wetread_training.gate.views import ViewHead, cell_weights, fit_views

RNG = np.random.default_rng(3)


class TinyTrunk(nn.Module):
    """Maps of the right strides from two convolutions."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(0)
        self.calls = 0
        self.middle = nn.Conv2d(1, 4, 16, 16)
        self.deep = nn.Conv2d(4, 6, 2, 2)

    def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        self.calls += 1
        middle = torch.relu(self.middle(x))
        return middle, torch.relu(self.deep(middle))


class TinyModel(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.trunk = TinyTrunk()


class Heads(nn.Module):
    """As the packaged encoder joins them."""

    def __init__(self, gate: nn.Module, novelty: nn.Module, views: nn.Module) -> None:
        super().__init__()
        self.gate, self.novelty, self.views = gate, novelty, views

    def forward(self, middle: torch.Tensor, deep: torch.Tensor) -> tuple[torch.Tensor, ...]:
        features = features_of(middle, deep, 3)
        mean = features[:, : deep.shape[1]]
        return self.gate(features), self.novelty(mean), self.views(mean)


def test_the_grid_covers_the_whole_map_with_equal_windows() -> None:
    middle = torch.arange(100.0).view(1, 1, 10, 10)
    pooled = pool_grid(middle, 3).view(3, 3)
    assert pooled[0, 0] == middle[0, 0, :4, :4].mean()
    assert pooled[2, 1] == middle[0, 0, 6:10, 3:7].mean()
    assert torch.equal(pool_grid(middle, 2).view(2, 2)[1], middle[0, 0, 5:].view(5, 2, 5).mean(dim=(0, 2)))


def _sources() -> tuple[np.ndarray, np.ndarray]:
    """Two sources of 20 features, of unequal size and spread."""
    sources = np.array([0] * 150 + [1] * 50)
    deep = RNG.normal(size=(200, 20)) * np.linspace(0.2, 2, 20) + sources[:, None] * 4
    return deep.astype(np.float32), sources


def test_novelty_is_the_distance_written_out() -> None:
    deep, sources = _sources()
    novelty = fit_novelty(deep, sources, 8, 0.1)
    other = RNG.normal(size=(5, 20)).astype(np.float32) * 3
    part = {name: value.double().numpy() for name, value in novelty.named_buffers()}
    for row, said in zip(other, novelty(torch.from_numpy(other)).numpy(), strict=True):
        inside = part["basis"].T @ (row - part["mean"])
        near = min(((inside / part["deviations"] - centre) ** 2).sum() for centre in part["centres"])
        left = ((row - part["mean"] - part["basis"] @ inside) ** 2).sum()
        assert said == pytest.approx(0.5 * near / part["usual"][0] + 0.5 * left / part["usual"][1], rel=1e-4)


def test_usual_films_lie_near_one_and_others_far() -> None:
    deep, sources = _sources()
    novelty = fit_novelty(deep, sources, 8, 0.1)
    assert float(novelty(torch.from_numpy(deep)).mean()) == pytest.approx(1, abs=0.15)
    between = torch.full((1, 20), 2.0)
    assert float(novelty(between)) > 1.5 and float(novelty(between * 5)) > 10


def test_novelty_with_fewer_films_than_dimensions_stays_finite() -> None:
    novelty = fit_novelty(RNG.normal(size=(6, 20)).astype(np.float32), np.zeros(6, dtype=np.int64), 16, 0.1)
    assert torch.isfinite(novelty(torch.randn(3, 20))).all()


def test_views_do_not_lean_on_the_source() -> None:
    views = np.array([0] * 10 + [1] * 90 + [0] * 30)
    sources = np.array([0] * 100 + [1] * 30)
    weights = cell_weights(views, sources)
    assert weights[:10].sum() == pytest.approx(weights[10:100].sum())
    assert weights[100:].sum() < weights[:100].sum() / 5


def test_views_are_learnt_and_folded_into_one_layer() -> None:
    views = RNG.integers(0, 2, 120)
    deep = (RNG.normal(size=(120, 6)) + views[:, None] * [3, 0, 0, 0, 0, 0]).astype(np.float32) * 5 + 2
    head = fit_views((deep, views, np.zeros(120, dtype=np.int64)), (deep, views))
    said = head(torch.from_numpy(deep)).argmax(dim=1).numpy()
    assert (said == views).mean() > 0.9


def test_rare_classes_weigh_more_and_absent_ones_nothing() -> None:
    weights = class_weights(torch.tensor([0] * 90 + [1] * 10))
    assert weights[1] == pytest.approx(3 * float(weights[0]))
    assert weights[2] == 0


def test_the_exported_heads_equal_pytorch(tmp_path: Path) -> None:
    deep, sources = _sources()
    heads = Heads(GateHead(20 + 7 * 9), fit_novelty(deep, sources, 8, 0.1), ViewHead(20)).eval()
    inputs = (torch.randn(2, 7, 10, 10), torch.randn(2, 20, 5, 5))
    names = ["gate_logits", "novelty", "view_logits"]
    torch.onnx.export(
        heads,
        inputs,
        str(tmp_path / "heads.onnx"),
        input_names=["middle", "deep"],
        output_names=names,
        dynamic_axes={name: {0: "n"} for name in ["middle", "deep", *names]},
        opset_version=17,
        dynamo=False,
    )
    session = onnxruntime.InferenceSession(str(tmp_path / "heads.onnx"))
    middle, deep_map = torch.randn(5, 7, 10, 10), torch.randn(5, 20, 5, 5)
    theirs = session.run(None, {"middle": middle.numpy(), "deep": deep_map.numpy()})
    with torch.inference_mode():
        for ours, their in zip(heads(middle, deep_map), theirs, strict=True):
            assert np.abs(ours.numpy() - their).max() < 1e-4


def test_settings_go_into_the_manifest_and_come_back() -> None:
    settings = gate_settings(Thresholds(0.3, 0.4, 2.34567891))
    assert thresholds_of(settings) == Thresholds(0.3, 0.4, 2.34568)
    assert list(settings) == [
        "classes",
        "accept",
        "acceptThreshold",
        "repairThreshold",
        "repairs",
        "noveltyLimit",
        "reasons",
    ]


def _write_table(path: Path, head: list[str], rows: list[list[str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join("\t".join(row) for row in [head, *rows]) + "\n", encoding="utf-8")


def _write_pictures(folder: Path, names: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        Image.fromarray(RNG.integers(0, 255, (60, 50)).astype(np.uint8)).save(folder / name)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folders' layout with a handful of noise pictures each."""
    root = tmp_path / "data"
    nih = [[f"n{i}.jpg", f"p{i}", ("train", "val", "test")[i % 3]] for i in range(12)]
    _write_pictures(root / "cxr/nih/images", [row[0] for row in nih])
    _write_table(root / "cxr/nih/labels.tsv", ["image", "patient", "split"], nih)
    for folder in ("hannover", "kermany", "tb_nlm128"):
        rows = [[f"{folder}{i}.jpg", f"p{i}", ("pa", "ap")[i % 2]] for i in range(12)]
        _write_pictures(root / f"cxr/{folder}/images", [row[0] for row in rows])
        _write_table(root / f"cxr/{folder}/items.tsv", ["file", "patient", "projection"], rows)
    answers = ["mr - flair", "us - ultrasound", "ct noncontrast"]
    med = [[f"m{i}.jpg", "val" if i > 19 else "train", answers[i % 3], "", "", "0"] for i in range(24)]
    _write_pictures(root / "vqa/vqa-med-2019/images", [row[0] for row in med])
    head = ["file", "split", "modality_answer", "plane_answer", "organ_answer", "in_vqarad"]
    _write_table(root / "vqa/vqa-med-2019/items.tsv", head, med)
    _write_table(root / "vqa/slake/items.tsv", ["file", "modality"], [])
    (root / "vqa/vqa-rad").mkdir(parents=True)
    (root / "vqa/vqa-rad/train.json").write_text("[]", encoding="utf-8")
    return root


TINY = GateConfig(epochs=2, passes=0.2, per_fault=3, per_source=4, limit=6, novelty_dimensions=4)


def test_the_build_runs_through_and_again_from_its_cache(data: Path, tmp_path: Path) -> None:
    model = TinyModel()
    phantoms = phantom_pictures(
        [(str(data / "cxr/nih/images/n0.jpg"), split) for split in ("train", "val", "test")]
    )
    first = build_gate(model, data, 64, TINY, 7, tmp_path / "work", phantoms=phantoms)
    assert first.settings["acceptThreshold"] > 0 and first.report["totals"]["falseRefusals"]["pictures"] > 0
    assert "phantom" in first.report and set(first.report["views"]) >= {"all", "hannover"}
    calls = model.trunk.calls
    second = build_gate(model, data, 64, TINY, 7, tmp_path / "work", phantoms=phantoms)
    assert second.report == first.report and model.trunk.calls == calls + 1  # one call measures the maps
    bench = GateBench(model, data, 64, TINY, 7, tmp_path / "work", phantoms=phantoms)
    judge = torch_judge(bench.store, first.heads.gate, first.heads.novelty)
    report = report_gate(judge, first.settings, data, TINY, 7)
    assert report["outside"]["drawn non-medical"]["pictures"] == 6


def test_another_trunk_does_not_find_the_cache_of_the_first(data: Path, tmp_path: Path) -> None:
    one, two = TinyModel(), TinyModel()
    with torch.no_grad():
        two.trunk.middle.weight.add_(0.01)
    keys = [GateBench(model, data, 64, TINY, 7, tmp_path / "work").store.key for model in (one, two)]
    assert keys[0] != keys[1]


def test_leaving_a_source_out_is_reported_for_each(data: Path, tmp_path: Path) -> None:
    report = GateBench(TinyModel(), data, 64, TINY, 7, tmp_path / "work").leave_one_source_out()
    assert set(report) == {"hannover", "kermany", "tb", "vqa-med"}
