"""Nouns, sizes and places by finding. No measurement, no comparison with an earlier film, no unseen detail."""

from __future__ import annotations

from dataclasses import dataclass

COUNT_SIZES = {"small": ["small"], "moderate": ["moderate-sized", "moderate"], "large": ["large"]}
EXTENT_SIZES = {
    "small": ["mild", "minor", "slight"],
    "moderate": ["moderate"],
    "large": ["extensive", "marked"],
}
SEVERITY_SIZES = {"small": ["mild", "slight"], "moderate": ["moderate"], "large": ["severe", "marked"]}
DEGREE_ADVERBS = {"small": ["mildly", "slightly"], "moderate": ["moderately"], "large": ["markedly"]}


@dataclass(frozen=True)
class Noun:
    """A name of a finding. `plural` is empty for what is not counted."""

    singular: str
    plural: str = ""
    sizes: str = "count"


@dataclass(frozen=True)
class Entry:
    nouns: tuple[Noun, ...]
    place: str
    """`lung`, `pleura`, `device` or `none`: how side and zone are said."""


def _counted(*pairs: tuple[str, str]) -> tuple[Noun, ...]:
    return tuple(Noun(singular, plural) for singular, plural in pairs)


def _extent(*names: str) -> tuple[Noun, ...]:
    return tuple(Noun(name, sizes="extent") for name in names)


def _severity(*names: str) -> tuple[Noun, ...]:
    return tuple(Noun(name, sizes="severity") for name in names)


SIZE_TABLES = {"count": COUNT_SIZES, "extent": EXTENT_SIZES, "severity": SEVERITY_SIZES}

LEXICON: dict[str, Entry] = {
    "Atelectasis": Entry(
        (
            *_extent("atelectasis", "atelectatic change", "atelectasis"),
            *_counted(
                ("area of atelectasis", "areas of atelectasis"),
                ("focus of atelectasis", "foci of atelectasis"),
            ),
        ),
        "lung",
    ),
    "Cardiomegaly": Entry(
        _severity(
            "cardiomegaly",
            "cardiomegaly",
            "enlargement of the heart",
            "enlargement of the cardiac silhouette",
        ),
        "none",
    ),
    "Effusion": Entry(_counted(("pleural effusion", "pleural effusions")), "pleura"),
    "Infiltration": Entry(
        (
            *_counted(
                ("infiltrate", "infiltrates"),
                ("pulmonary infiltrate", "pulmonary infiltrates"),
                ("area of infiltration", "areas of infiltration"),
            ),
            *_extent("infiltration", "pulmonary infiltration"),
        ),
        "lung",
    ),
    "Mass": Entry(
        _counted(
            ("mass", "masses"),
            ("lung mass", "lung masses"),
            ("pulmonary mass", "pulmonary masses"),
            ("mass-like opacity", "mass-like opacities"),
        ),
        "lung",
    ),
    "Nodule": Entry(
        _counted(
            ("nodule", "nodules"),
            ("pulmonary nodule", "pulmonary nodules"),
            ("lung nodule", "lung nodules"),
            ("nodular opacity", "nodular opacities"),
        ),
        "lung",
    ),
    "Pneumonia": Entry(
        (
            *_extent("pneumonia", "pneumonia"),
            *_counted(
                ("area of pneumonia", "areas of pneumonia"), ("focus of pneumonia", "foci of pneumonia")
            ),
        ),
        "lung",
    ),
    "Pneumothorax": Entry(_counted(("pneumothorax", "pneumothoraces")), "pleura"),
    "Consolidation": Entry(
        (
            *_extent("consolidation", "air-space consolidation", "consolidation"),
            *_counted(
                ("area of consolidation", "areas of consolidation"),
                ("focus of consolidation", "foci of consolidation"),
            ),
        ),
        "lung",
    ),
    "Edema": Entry(_severity("pulmonary edema", "pulmonary edema", "edema", "edematous change"), "lung"),
    "Emphysema": Entry(_severity("emphysema", "pulmonary emphysema", "emphysematous change"), "lung"),
    "Fibrosis": Entry(
        _extent("fibrosis", "pulmonary fibrosis", "fibrotic change", "fibrotic scarring"), "lung"
    ),
    "Pleural_Thickening": Entry(
        (
            *_extent("pleural thickening", "pleural thickening", "thickening of the pleura"),
            *_counted(("area of pleural thickening", "areas of pleural thickening")),
        ),
        "pleura",
    ),
    "Hernia": Entry(
        _counted(("hiatal hernia", "hiatal hernias"), ("hiatus hernia", "hiatus hernias")), "none"
    ),
    "SupportDevice": Entry(
        _counted(
            ("support device", "support devices"), ("medical support device", "medical support devices")
        ),
        "device",
    ),
}

ABSENT_NOUNS: dict[str, tuple[str, ...]] = {
    "Atelectasis": ("atelectasis", "atelectatic change", "focal atelectasis"),
    "Cardiomegaly": ("cardiomegaly", "enlargement of the heart", "enlargement of the cardiac silhouette"),
    "Effusion": ("pleural effusion", "pleural effusion", "sizeable pleural effusion"),
    "Infiltration": ("infiltrate", "pulmonary infiltrate", "focal infiltrate", "pulmonary infiltration"),
    "Mass": ("mass", "lung mass", "pulmonary mass", "suspicious mass"),
    "Nodule": ("nodule", "pulmonary nodule", "lung nodule", "suspicious nodule"),
    "Pneumonia": ("pneumonia", "focal pneumonia"),
    "Pneumothorax": ("pneumothorax",),
    "Consolidation": ("consolidation", "focal consolidation", "air-space consolidation"),
    "Edema": ("pulmonary edema", "edema", "overt pulmonary edema"),
    "Emphysema": ("emphysema", "emphysematous change"),
    "Fibrosis": ("fibrosis", "fibrotic change", "pulmonary fibrosis"),
    "Pleural_Thickening": ("pleural thickening", "thickening of the pleura", "focal pleural thickening"),
    "Hernia": ("hiatal hernia", "hiatus hernia"),
    "SupportDevice": ("support device", "medical support device"),
}

NO_FINDING: dict[str, tuple[str, ...]] = {
    "findings": (
        "No radiographic abnormality is seen.",
        "No abnormality is identified on this film.",
        "No acute cardiopulmonary abnormality is seen.",
        "The film shows no acute abnormality.",
        "The radiograph shows no acute cardiopulmonary abnormality.",
        "There is no acute cardiopulmonary abnormality.",
    ),
    "impression": (
        "No acute cardiopulmonary abnormality.",
        "No acute abnormality.",
        "No radiographic evidence of acute cardiopulmonary abnormality.",
        "No acute cardiopulmonary abnormality is seen.",
        "No acute abnormality is identified.",
    ),
}
