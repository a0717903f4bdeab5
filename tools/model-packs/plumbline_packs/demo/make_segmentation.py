"""Trained demo network → pack, with what it scores on phantoms that it has not seen."""

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
from scipy.ndimage import zoom

from ..pack.manifest import About
from ..pack.onnx_files import session
from ..segmentation.checkpoint import Trained, load_trained
from ..segmentation.export import Part, export_part, write_pack
from ..segmentation.plans import normalisation
from ..segmentation.tasks import Task
from .documents import OWN_LICENCE, SOURCE, markdown_table
from .phantoms import Scan, class_labels, scans_in
from .segmentation_plan import CLASSES, SPACING
from .segmentation_volumes import heads_of, normalised, volume_of
from .sliding_window import segment

# Fewer voxels than this in the scan's own grid and a Dice is chance.
COUNTED_VOXELS = 50


def make(options: argparse.Namespace) -> dict:
    """Writes the pack. Returns the figures."""
    modality = options.modality
    trained = load_trained(options.work / modality.lower())
    part = Part(0, trained.plan, trained.network, [0, *CLASSES[modality]], trained.sha256)
    with tempfile.TemporaryDirectory() as scratch:
        graph = Path(scratch) / "network.onnx"
        export_part(part, graph, half_storage=True)
        figures = evaluate(trained, graph, [scan for scan in scans_in(options.held) if scan.modality == modality])
    names = {number: one.name for number, one in class_labels(options.held).items()}
    report = {
        "heldOutPhantoms": len(figures),
        "meanDice": mean([value for one in figures.values() for value in one.values()]),
        "dicePerClass": {
            names[number]: mean([one[number] for one in figures.values() if number in one]) for number in CLASSES[modality]
        },
    }
    documents = {"evaluation.json": json.dumps(report, indent=2) + "\n", "README.md": readme(modality, report)}
    task = Task(modality, "unified", SPACING, (), False)
    write_pack(options.folder, about(modality, len(part.labels) - 1), task, [part], half_storage=True, documents=documents)
    return report


def evaluate(trained: Trained, graph: Path, scans: list[Scan]) -> dict[str, dict[int, float]]:
    """Dice per class id in each scan's own grid."""
    plan, runtime = trained.plan, session(graph)
    channel = normalisation(plan)[0]

    def run(patch: np.ndarray) -> np.ndarray:
        return runtime.run(None, {"input": patch[None, None]})[0][0]

    figures = {}
    for scan in scans:
        image = normalised(volume_of(scan).image, channel)
        found = segment(run, image, plan.patch, plan.heads)
        truth = heads_of(scan)
        factors = [wanted / size for wanted, size in zip(truth.shape, found.shape, strict=True)]
        figures[scan.name] = dice(zoom(found, factors, order=0, mode="nearest"), truth, CLASSES[scan.modality])
    return figures


def dice(found: np.ndarray, truth: np.ndarray, classes: list[int]) -> dict[int, float]:
    scores = {}
    for head, number in enumerate(classes, 1):
        mine, theirs = found == head, truth == head
        if theirs.sum() >= COUNTED_VOXELS:
            scores[number] = float(2 * (mine & theirs).sum() / (mine.sum() + theirs.sum()))
    return scores


def mean(values: list[float]) -> float | None:
    return round(float(np.mean(values)), 4) if values else None


def about(modality: str, classes: int) -> About:
    return About(
        name="demo-phantom-segmentation" if modality == "CT" else "demo-phantom-segmentation-mr",
        version="1.0.0",
        title={"de": f"Demo-Segmentierung ({modality}-Phantom)", "en": f"Demo segmentation ({modality} phantom)"},
        limits={
            "de": f"Kennt nur das gemalte Phantom der Demo, {classes} Klassen in 6 mm. Auf Aufnahmen von Menschen ist das Ergebnis wertlos.",
            "en": f"Knows only the demo's painted phantom, {classes} classes at 6 mm. On images of people its results are worthless.",
        },
        licence=OWN_LICENCE,
        source=SOURCE,
    )


def readme(modality: str, report: dict) -> str:
    rows = [[name, "–" if score is None else f"{score:.3f}"] for name, score in report["dicePerClass"].items()]
    return f"""# Demo segmentation, {modality}

A small nnU-Net network (plain U-Net, 4 stages, 12 to 64 features, 6 mm) trained from scratch on phantoms painted by Plumbline's own demo
generator. **It knows phantoms only; on images of people its results are worthless.** Made by `tools/model-packs`, licence Apache-2.0.

Dice on {report["heldOutPhantoms"]} phantoms with seeds that training did not see, in the scan's own grid, with float32 sums over tiles; a class counts
where it has {COUNTED_VOXELS} voxels or more. Mean over classes and scans: **{report["meanDice"]:.3f}**. Most of what is missing is the 6 mm grid.

{markdown_table(["class", "Dice"], rows)}
"""
