"""The packaged encoder, the decoder and their ONNX form on untrained networks: fast, and needs no data."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from wetread_training.export import (
    ParityError,
    decoder_parity,
    encoder_parity,
    export_decoder,
    export_encoder,
    require_parity,
)
from wetread_training.gate import (
    GATE_CLASSES,
    GateHead,
    GateHeads,
    Novelty,
    ViewHead,
    feature_sizes,
    features_of,
)
from wetread_training.golden import CASES, draw, write_golden
from wetread_training.grammar import Slots
from wetread_training.language import BOS_ID, ReportDecoder, generate
from wetread_training.packaged import EncoderOutput, PackagedEncoder
from wetread_training.text.joint import JointImageHead
from wetread_training.tokens import PREFIX_LENGTH, learn_tokenizer, prefix_ids
from wetread_training.vision import GREY_MEAN, GREY_STD, VisionEncoder

SIZE, GRID, DIMENSIONS = 64, 3, 32


def _heads(vision: VisionEncoder) -> GateHeads:
    deep, whole = feature_sizes(vision, SIZE, GRID)
    novelty = Novelty(deep, 8, 2)
    novelty.basis.copy_(torch.linalg.qr(torch.randn(deep, 8))[0])
    return GateHeads(GateHead(whole, 16), novelty, ViewHead(deep))


def _packaged(vision: VisionEncoder, half: bool, mirrored: bool) -> PackagedEncoder:
    torch.manual_seed(2)
    heads, joint = _heads(vision), JointImageHead(vision.trunk.out_channels, DIMENSIONS)
    return PackagedEncoder(vision, heads, joint, GRID, half, mirrored).eval()


@pytest.fixture(scope="module")
def vision() -> VisionEncoder:
    """Untrained, but with the batch statistics of some pictures and votes that are not all alike."""
    torch.manual_seed(1)
    model = VisionEncoder("lite0", 0.0)
    torch.nn.init.normal_(model.classify.weight, std=0.05)
    for module in model.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.momentum = 1.0
    model.train()
    model(torch.rand(4, 1, SIZE, SIZE))
    return model.eval()


@pytest.fixture(scope="module")
def packaged(vision: VisionEncoder) -> PackagedEncoder:
    return _packaged(vision, half=True, mirrored=True)


def test_folding_norms_changes_nothing_but_precision(vision: VisionEncoder) -> None:
    folded, image = _packaged(vision, half=False, mirrored=False), torch.rand(2, 1, SIZE, SIZE)
    with torch.inference_mode():
        out, plain = folded(image), vision(image)
        middle, deep = vision.trunk((image - GREY_MEAN) / GREY_STD)
        gate = folded.gate(features_of(middle, deep, GRID))
    assert torch.allclose(out.finding_logits, plain.logits, atol=1e-4)
    assert torch.allclose(out.heatmaps, plain.heat.sigmoid(), atol=1e-4)
    assert torch.allclose(out.gate_logits, gate, atol=1e-4)


def test_a_mirrored_film_gives_the_same_findings_and_mirrored_maps(vision: VisionEncoder) -> None:
    both, image = _packaged(vision, half=False, mirrored=True), torch.rand(2, 1, SIZE, SIZE)
    with torch.inference_mode():
        out, turned = both(image), both(image.flip(3))
        one, other = vision(image), vision(image.flip(3))
    assert torch.allclose(out.finding_logits, (one.logits + other.logits) / 2, atol=1e-4)
    assert torch.allclose(out.finding_logits, turned.finding_logits, atol=1e-4)
    assert torch.allclose(out.heatmaps, turned.heatmaps.flip(3), atol=1e-4)
    # The gate looks at the film as it is: which way round it lies is its business.
    assert not torch.allclose(out.gate_logits, turned.gate_logits, atol=1e-4)


def test_every_output_has_the_contracts_shape(packaged: PackagedEncoder) -> None:
    with torch.inference_mode():
        out = packaged(torch.rand(3, 1, SIZE, SIZE))
    shapes = {name: tuple(value.shape) for name, value in out._asdict().items()}
    assert shapes == {
        "finding_logits": (3, 14),
        "heatmaps": (3, 14, SIZE // 16, SIZE // 16),
        "gate_logits": (3, len(GATE_CLASSES)),
        "novelty": (3,),
        "view_logits": (3, 2),
        "embedding": (3, DIMENSIONS),
    }
    assert torch.allclose(out.embedding.norm(dim=1), torch.ones(3), atol=1e-4)
    assert 0 <= float(out.heatmaps.min()) <= float(out.heatmaps.max()) <= 1


def test_the_exported_encoder_equals_pytorch(packaged: PackagedEncoder, tmp_path: Path) -> None:
    export_encoder(packaged, SIZE, tmp_path / "encoder.onnx", half=True)
    films = np.random.default_rng(3).random((3, SIZE, SIZE))
    gaps = encoder_parity(packaged, tmp_path / "encoder.onnx", SIZE, films)
    assert list(gaps) == list(EncoderOutput._fields)
    assert max(gaps.values()) <= 1e-3
    # Half the bytes of float32 weights: 4.7 million of them.
    assert (tmp_path / "encoder.onnx").stat().st_size < 12e6


def test_a_gap_beyond_the_limit_or_not_a_number_stops_the_export() -> None:
    require_parity("encoder", 1e-4, 1e-3)
    for gap in (2e-3, float("nan")):
        with pytest.raises(ParityError, match="encoder"):
            require_parity("encoder", gap, 1e-3)


def test_golden_cases_are_small_and_drawn_by_formula(packaged: PackagedEncoder) -> None:
    texts = [{"text": "no effusion", "ids": [2, 7, 8, 3], "embedding_head": [0.1] * 8}]
    golden = write_golden(packaged, SIZE, texts)
    assert len(golden["cases"]) == len(CASES) and golden["texts"] == texts
    outputs = {"finding_logits", "gate_logits", "novelty", "view_logits", "heatmap_peaks", "embedding_head"}
    assert all(outputs <= set(case) for case in golden["cases"])
    assert len(json.dumps(golden)) < 200_000
    ramp = draw(CASES[0])
    assert ramp[0, 0] == 0 and ramp[-1, -1] == 255


def test_the_exported_decoder_equals_pytorch_with_and_without_a_past(tmp_path: Path) -> None:
    torch.manual_seed(0)
    model = ReportDecoder(120, 2, 32, 2).eval()
    export_decoder(model, tmp_path / "decoder.onnx")
    assert decoder_parity(model, tmp_path / "decoder.onnx") <= 1e-3


def test_the_cache_gives_what_the_whole_sequence_gives() -> None:
    torch.manual_seed(0)
    model = ReportDecoder(50, 2, 32, 2).eval()
    ids = torch.randint(50, (2, 12))
    ids[:, 0] = BOS_ID
    ids[:, 1:].clamp_(min=1)
    empty, place = model.empty_cache(2), torch.randn(2, 256)
    whole, _, _ = model(ids, empty, empty, place)
    _, keys, values = model(ids[:, :8], empty, empty, place)
    rest, _, _ = model(ids[:, 8:], keys, values, place)
    assert torch.allclose(whole[:, 8:], rest, atol=1e-5)


def test_a_film_conditions_the_sentence_by_its_direction_from_the_mean() -> None:
    torch.manual_seed(0)
    model = ReportDecoder(50, 1, 16, 2).eval()
    model.mean_place.normal_()
    ids = torch.tensor([[BOS_ID, 7, 9]])
    cache = model.empty_cache(1)
    direction = torch.randn(1, 256)
    near, far, none = (
        model(ids, cache, cache, place)[0]
        for place in (model.mean_place + direction, model.mean_place + 3 * direction, model.no_place(1))
    )
    assert torch.allclose(near, far, atol=1e-5) and not torch.allclose(near, none, atol=1e-3)
    unplaced = ReportDecoder(50, 1, 16, 2).eval()
    unplaced.load_state_dict({**model.state_dict(), "place.weight": torch.zeros_like(model.place.weight)})
    assert torch.equal(none, unplaced(ids, cache, cache, direction)[0])


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
