"""How pictures without a published split are divided. `wetread eval gate` repeats this rule in TypeScript."""

from __future__ import annotations

import hashlib

FOLDS = 4


def fold(name: str, parts: int) -> int:
    """First byte of SHA-256 over the UTF-8 bytes of `name`, modulo `parts`.

    TypeScript: `createHash('sha256').update(name, 'utf8').digest()[0] % parts`.
    """
    return hashlib.sha256(name.encode("utf-8")).digest()[0] % parts


def split_of(source: str, group: str, published: str = "") -> str:
    """`train`, `val` (thresholds are chosen on it) or `test` (reported, never looked at before).

    `group` is whatever must stay together. The rules:

    - `nih`: the published split by patient is taken as it is.
    - `vqa-med`: the published `val` part is our `test`. Of the published `train` part, the files with
      `fold("vqa-med:" + file, 8) == 0` are our `val`, the others `train`.
    - `slake`: f = `fold(file, 4)`; 0 = `test`, 1 = `val`, 2 and 3 = `train`.
    - `hannover`, `kermany`, `tb` and drawings: f = `fold(source + ":" + group, 4)`; 0 = `val`, 1 = `test`,
      2 and 3 = `train`. The group is the table's `patient` for Hannover and Kermany, the `file` for TB (its table
      names no patient), `KIND:NUMBER` for drawings.
    - `vqa-rad`: always `test`.
    """
    if source == "nih":
        return published
    if source == "vqa-rad":
        return "test"
    if source == "vqa-med":
        if published == "val":
            return "test"
        return "val" if fold(f"vqa-med:{group}", 8) == 0 else "train"
    if source == "slake":
        return ("test", "val", "train", "train")[fold(group, FOLDS)]
    return ("val", "test", "train", "train")[fold(f"{source}:{group}", FOLDS)]


def hashed_order(name: str) -> str:
    """Key that sorts files without regard to their names; a capped set takes the first of this order."""
    return hashlib.sha256(name.encode("utf-8")).hexdigest()
