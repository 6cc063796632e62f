"""The trunk's trained end as a graph, and what it makes of every row of early features, read once for all seeds."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from tqdm import tqdm

from ..export import OPSET
from ..sessions import open_session
from .features import Gathered
from .network import TrunkEnd

ROWS = 32


class _Float(nn.Module):
    def __init__(self, end: TrunkEnd) -> None:
        super().__init__()
        self.end = end

    def forward(self, features: Tensor) -> Tensor:
        return self.end(features)


def _export_end(end: TrunkEnd, shape: tuple[int, ...], path: Path) -> None:
    torch.onnx.export(
        _Float(end).eval().to(memory_format=torch.contiguous_format),
        (torch.zeros(2, *shape),),
        str(path),
        input_names=["features"],
        output_names=["deep"],
        dynamic_axes={"features": {0: "n"}, "deep": {0: "n"}},
        opset_version=OPSET,
        dynamo=False,
    )


def deepen(gathered: Gathered, end: TrunkEnd, folder: Path) -> None:
    """Sets `gathered.deep`: from `deep.npy` where it was made by this very end, else anew."""
    path, graph, mark = folder / "deep.npy", folder / "end.onnx", folder / "deep.sha256"
    _export_end(end, gathered.features.shape[1:], graph)
    made_by = hashlib.sha256(graph.read_bytes()).hexdigest()
    if not (path.exists() and mark.exists() and mark.read_text(encoding="utf-8") == made_by):
        session = open_session(graph, 1)
        rows = len(gathered.features)
        out: np.ndarray | None = None
        for start in tqdm(range(0, rows, ROWS), desc="deep features", mininterval=10):
            part = np.asarray(gathered.features[start : start + ROWS]).astype(np.float32)
            deep = session.run(None, {"features": part})[0].astype(np.float16)
            if out is None:
                out = np.lib.format.open_memmap(
                    path, mode="w+", dtype=np.float16, shape=(rows, *deep.shape[1:])
                )
            out[start : start + len(deep)] = deep
        assert out is not None
        out.flush()
        mark.write_text(made_by, encoding="utf-8")
    gathered.deep = np.load(path, mmap_mode="r")
