"""Puts the card together."""

from __future__ import annotations

from typing import Any

from .attributes import attribute_section
from .data_terms import data_section
from .figures import (
    finding_section,
    gate_section,
    headline_section,
    retrieval_section,
    robustness_section,
    seed_section,
)
from .limits import limit_section
from .markdown import page, table
from .overview import overview_section, reading_section
from .training import (
    ablation_section,
    gate_training_section,
    parity_line,
    phantom_section,
    sentence_section,
)

Report = dict[str, Any]


def _head(manifest: Report) -> str:
    return page(
        f"# {manifest['title']} {manifest['version']}",
        "Written by `python -m wetread_training card` from `manifest.json`, `training.json` and `evaluation.json`.",
        "**Not a medical device.** It has no clearance or approval, was never tried on patients in care, and must not be"
        " used to diagnose or treat. It drafts text that a qualified reader must check against the film.",
    )


def _what(manifest: Report, training: Report) -> str:
    recipe, encoder = training["recipe"], manifest["encoder"]
    teachers = recipe["teachers"]
    size = encoder["input"]["size"]
    rows = [
        [
            "Input",
            f"one 8-bit grey picture, letterboxed to {size} x {size}; read with its mirror image"
            if recipe["mirrored"]
            else f"one 8-bit grey picture, letterboxed to {size} x {size}",
        ],
        [
            "Encoder",
            f"EfficientNet-{recipe['trunk']}, a heat map of {encoder['heatmap']['width']} x"
            f" {encoder['heatmap']['height']} for each of {len(encoder['findings'])} findings, scope gate with novelty,"
            f" view, embedding of {encoder['embedding']['dimensions']} dimensions",
        ],
        [
            "Text encoder",
            f"{recipe['textLayers']} layers of MiniLM, int8 storage, into the same dimensions",
        ],
        [
            "Decoder",
            f"transformer of {manifest['decoder']['layers']} layers with a cache, beam of {manifest['decoder']['beamWidth']}: words"
            " what the encoder decided, a sentence a statement, conditioned on slots and on where the film lies in the shared"
            " space; every candidate is read back by rules before it is taken",
        ],
        [
            "Trained",
            f"{manifest['trainedAt']}; of seeds {', '.join(map(str, recipe['seeds']))} the one that ships is {recipe['seed']}",
        ],
    ]
    how = (
        "Labels, published boxes, phantoms and auxiliary tasks train the encoder"
        + (
            f", beside the word of cross-fitted teachers ({', '.join(teachers['variants'])}; {teachers['folds']} folds): each"
            " film is told by teachers that never saw its patient"
            if teachers["folds"]
            else ""
        )
        + ". Gate, joint space and calibration stand on the fixed encoder. Norms are folded and weights rounded before"
        " calibration: what is calibrated and measured is what ships."
    )
    return page("## What it is", table(["", ""], rows), how, parity_line(training))


def render_card(manifest: Report, training: Report, evaluation: Report, reading: Report | None) -> str:
    """The whole card as Markdown."""
    return (
        page(
            _head(manifest),
            _what(manifest, training),
            headline_section(evaluation),
            overview_section(evaluation),
            finding_section(evaluation),
            robustness_section(evaluation),
            gate_section(evaluation),
            gate_training_section(training),
            retrieval_section(evaluation),
            seed_section(evaluation),
            ablation_section(training),
            sentence_section(training),
            reading_section(reading),
            phantom_section(training),
            data_section(manifest, training),
            limit_section(manifest, training),
            attribute_section(manifest, training, evaluation),
        )
        + "\n"
    )
