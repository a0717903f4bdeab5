"""From a traced module to an ONNX file: tracing, external data for what does not fit one file, smaller numbers."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
# A protobuf message ends at 2 GiB; the graph needs a part of it.
EXTERNAL_FROM_BYTES = 1_500 * 1024**2


@dataclass(frozen=True)
class Signature:
    """Names of a graph's inputs and outputs, and the axes whose length is free."""

    inputs: Sequence[str]
    outputs: Sequence[str]
    free_axes: dict[str, dict[int, str]] = field(default_factory=dict)


def export(module: torch.nn.Module, example: tuple, signature: Signature, target: Path) -> None:
    """Traces a module with example inputs and writes it as one ONNX file, weights beside it where they are large."""
    target.parent.mkdir(parents=True, exist_ok=True)
    # Beside the target: weights of several gigabytes do not fit everybody's /tmp.
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch, torch.no_grad():
        traced = Path(scratch) / "graph.onnx"
        torch.onnx.export(
            module.eval(),
            example,
            str(traced),
            input_names=list(signature.inputs),
            output_names=list(signature.outputs),
            dynamic_axes=signature.free_axes,
            opset_version=OPSET,
            dynamo=False,
        )
        save(onnx.load(str(traced)), target)


def save(model: onnx.ModelProto, target: Path) -> None:
    strip(model)
    if weight_bytes(model) < EXTERNAL_FROM_BYTES:
        onnx.save_model(model, str(target))
        return
    location = f"{target.name}_data"
    (target.parent / location).unlink(missing_ok=True)
    onnx.save_model(model, str(target), save_as_external_data=True, all_tensors_to_one_file=True, location=location)
    # onnx makes it readable for its owner alone; a pack is carried to others.
    (target.parent / location).chmod(target.stat().st_mode & 0o777)


def strip(model: onnx.ModelProto) -> None:
    """Takes out what names the maker's machine: source paths in node documentation."""
    model.doc_string = ""
    for node in model.graph.node:
        node.doc_string = ""
        del node.metadata_props[:]


def weight_bytes(model: onnx.ModelProto) -> int:
    return sum(len(tensor.raw_data) for tensor in model.graph.initializer)


def store_as_half(source: Path, target: Path, smallest: int = 64) -> None:
    """
    Keeps the arithmetic in float32 and only stores the weights in half the bytes: each becomes float16 with a Cast behind it,
    which the runtime folds away when it loads. For small packs that run on a CPU.
    """
    model = onnx.load(str(source))
    casts = []
    for tensor in model.graph.initializer:
        values = numpy_helper.to_array(tensor)
        if tensor.data_type != TensorProto.FLOAT or values.size < smallest:
            continue
        half = numpy_helper.from_array(values.astype(np.float16), f"{tensor.name}_half")
        casts.append(helper.make_node("Cast", [half.name], [tensor.name], to=TensorProto.FLOAT))
        tensor.CopyFrom(half)
    nodes = [*casts, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    save(model, target)


def quantise(source: Path, target: Path) -> None:
    """Weights of matrix products as int8 (per output channel), activations quantised as they come: for CPUs."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        str(source),
        str(target),
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True},
        use_external_data_format=source.with_name(f"{source.name}_data").exists(),
    )
    if not target.with_name(f"{target.name}.data").exists():
        save(onnx.load(str(target)), target)


def session(path: Path) -> ort.InferenceSession:
    """One thread for small graphs, whose sums then come out the same everywhere; 0, all cores, where one would take minutes."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = 0 if path.with_name(f"{path.name}_data").exists() else 1
    options.log_severity_level = 3
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
