"""The 31 source attributes of predictive decision support, 45 CFR 170.315(b)(11)(iv)(B), in their nine groups."""

from __future__ import annotations

from typing import Any

from .markdown import figure, page, rate, share, table

Report = dict[str, Any]
NONE = "not available"
DEMOGRAPHICS = "race, ethnicity, language, sexual orientation, gender identity, sex, date of birth, social determinants, health status"
"""The variables of 170.315(b)(11)(iv)(A)(5)-(13)."""

Group = tuple[str, list[tuple[str, str]]]


def _details(manifest: Report) -> Group:
    return (
        "(1) Details and output",
        [
            (
                "Name and contact of the developer",
                "the Wetread project, by the issue tracker of its repository",
            ),
            ("Funding source of the technical implementation", "none from outside the project"),
            (
                "Value produced as output",
                f"{len(manifest['encoder']['findings'])} calibrated probabilities with a region each, a scope decision"
                " with its reason, the view, an embedding, sentences",
            ),
            (
                "Type of output",
                "prediction (probabilities, regions), classification (scope, view), generated text",
            ),
        ],
    )


def _purpose() -> Group:
    return (
        "(2) Purpose",
        [
            (
                "Intended use",
                "research, teaching, software development: a preliminary draft for one frontal chest film",
            ),
            ("Intended patient population", "adults; in research data only, not patients in care"),
            ("Intended users", "developers, and radiologists who evaluate such software"),
            (
                "Intended role in decisions",
                "informs a reader, who checks every sentence and signs; never decides or replaces",
            ),
        ],
    )


def _out_of_scope() -> Group:
    return (
        "(3) Cautioned out-of-scope use",
        [
            (
                "Tasks, situations, populations cautioned against",
                "diagnosis or treatment; triage without a reader; children; lateral films; other body parts; CT, MR,"
                " ultrasound; comparison with earlier films; support devices",
            ),
            ("Known risks, inappropriate settings and uses, limitations", "see Limits"),
        ],
    )


def _development(training: Report) -> Group:
    films = training["films"]
    return (
        "(4) Development and input features",
        [
            (
                "Exclusion and inclusion criteria of the training data",
                f"{films['nihTrain']} frontal films of NIH training patients, other sets as under Data and terms;"
                " excluded: validation and test patients, lateral films as findings, pictures that VQA-Med shares with"
                " VQA-RAD",
            ),
            (
                f"Use of demographic variables as input features ({DEMOGRAPHICS})",
                "none: the picture is the only input",
            ),
            (
                "Demographic representativeness of the training data",
                f"{NONE}: the tables that were at hand name no such variable of the labelled films",
            ),
            (
                "Relevance of the training data to the deployed setting",
                "one research hospital of 1992 to 2015 (Wang et al. 2017), with more disease than a clinic sees: limited",
            ),
        ],
    )


def _fairness() -> Group:
    return (
        "(5) Fairness in development",
        [
            (
                "Approach to a fair output",
                "splits by patient; figures by view and by source; the same thresholds for everybody; no demographic"
                " inputs. Groups of people could not be compared",
            ),
            (
                "Approaches to manage, reduce or eliminate bias",
                "frames, text marks, sharpness and resolution are varied in training so that they do not tell the source;"
                " other sources have heads of their own; shortcuts and left-out sources are measured",
            ),
        ],
    )


def _external(evaluation: Report) -> Group:
    other = "; ".join(
        f"{row['source']}: {figure(row['auroc'])}" for row in evaluation["findings"]["otherSources"]["rows"]
    )
    return (
        "(6) External validation",
        [
            (
                "Data source, setting or environment",
                "none for the 14 findings. Held-out films of other hospitals, of which other films served auxiliary"
                " tasks; the gate on VQA-RAD, which training never saw",
            ),
            ("Party that conducted it", f"{NONE}: the developers' own figures only"),
            ("Demographic representativeness of external data", NONE),
            (
                "Validation process",
                f"`wetread eval`; AUROC of disease against health within a source ({other})",
            ),
        ],
    )


def _performance(evaluation: Report) -> Group:
    findings, evidence, gate = evaluation["findings"], evaluation["evidence"], evaluation["gate"]
    views = "; ".join(f"{row['name']} {figure(row['meanAuroc'])}" for row in findings["subgroups"])
    return (
        "(7) Quantitative measures of performance",
        [
            (
                "Validity in test data of the training data's source",
                f"mean AUROC {figure(findings['meanAuroc'])}, calibration error"
                f" {figure(findings['calibration']['error'])}, boxes met {share(evidence['sources'][0]['met'][0])}",
            ),
            (
                "Fairness in test data of the same source",
                f"mean AUROC by view: {views}. By sex, age, race, ethnicity: {NONE}",
            ),
            (
                "Validity in external data",
                f"findings: {NONE}, other than (6); gate, all sources: {rate(gate['falseRefusals'])} of frontal films"
                f" refused, {rate(gate['falseAcceptances'])} of other pictures accepted",
            ),
            ("Fairness in external data", NONE),
            ("References to evaluations of use on outcomes", f"{NONE}: never used in care"),
        ],
    )


def _maintenance() -> Group:
    return (
        "(8) Ongoing maintenance",
        [
            ("Monitoring of validity over time", "none by the developers; `wetread eval` serves for it"),
            ("Validity in local data", f"{NONE}: to be measured by whoever deploys, with `wetread eval`"),
            ("Monitoring of fairness over time", "none by the developers"),
            ("Fairness in local data", f"{NONE}: to be measured by whoever deploys"),
        ],
    )


def _updates() -> Group:
    return (
        "(9) Updates and continued validation",
        [
            (
                "Process and frequency of updates",
                "by version, without a schedule; every version is pinned by SHA-256 in `manifest.json`, and named in each"
                " audit row",
            ),
            (
                "Frequency of correction when risks to validity or fairness are identified",
                "no schedule; by issue, with the next version",
            ),
        ],
    )


def attribute_groups(manifest: Report, training: Report, evaluation: Report) -> list[Group]:
    return [
        _details(manifest),
        _purpose(),
        _out_of_scope(),
        _development(training),
        _fairness(),
        _external(evaluation),
        _performance(evaluation),
        _maintenance(),
        _updates(),
    ]


def attribute_section(manifest: Report, training: Report, evaluation: Report) -> str:
    groups = attribute_groups(manifest, training, evaluation)
    parts = [f"### {title}\n\n{table(['Attribute', ''], rows)}" for title, rows in groups]
    return page(
        "## Source attributes (ONC HTI-1, 45 CFR 170.315(b)(11)(iv)(B))",
        "Named as the rule names them for predictive decision support interventions. The project claims no"
        " certification.",
        *parts,
    )
