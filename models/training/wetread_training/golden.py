"""Pictures drawn by formula, so that any implementation can be held against PyTorch without a data set."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from .packaged import PackagedEncoder
from .preprocess import letterbox

Case = dict[str, Any]

FORMULAS = {
    "ramp": "v = floor(255 * (a*x/(width-1) + b*y/(height-1)) / (a+b))",
    "checker": "v = ((floor(x/period) + floor(y/period)) mod 2) * 255",
    "disc": "v = inside if (x-cx)^2 + (y-cy)^2 <= r^2 else outside",
    "noise": "s = seed; for each pixel in row order: s = (1664525*s + 1013904223) mod 2^32; v = floor(s / 2^24)",
    "chest": (
        "v = 190; v = 60 inside the left or right lung; v = 215 inside the heart (heart over lung);"
        " each an ellipse ((x-cx)/rx)^2 + ((y-cy)/ry)^2 <= 1 given as fractions of width and height,"
        " x and y being (column+0.5)/width and (row+0.5)/height"
    ),
}

CASES: tuple[Case, ...] = (
    {"formula": "ramp", "width": 512, "height": 512, "a": 1, "b": 2},
    {"formula": "ramp", "width": 97, "height": 61, "a": 3, "b": 1},
    {"formula": "checker", "width": 300, "height": 420, "period": 37},
    {
        "formula": "disc",
        "width": 640,
        "height": 480,
        "cx": 250,
        "cy": 260,
        "r": 120,
        "inside": 230,
        "outside": 40,
    },
    {"formula": "noise", "width": 333, "height": 257, "seed": 20261123},
    {
        "formula": "chest",
        "width": 1024,
        "height": 1024,
        "right": [0.32, 0.45, 0.15, 0.3],
        "left": [0.68, 0.45, 0.15, 0.3],
        "heart": [0.55, 0.62, 0.14, 0.12],
    },
    {
        "formula": "chest",
        "width": 900,
        "height": 1100,
        "right": [0.31, 0.45, 0.16, 0.3],
        "left": [0.69, 0.45, 0.16, 0.3],
        "heart": [0.54, 0.64, 0.24, 0.15],
    },
)

SAMPLES = ((0.1, 0.5), (0.31, 0.29), (0.5, 0.5), (0.73, 0.61), (0.9, 0.42))
"""Places (column, row as fractions of the square) whose resized value the file states."""


def draw(case: Case) -> NDArray[np.uint8]:
    """The 8-bit picture of a case."""
    width, height = case["width"], case["height"]
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    kind = case["formula"]
    if kind == "ramp":
        a, b = case["a"], case["b"]
        return np.floor(255 * (a * x / (width - 1) + b * y / (height - 1)) / (a + b)).astype(np.uint8)
    if kind == "checker":
        period = case["period"]
        return ((np.floor(x / period) + np.floor(y / period)) % 2 * 255).astype(np.uint8)
    if kind == "disc":
        inside = (x - case["cx"]) ** 2 + (y - case["cy"]) ** 2 <= case["r"] ** 2
        return np.where(inside, case["inside"], case["outside"]).astype(np.uint8)
    if kind == "noise":
        state, values = case["seed"], []
        for _ in range(width * height):
            state = (1664525 * state + 1013904223) % (1 << 32)
            values.append(state >> 24)
        return np.array(values, dtype=np.uint8).reshape(height, width)
    if kind == "chest":
        picture = np.full((height, width), 190, dtype=np.uint8)
        for name, value in (("right", 60), ("left", 60), ("heart", 215)):
            cx, cy, rx, ry = case[name]
            inside = (((x + 0.5) / width - cx) / rx) ** 2 + (((y + 0.5) / height - cy) / ry) ** 2 <= 1
            picture[inside] = value
        return picture
    raise ValueError(f"unknown formula {kind}")


def write_golden(model: PackagedEncoder, size: int, texts: list[dict[str, Any]]) -> dict[str, Any]:
    """Each case with the resized values at SAMPLES and PyTorch's outputs; `texts` as `golden_texts` gives them."""
    cases = []
    for case in CASES:
        square = letterbox(draw(case), size)
        with torch.inference_mode():
            out = model(torch.from_numpy(square / 255).float().view(1, 1, size, size))
        cases.append(
            {
                "input": case,
                "square": {
                    "mean": round(float(square.mean()), 6),
                    "samples": [
                        {
                            "column": int(u * size),
                            "row": int(v * size),
                            "value": round(float(square[int(v * size), int(u * size)]), 6),
                        }
                        for u, v in SAMPLES
                    ],
                },
                "finding_logits": [round(float(value), 5) for value in out.finding_logits[0]],
                "gate_logits": [round(float(value), 5) for value in out.gate_logits[0]],
                "novelty": round(float(out.novelty[0]), 5),
                "view_logits": [round(float(value), 5) for value in out.view_logits[0]],
                "heatmap_peaks": [round(float(value), 5) for value in out.heatmaps[0].amax(dim=(1, 2))],
                "embedding_head": [round(float(value), 5) for value in out.embedding[0, :8]],
            }
        )
    return {
        "about": "Inputs are drawn by formula; x = column, y = row, from 0. Values 0..255, 8 bit. No data-set picture.",
        "formulas": FORMULAS,
        "tolerance": {"square": 1e-4, "logits": 2e-3},
        "size": size,
        "cases": cases,
        "texts": texts,
    }
