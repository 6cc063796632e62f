"""Shapes, caches, and ONNX parity on untrained networks: fast, and needs no data."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from wetread_training.augment import MASK_SIZE, box_mask, random_affine, warp
from wetread_training.config import Config, load_config
from wetread_training.export import decoder_parity, encoder_parity, export_decoder, export_encoder
from wetread_training.gate import GateHead, gate_features
from wetread_training.golden import CASES, draw, write_golden
from wetread_training.grammar import Slots
from wetread_training.language import ReportDecoder, generate
from wetread_training.packaged import PackagedEncoder, fit_embedding
from wetread_training.tokens import PREFIX_LENGTH, learn_tokenizer, prefix_ids
from wetread_training.vision import VisionEncoder

SIZE = 64
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def packaged() -> PackagedEncoder:
    torch.manual_seed(0)
    vision = VisionEncoder("lite0", 0.0).eval()
    features = gate_features(vision, torch.rand(2, 1, SIZE, SIZE)).shape[1]
    embedding = fit_embedding(np.random.default_rng(0).normal(size=(40, 1280)).astype(np.float32), 16)
    return PackagedEncoder(vision, GateHead(features), embedding, half=True).eval()


def test_folding_norms_changes_nothing_but_precision() -> None:
    torch.manual_seed(1)
    vision = VisionEncoder("lite0", 0.0)
    vision.train()
    vision(torch.rand(4, 1, SIZE, SIZE))
    vision.eval()
    image = torch.rand(2, 1, SIZE, SIZE)
    gate = GateHead(gate_features(vision, image).shape[1])
    embedding = fit_embedding(np.random.default_rng(0).normal(size=(40, 1280)).astype(np.float32), 16)
    folded = PackagedEncoder(vision, gate, embedding, half=False).eval()
    with torch.inference_mode():
        assert torch.allclose(folded(image).finding_logits, vision(image).logits, atol=1e-4)
        assert torch.allclose(folded(image).gate_logits, gate.eval()(gate_features(vision, image)), atol=1e-4)


def test_the_exported_encoder_equals_pytorch(packaged: PackagedEncoder, tmp_path: Path) -> None:
    export_encoder(packaged, SIZE, tmp_path / "encoder.onnx", half=True)
    assert encoder_parity(packaged, tmp_path / "encoder.onnx", SIZE) <= 1e-3
    assert (tmp_path / "encoder.onnx").stat().st_size < 12e6


def test_the_embedding_has_length_one(packaged: PackagedEncoder) -> None:
    with torch.inference_mode():
        out = packaged(torch.rand(3, 1, SIZE, SIZE))
    assert torch.allclose(out.embedding.norm(dim=1), torch.ones(3), atol=1e-4)
    assert out.heatmaps.shape == (3, 14, SIZE // 16, SIZE // 16)


def test_the_exported_decoder_equals_pytorch_with_and_without_a_past(tmp_path: Path) -> None:
    torch.manual_seed(0)
    model = ReportDecoder(120, 2, 32, 2).eval()
    export_decoder(model, tmp_path / "decoder.onnx")
    assert decoder_parity(model, tmp_path / "decoder.onnx") <= 1e-3


def test_the_cache_gives_what_the_whole_sequence_gives() -> None:
    torch.manual_seed(0)
    model = ReportDecoder(50, 2, 32, 2).eval()
    ids = torch.randint(50, (2, 12))
    empty = model.empty_cache(2)
    whole, _, _ = model(ids, empty, empty)
    _, keys, values = model(ids[:, :8], empty, empty)
    rest, _, _ = model(ids[:, 8:], keys, values)
    assert torch.allclose(whole[:, 8:], rest, atol=1e-5)


def test_generation_stops_before_the_end_token() -> None:
    torch.manual_seed(0)
    model = ReportDecoder(20, 1, 16, 2)
    rows = generate(model, torch.randint(20, (3, 8)), eos=5, most=6)
    assert all(5 not in row and len(row) <= 6 for row in rows)


def test_the_tokenizer_restores_spacing_and_punctuation() -> None:
    text = "A moderate-sized left pleural effusion is present."
    tokenizer = learn_tokenizer([text] * 3, 400)
    assert tokenizer.decode(tokenizer.encode(text).ids) == text
    ids = prefix_ids(tokenizer, Slots("findings", "Effusion", "present", "left", "none", "moderate", "none"))
    assert len(ids) == PREFIX_LENGTH and None not in ids
    assert tokenizer.decode(ids, skip_special_tokens=True) == ""


def test_a_box_mask_moves_with_its_picture() -> None:
    mask = box_mask([(0.25, 0.5, 0.25, 0.25)])
    assert mask.sum() == pytest.approx(MASK_SIZE**2 / 16)
    generator = torch.Generator().manual_seed(0)
    theta = random_affine(1, 1.0, generator)
    picture = mask.view(1, 1, MASK_SIZE, MASK_SIZE)
    assert torch.equal(warp(picture, theta, MASK_SIZE), warp(picture.clone(), theta, MASK_SIZE))
    # Mirrored: the mass that lay left of the middle now lies right of it.
    columns = warp(picture, theta, MASK_SIZE)[0, 0].sum(dim=0)
    assert columns[MASK_SIZE // 2 :].sum() > columns[: MASK_SIZE // 2].sum()


def test_golden_cases_are_small_and_drawn_by_formula(packaged: PackagedEncoder) -> None:
    golden = write_golden(packaged, SIZE)
    assert len(golden["cases"]) >= 6
    assert len(json.dumps(golden)) < 200_000
    ramp = draw(CASES[0])
    assert ramp[0, 0] == 0 and ramp[-1, -1] == 255


@pytest.mark.parametrize("name", ["base", "smoke"])
def test_the_shipped_configurations_are_read(name: str) -> None:
    assert isinstance(load_config(ROOT / "configs" / f"{name}.toml"), Config)


def test_an_unknown_setting_is_refused(tmp_path: Path) -> None:
    (tmp_path / "wrong.toml").write_text("[encoder]\nepoch = 3\n")
    with pytest.raises(ValueError, match="epoch"):
        load_config(tmp_path / "wrong.toml")
