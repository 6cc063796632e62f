"""An `evaluation.json` in the shape that `wetread eval all --out` writes, with made-up figures."""

from __future__ import annotations

from typing import Any

from wetread_training.findings import FINDINGS

SCORES = ("precisionAt5", "precisionAt10", "fullPrecisionAt5", "ndcgAt10", "reciprocalRank")


def figure(value: float) -> dict[str, Any]:
    return {"value": value, "interval95": [value - 0.02, value + 0.02]}


def rate(count: int, of: int) -> dict[str, Any]:
    return {"count": count, "of": of, "share": count / of, "interval95": [0.0, 0.1]}


def _findings() -> dict[str, Any]:
    names = ("own film", "film of another patient", "blank picture", "noise")
    return {
        "films": 399,
        "patients": 294,
        "refused": 1,
        "labelsCounted": 13,
        "meanAuroc": figure(0.777),
        "perFinding": [
            {"code": code, "positives": 20, "counted": code != "Hernia", "auroc": figure(0.7)}
            for code in FINDINGS
        ],
        "calibration": {"error": figure(0.041), "pooledError": figure(0.01), "pooledBrier": figure(0.08)},
        "draft": {
            "microF1": figure(0.4),
            "macroF1": figure(0.3),
            "calledPerFilm": 1.5,
            "labelledPerFilm": 1.3,
        },
        "baselines": [
            {
                "name": "ImageNet features with linear head",
                "meanAuroc": figure(0.699),
                "difference": figure(0.078),
                "calibrationError": figure(0.05),
            },
            {
                "name": "constant",
                "meanAuroc": figure(0.5),
                "difference": figure(0.277),
                "calibrationError": None,
            },
        ],
        "subgroups": [
            {
                "name": "seen as PA",
                "films": 200,
                "patients": 150,
                "labelsCounted": 9,
                "meanAuroc": figure(0.8),
                "calibrationError": figure(0.04),
                "microF1": figure(0.4),
            }
        ],
        "otherSources": {
            "rows": [
                {
                    "source": "children, one hospital",
                    "question": "pneumonia or normal",
                    "films": 300,
                    "positives": 200,
                    "auroc": figure(0.86),
                }
            ],
            "viewAgreement": rate(40, 49),
        },
        "imageDependence": [
            {
                "picture": name,
                "withoutFinding": 10,
                "microF1": figure(0.4),
                "macroF1": figure(0.3),
                "microDrop": None if name == "own film" else figure(0.5),
                "macroDrop": None if name == "own film" else figure(0.5),
            }
            for name in names
        ],
        "shortcuts": [
            {
                "picture": "nothing but the outer 8 %",
                "meanAuroc": figure(0.55),
                "difference": figure(-0.22),
            }
        ],
    }


def _evidence() -> dict[str, Any]:
    met = [figure(0.72), figure(0.5), figure(0.2)]
    return {
        "boxes": 131,
        "films": 110,
        "findings": 8,
        "sources": [
            {"name": "wetread", "met": met, "difference": None},
            {"name": "whole film", "met": met, "difference": figure(0.3)},
        ],
        "perFinding": [{"code": "Cardiomegaly", "boxes": 16, "meanOverlap": figure(0.6), "met": met}],
        "sides": {"agreeing": rate(50, 60), "opposite": rate(4, 60), "partly": rate(6, 60)},
    }


def _gate() -> dict[str, Any]:
    row = {"needlessRepairs": 0, "outcomes": {"read": 399}, "wrongCases": []}
    return {
        "frontal": [{"set": "NIH test", "expected": "read", "wrong": rate(1, 399), **row}],
        "outside": [{"set": "SLAKE, ct", "expected": "refused", "wrong": rate(0, 60), **row}],
        "repairable": [{"set": "inverted", "expected": "read after inverted", "wrong": rate(2, 150), **row}],
        "unreadable": [{"set": "blank", "expected": "refused", "wrong": rate(0, 150), **row}],
        "falseRefusals": rate(1, 399),
        "falseAcceptances": rate(0, 60),
        "byTables": {"falseRefusals": rate(3, 401), "falseAcceptances": rate(4, 66)},
        "repairsMissed": rate(2, 150),
        "unreadableAccepted": rate(0, 150),
    }


def _retrieval() -> dict[str, Any]:
    scores = {name: figure(0.4) | {"interval95OverPatients": [0.3, 0.5]} for name in SCORES}
    gain = {"over": "BM25 over our drafts", "gain": figure(0.25)}
    return {
        "textToImage": {
            "films": 399,
            "phrases": 77,
            "phrasesCounted": 76,
            "systems": [
                {"name": "joint space", "scores": scores},
                {"name": "random order", "scores": scores},
            ],
            "categories": [],
            "gains": {"precisionAt5": gain, "ndcgAt10": gain},
        },
        "imageToImage": {"queries": 399, "rows": [{"name": "joint space", "scores": scores}]},
    }


def evaluation_of(manifest_sha256: str) -> dict[str, Any]:
    return {
        "provenance": {
            "command": "wetread eval all --data DATA --split test",
            "model": {"name": "wetread-cxr", "version": "0.0.1", "sha256": manifest_sha256},
            "split": "test",
            "limit": 0,
        },
        "findings": _findings(),
        "evidence": _evidence(),
        "gate": _gate(),
        "retrieval": _retrieval(),
        "speed": {
            "films": 60,
            "threads": 2,
            "medianMilliseconds": 123.4,
            "percentile95Milliseconds": 150.0,
            "files": [],
            "seeingBytes": 21_500_000,
        },
        "drafts": {"truth": [{"name": "drafts"}]},
        "text": {"rows": [{"name": "wetread"}]},
        "labels": {"gold": [{"half": "held-out"}]},
        "errors": {"texts": [{"name": "drafts of NIH films"}]},
        "overview": [
            {
                "task": "draft truth",
                "metric": "micro-F1",
                "unit": "number",
                "measured": figure(0.4),
                "beside": [{"name": "nearest training film", "figure": figure(0.3)}],
                "goals": [
                    {"level": "floor", "asks": "above", "met": True},
                    {"level": "aim", "asks": "as the head", "met": False},
                ],
            },
            {
                "task": "speed",
                "metric": "median",
                "unit": "milliseconds",
                "measured": {"value": 212.4, "interval95": None},
                "beside": [],
                "goals": [],
            },
        ],
        "seeds": [
            {
                "figure": "mean AUROC",
                "values": [0.777, 0.771, 0.781],
                "mean": 0.7763,
                "lowest": 0.771,
                "highest": 0.781,
            }
        ],
    }
