"""Stage `generator-card`: the generator's card from what was measured."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ..card import CardIncomplete
from ..card.markdown import figure, megabytes, number, page, percent, rate, table
from ..report import sha256_of
from ..workbench import Bench
from .export import film_folder

Report = dict[str, Any]


def _read(path: Path, left_by: str) -> Report:
    if not path.exists():
        raise CardIncomplete(f"{path.name} is missing: {left_by} leaves it")
    return json.loads(path.read_text(encoding="utf-8"))


def _what(manifest: Report, training: Report) -> str:
    flow, latent, told = manifest["flow"], manifest["latent"], training["training"]
    size = sum(entry["bytes"] for entry in manifest["files"].values())
    return page(
        "## What it is",
        f"Draws frontal chest films of {manifest['picture']['size']} x {manifest['picture']['size']} pixels from English"
        " prompts, for teaching and for tests. **No film of it is a patient's, and none is evidence of anything.** Films are"
        " marked in the picture and in their header, and the product refuses them outside its demo profile.",
        table(
            ["Part", "What"],
            [
                [
                    "prompt.onnx",
                    "text embedding of wetread-cxr -> findings and main directions of the film embedding",
                ],
                [
                    "denoiser.onnx",
                    f"rectified flow over {latent['side']} x {latent['side']} x {latent['channels']} latents: the best denoiser of a"
                    f" mixture of Gaussians with a small transformer on top; {flow['steps']} steps of Heun, guidance {flow['guidance']}",
                ],
                [
                    "decoder.onnx",
                    "principal components of 8 x 8 patches back to pixels, with a network for what a line cannot say",
                ],
                ["All", f"{megabytes(size)}, weights stored as float16"],
                [
                    "Trained",
                    f"{told['flowSteps']} steps of {told['batch']} in {told['flowMinutes']} minutes of two shared CPU cores, on"
                    f" {training['films']['train']} films",
                ],
            ],
        ),
    )


def _figures(evaluation: Report) -> str:
    told = evaluation["generation"]
    likeness, gate = told["likeness"], told["gate"]
    parts = [
        "## Figures, by `wetread eval generation`",
        f"Prompt agreement by the findings head, {told['films']} films of prompts that training has not seen, none chosen:"
        f" **{figure(told['agreement'])}**. The head that judges is the one whose findings the generator was conditioned on.",
        table(
            ["Finding", "AUROC (95 % over prompts)"],
            [[row["code"].replace("_", " "), figure(row["auroc"])] for row in told["byFinding"]],
        ),
        f"A picture stripped of header and text chunks is taken for a film by the gate: marked {rate(gate['marked'])}, mark"
        f" painted over {rate(gate['markBlanked'])}, mark cut off {rate(gate['markCut'])}. The gate was not made to tell"
        " generated films, and who strips the marks can have them read.",
        f"Median {number(told['milliseconds']['median'] / 1000, 2)} s a film on shared CPU cores.",
    ]
    if likeness:
        parts.insert(3, _likeness(likeness))
    return page(*parts)


def _likeness(likeness: Report) -> str:
    frechet, rows = likeness["frechet"], []
    for name, told in (("pixels", likeness["pixels"]), ("embedding", likeness["embedding"])):
        for whose in ("generated", "heldOut"):
            spread = told[whose]
            rows.append(
                [
                    f"{name}, {whose}",
                    *(number(spread[key], 4) for key in ("least", "fifthPercentile", "median")),
                ]
            )
    return page(
        f"Fréchet distance to held-out films in the encoder's space, {likeness['places']} on each side:"
        f" {number(frechet['generated'])}; other real films: {number(frechet['real'])}.",
        "### Memorised patients",
        f"Distance (1 - cosine) to the nearest of {likeness['trainingFilms']} training films:",
        table(["", "Least", "5th percentile", "Median"], rows),
        f"Nearer than 95 % of held-out films: {percent(likeness['pixels']['nearerThanFifthPercentile'])} by pixels,"
        f" {percent(likeness['embedding']['nearerThanFifthPercentile'])} by embedding; chance is 5 %.",
    )


def _training(training: Report) -> str:
    told, chosen = training["validation"], training["guidance"]
    nearest = told["nearest"]
    rows = [
        [
            name,
            *(
                number(values[key], 4)
                for key in ("generatedLeast", "heldOutLeast", "generatedMedian", "heldOutMedian")
            ),
            percent(values["generatedNearerThanFifthPercentile"]),
        ]
        for name, values in nearest.items()
    ]
    return page(
        "## From training, on validation prompts",
        f"{told['films']} films: agreement {number(told['agreement'])}; Fréchet distance {number(told['frechetGenerated'])}"
        f" against {number(told['frechetReal'])} of real films ({told['frechetPlaces']} on each side, unmarked, 128 px).",
        table(
            [
                "Nearest training film",
                "least",
                "least, held out",
                "median",
                "median, held out",
                "nearer than 95 % of held out",
            ],
            rows,
        ),
        f"Decoder on validation films: mean error {number(training['decoder']['greyError'], 1)} grey levels, PSNR"
        f" {number(training['decoder']['psnr'], 1)} dB. Conditions of unseen phrases: {percent(training['training']['unexplained'])}"
        " of the variance unexplained.",
        table(
            ["Guidance", "Agreement"], [[row["guidance"], number(row["agreement"])] for row in chosen["rows"]]
        )
        if chosen
        else "",
    )


LIMITS = """## Limits

- The films are coarse: 128 pixels, enlarged twice for viewers. What is smaller than a rib (small nodules, thin pneumothorax
  lines) is drawn badly or not at all.
- A film shows what the film reader takes for the finding. Its errors and the noise of text-mined labels are learnt with it.
- Sides, zones and sizes are followed loosely; devices, fractures and everything outside the 14 findings are not followed.
- Letters and markers at the edges are imitations without meaning.
- Trained on few films for a short time on a CPU. Variety is smaller than that of real films, and more so at high guidance.
- Never train or test a clinical model on these films as if they were patients'."""


def render(manifest: Report, training: Report, evaluation: Report) -> str:
    return (
        page(
            f"# {manifest['title']} {manifest['version']}",
            "Written by `python -m wetread_training generator-card` from `manifest.json`, `training.json` and `evaluation.json`.",
            "**Not a medical device.**",
            _what(manifest, training),
            _figures(evaluation),
            _training(training),
            "## Licence and sources",
            manifest["licence"] + ".",
            "\n".join(f"- {source}" for source in manifest["sources"]),
            LIMITS,
        )
        + "\n"
    )


def stage_generator_card(bench: Bench) -> None:
    """MODEL_CARD.md beside the generator's weights. @throws CardIncomplete"""
    folder = film_folder(bench)
    manifest = _read(folder / "manifest.json", "generator-export")
    training = _read(folder / "training.json", "generator-report")
    evaluation = _read(folder / "evaluation.json", "`wetread eval generation --out`")
    pinned = sha256_of(folder / "manifest.json")
    told = (training["model"]["manifestSha256"], evaluation["generation"]["model"]["sha256"])
    if any(one != pinned for one in told):
        raise CardIncomplete(
            "training.json or evaluation.json is of other weights than manifest.json: measure again"
        )
    (folder / "MODEL_CARD.md").write_text(render(manifest, training, evaluation), encoding="utf-8")
