"""Yes-or-no questions of our own that the labels of a chest film answer."""

from __future__ import annotations

import random

_NAMES: dict[str, tuple[str, ...]] = {
    "Atelectasis": ("atelectasis", "collapsed lung tissue", "volume loss"),
    "Cardiomegaly": ("cardiomegaly", "an enlarged heart", "enlargement of the cardiac silhouette"),
    "Effusion": ("a pleural effusion", "pleural fluid", "blunting of the costophrenic angles"),
    "Infiltration": ("an infiltrate", "infiltration", "an opacity in the lungs"),
    "Mass": ("a mass", "a lung mass", "a mass lesion"),
    "Nodule": ("a nodule", "pulmonary nodules", "a lung nodule"),
    "Pneumonia": ("pneumonia", "a lung infection"),
    "Pneumothorax": ("a pneumothorax", "air in the pleural space"),
    "Consolidation": ("consolidation", "airspace consolidation"),
    "Edema": ("pulmonary edema", "edema", "vascular congestion"),
    "Emphysema": ("emphysema", "hyperinflation of the lungs"),
    "Fibrosis": ("fibrosis", "scarring of the lungs"),
    "Pleural_Thickening": ("pleural thickening", "a thickened pleura"),
    "Hernia": ("a hiatal hernia", "a diaphragmatic hernia"),
}
_FRAMES = (
    "is there {}?",
    "is there evidence of {}?",
    "does this image show {}?",
    "does the patient have {}?",
    "can {} be seen?",
    "is {} present?",
    "do you see {}?",
)
_HEART = {
    True: ("is the heart enlarged?", "is the heart size abnormal?", "is the cardiac silhouette enlarged?"),
    False: ("is the heart normal in size?", "is the heart size normal?", "is the cardiac size normal?"),
}
_NORMAL = (
    "is this a normal chest x-ray?",
    "are the lungs normal?",
    "are the lungs clear?",
    "is this image normal?",
)
ABSENT = 3
"""How many findings that the film does not have are asked for."""


def ask_labels(labels: set[str], rng: random.Random) -> list[tuple[str, str]]:
    """(question, yes or no) pairs: every finding that is there, a few that are not, the heart, and whether all is well."""
    absent = rng.sample([name for name in _NAMES if name not in labels], ABSENT)
    asked = [
        (rng.choice(_FRAMES).format(rng.choice(_NAMES[name])), "yes" if name in labels else "no")
        for name in (*sorted(labels), *absent)
    ]
    if "Cardiomegaly" in labels or rng.random() < 0.3:
        about_size = rng.random() < 0.5
        large = "Cardiomegaly" in labels
        asked.append((rng.choice(_HEART[about_size]), "yes" if large == about_size else "no"))
    if not labels or rng.random() < 0.3:
        asked.append((rng.choice(_NORMAL), "no" if labels else "yes"))
    return asked
