"""The sections whose figures `wetread eval` measured on test patients, through the shipped files."""

from __future__ import annotations

from typing import Any

from .markdown import figure, megabytes, number, page, percent, rate, share, table

Report = dict[str, Any]


def headline_section(evaluation: Report) -> str:
    findings, evidence, gate = evaluation["findings"], evaluation["evidence"], evaluation["gate"]
    texts, speed = evaluation["retrieval"]["textToImage"], evaluation["speed"]
    swapped = next(row for row in findings["imageDependence"] if row["picture"] == "film of another patient")
    rows = [
        [
            f"mean AUROC, {findings['labelsCounted']} findings with enough positives",
            figure(findings["meanAuroc"]),
        ],
        ["calibration error, mean over findings", figure(findings["calibration"]["error"])],
        [
            "draft truth against the labels, micro-F1 / macro-F1",
            f"{figure(findings['draft']['microF1'])} / {figure(findings['draft']['macroF1'])}",
        ],
        ["loss of micro-F1 with another patient's film", share(swapped["microDrop"])],
        [
            f"published boxes met at IoU >= .1, mean of {evidence['findings']} findings",
            share(evidence["sources"][0]["met"][0]),
        ],
        ["real frontal chest films refused", rate(gate["falseRefusals"])],
        ["other pictures accepted", rate(gate["falseAcceptances"])],
        ["text to film, P@5 over best baseline", _gain(texts["gains"]["precisionAt5"])],
        ["text to film, nDCG@10 over best baseline", _gain(texts["gains"]["ndcgAt10"])],
        [
            f"milliseconds a film, {speed['threads']} threads, median",
            number(speed["medianMilliseconds"], 0),
        ],
        ["encoder, heads and text encoder together", megabytes(speed["seeingBytes"])],
    ]
    films = f"{findings['films']} films of {findings['patients']} NIH test patients"
    return page(
        "## Measured",
        f"On {films}, which neither trained nor chose anything; 95 % intervals. By `wetread eval`, through the"
        " shipped files and the product's own path; every set and table is in `EVALUATION.md`.",
        table(["", "Value"], rows),
    )


def _gain(told: Report | None) -> str:
    return f"{share(told['gain'])} over {told['over']}" if told else "-"


def finding_section(evaluation: Report) -> str:
    boxes = {row["code"]: row for row in evaluation["evidence"]["perFinding"]}

    def met(code: str) -> str:
        row = boxes.get(code)
        return f"{percent(row['met'][0]['value'])} of {row['boxes']}" if row else "no boxes published"

    rows = [
        [
            row["code"],
            f"{row['positives']}{'' if row['counted'] else ' (not in the mean)'}",
            figure(row["auroc"]),
            met(row["code"]),
        ]
        for row in evaluation["findings"]["perFinding"]
    ]
    findings, evidence = evaluation["findings"], evaluation["evidence"]
    beside = [["this model", figure(findings["meanAuroc"]), "", figure(findings["calibration"]["error"])]]
    beside += [
        [
            row["name"],
            figure(row["meanAuroc"]),
            figure(row["difference"]),
            figure(row["calibrationError"]) if row["calibrationError"] else "-",
        ]
        for row in findings["baselines"]
    ]
    places = [
        ["this model" if index == 0 else row["name"], share(row["met"][0]), share(row["difference"])]
        for index, row in enumerate(evidence["sources"])
    ]
    return page(
        "## Findings and evidence",
        table(["Finding", "Positive films", "AUROC", "Box met (IoU >= .1)"], rows),
        table(["Beside others", "Mean AUROC", "This model less", "Calibration error"], beside),
        table(["Boxes by", "Met (IoU >= .1)", "This model more"], places),
        f"Side of called findings that have a box: as the box {rate(evidence['sides']['agreeing'])}, the opposite"
        f" {rate(evidence['sides']['opposite'])}.",
    )


def robustness_section(evaluation: Report) -> str:
    """Subgroups, other sources, image dependence and shortcuts."""
    findings = evaluation["findings"]
    groups = [
        [f"NIH films {row['name']}", row["films"], figure(row["meanAuroc"]), figure(row["calibrationError"])]
        for row in findings["subgroups"]
    ]
    groups += [
        [f"{row['source']}: {row['question']}", row["films"], figure(row["auroc"]), ""]
        for row in findings["otherSources"]["rows"]
    ]
    dependence = [
        [row["picture"], figure(row["microF1"]), share(row["microDrop"])]
        for row in findings["imageDependence"]
    ]
    shortcuts = [
        [row["picture"], figure(row["meanAuroc"]), figure(row["difference"])] for row in findings["shortcuts"]
    ]
    return page(
        "## Subgroups, other sources, shortcuts",
        table(["Films", "Number", "AUROC", "Calibration error"], groups),
        "The view is the one that the encoder sees; it is Hannover's own for"
        f" {rate(findings['otherSources']['viewAgreement'])}. Means of two rows are not of the same findings.",
        table(["Picture given to the model", "micro-F1 of the drafts", "Loss"], dependence),
        table(["Film changed", "Mean AUROC", "Less whole films"], shortcuts),
    )


def gate_section(evaluation: Report) -> str:
    gate = evaluation["gate"]
    totals = [
        ["real frontal chest films refused", rate(gate["falseRefusals"])],
        ["other pictures accepted", rate(gate["falseAcceptances"])],
        ["the same by the sets' tables alone: refused", rate(gate["byTables"]["falseRefusals"])],
        ["the same by the sets' tables alone: accepted", rate(gate["byTables"]["falseAcceptances"])],
        ["turned or inverted films not put right", rate(gate["repairsMissed"])],
        ["spoilt films accepted", rate(gate["unreadableAccepted"])],
    ]
    rows = [
        [row["set"], row["expected"], rate(row["wrong"])]
        for kind in ("frontal", "outside", "repairable", "unreadable")
        for row in gate[kind]
    ]
    return page(
        "## Scope gate",
        table(["", "Wrong"], totals),
        table(["Pictures", "Expected", "Wrong"], rows),
    )


def retrieval_section(evaluation: Report) -> str:
    texts, films = evaluation["retrieval"]["textToImage"], evaluation["retrieval"]["imageToImage"]
    rows = [
        [
            f"{way}: {row['name']}",
            figure(row["scores"]["precisionAt5"]),
            figure(row["scores"]["ndcgAt10"]),
        ]
        for way, systems in (("text to film", texts["systems"]), ("film to film", films["rows"]))
        for row in systems
    ]
    return page(
        "## Retrieval",
        f"{texts['phrasesCounted']} phrases of our own (words for findings, lay words, side, extent, several"
        f" findings, denials) search {texts['films']} test films; relevance by labels and published boxes. "
        'A "reference" is told which findings a phrase means.',
        table(["", "P@5", "nDCG@10"], rows),
    )


def seed_section(evaluation: Report) -> str:
    seeds = evaluation.get("seeds") or []
    if not seeds:
        return page(
            "## From seed to seed", "Measured with one seed only: the spread between runs is not known."
        )
    # Kinds of models may have been trained with different numbers of seeds.
    most = max(len(row["values"]) for row in seeds)
    head = ["Figure", *(f"model {i + 1}" for i in range(most)), "mean", "range"]
    rows = [
        [
            row["figure"],
            *(number(value) for value in (*row["values"], *[None] * most)[:most]),
            number(row["mean"]),
            f"{number(row['lowest'])} to {number(row['highest'])}",
        ]
        for row in seeds
    ]
    return page("## From seed to seed", "Model 1 ships.", table(head, rows))
