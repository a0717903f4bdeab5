"""nnU-Net networks → a segmentation pack: one ONNX file a part, the plan's numbers in the manifest, a parity report."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

from ..pack.manifest import About, library_versions, write_json, write_manifest
from ..pack.onnx_files import Signature, export, session, store_as_half
from .norm import with_stepwise_norms
from .plans import Plan, UnsupportedPlan, normalisation
from .tasks import SPLIT, Task


@dataclass(frozen=True)
class Part:
    """`labels`: task label of each head, background first."""

    dataset_id: int
    plan: Plan
    network: nn.Module
    labels: list[int]
    sha256: str | None = None


def write_pack(
    folder: Path, about: About, task: Task, parts: list[Part], *, half_storage=False, documents: dict[str, str] | None = None
) -> dict:
    """
    Writes graphs, `parity.json` and the manifest. Returns the parity report.

    :param half_storage: Weights are float16 in the file and float32 in the arithmetic.
    :param documents: More files, name → text.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (documents or {}).items():
        (folder / name).write_text(text, "utf-8")
    report = {"reference": "PyTorch float32 on a CPU", "libraries": library_versions(), "parts": []}
    entries = []
    for part in parts:
        file = f"part-{part.dataset_id}.onnx" if part.dataset_id else "network.onnx"
        export_part(part, folder / file, half_storage=half_storage)
        report["parts"].append({"onnx": file, "checkpointSha256": part.sha256, **parity(part, folder / file)})
        entries.append(manifest_part(part, task, file))
    write_json(folder / "parity.json", report)
    plan = {
        "modality": task.modality,
        "labelSpace": task.label_space,
        "resample": {"spacingMm": [task.spacing] * 3, "order": 1},
        "stepSize": task.step_size,
        "split": SPLIT if task.may_split else None,
        "parts": entries,
    }
    write_manifest(folder, about, "segmentation", "segmentation", plan)
    return report


def manifest_part(part: Part, task: Task, file: str) -> dict:
    """:raises UnsupportedPlan: where heads, labels or spacing do not belong together"""
    plan = part.plan
    if len(part.labels) != plan.heads:
        raise UnsupportedPlan(f"{plan.heads} heads, {len(part.labels)} labels")
    if any(abs(length - task.spacing) > 1e-6 for length in plan.spacing):
        raise UnsupportedPlan(f"spacing {plan.spacing} is not the task's {task.spacing} mm")
    return {
        "datasetId": part.dataset_id,
        "onnx": file,
        "patch": plan.patch,
        "spacingMm": plan.spacing,
        "transposeForward": plan.transpose_forward,
        "channels": normalisation(plan),
        "labels": part.labels,
    }


def export_part(part: Part, target: Path, *, half_storage: bool) -> None:
    """Fixed to the patch: instance statistics depend on the extent of a tile, so another tile would give other logits."""
    example = torch.zeros(1, len(part.plan.channel_names), *part.plan.patch)
    export(with_stepwise_norms(part.network), (example,), Signature(["input"], ["logits"]), target)
    if half_storage:
        store_as_half(target, target)


@torch.no_grad()
def parity(part: Part, file: Path) -> dict[str, float]:
    """Largest difference of a logit on random input, and the share of voxels with the same label."""
    random = np.random.default_rng(3)
    image = random.standard_normal((1, len(part.plan.channel_names), *part.plan.patch)).astype(np.float32)
    expected = part.network(torch.from_numpy(image)).numpy()
    (found,) = session(file).run(None, {"input": image})
    return {
        "maxErrorLogits": float(np.abs(found - expected).max()),
        "largestLogit": float(np.abs(expected).max()),
        "sameLabels": float((found.argmax(axis=1) == expected.argmax(axis=1)).mean()),
    }
