"""Stores large ONNX weights as float16 with a cast in the graph; runtimes fold the cast when they load."""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

LEAST_VALUES = 256


def store_half(model: onnx.ModelProto) -> onnx.ModelProto:
    """Replaces float32 initialisers that float16 holds exactly; others stay as they are."""
    graph = model.graph
    casts = []
    for tensor in list(graph.initializer):
        if tensor.data_type != TensorProto.FLOAT:
            continue
        values = numpy_helper.to_array(tensor)
        short = values.astype(np.float16)
        if values.size < LEAST_VALUES or not np.array_equal(short.astype(np.float32), values):
            continue
        name = tensor.name
        graph.initializer.remove(tensor)
        graph.initializer.append(numpy_helper.from_array(short, f"{name}_half"))
        casts.append(helper.make_node("Cast", [f"{name}_half"], [name], to=TensorProto.FLOAT))
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
    return model
