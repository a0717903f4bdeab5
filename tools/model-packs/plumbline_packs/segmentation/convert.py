"""Trained nnU-Net folders → packs: TotalSegmentator's tasks, and networks of one's own."""

from pathlib import Path

from ..pack.manifest import About
from .checkpoint import load_trained
from .export import Part, write_pack
from .plans import UnsupportedPlan
from .tasks import TASKS, Task

LIMITS = {
    "de": "TotalSegmentator, umgewandelt. Für Forschung; keine Medizinproduktzulassung.",
    "en": "TotalSegmentator, converted. For research; not a medical device.",
}


def convert_task(name: str, weights: Path, folder: Path, *, trusted: bool = False) -> dict:
    """
    :param weights: Holds `DatasetNNN_…/TRAINER__nnUNetPlans__3d_fullres/`, as TotalSegmentator downloads it (`~/.totalsegmentator/nnunet/results`).
    :returns: the parity report
    """
    task = TASKS[name]
    parts = [part_of(weights, *numbers, trusted=trusted) for numbers in task.datasets]
    about = About(
        name=f"totalsegmentator-{name}",
        version="2.0.0",
        title={"de": f"TotalSegmentator {name}", "en": f"TotalSegmentator {name}"},
        limits=LIMITS,
        licence={"id": "Apache-2.0", "url": "https://github.com/wasserth/TotalSegmentator"},
        source=f"TotalSegmentator, task {name}, datasets {', '.join(str(part.dataset_id) for part in parts)}",
        source_sha256=parts[0].sha256 if len(parts) == 1 else None,
    )
    return write_pack(folder, about, task, parts)


def convert_own(trained_folder: Path, folder: Path, about: About, *, modality: str, ids: dict[str, int], trusted: bool = False) -> dict:
    """
    A network of one's own.

    :param ids: Name of each label in `dataset.json` → id of the unified schema; 0 drops a label.
    """
    trained = load_trained(trained_folder, trusted=trusted)
    names = {label: name for name, label in trained.plan.labels.items()}
    labels = [0, *(ids[names[label]] for label in range(1, trained.plan.heads))]
    spacing = trained.plan.spacing
    if len(set(spacing)) > 1:
        raise UnsupportedPlan(f"spacing {spacing}: only networks of equal spacing along the axes are run")
    task = Task(modality, "unified", spacing[0], (), False, step_size=0.5)
    return write_pack(folder, about, task, [Part(0, trained.plan, trained.network, labels, trained.sha256)])


def part_of(weights: Path, dataset_id: int, offset: int, foreground: int, *, trusted: bool) -> Part:
    found = sorted(weights.glob(f"Dataset{dataset_id}_*/*__nnUNetPlans__3d_fullres"))
    if len(found) != 1:
        raise FileNotFoundError(f"{weights}: {len(found)} trained folders of dataset {dataset_id}, not one")
    trained = load_trained(found[0], trusted=trusted)
    if trained.plan.heads != foreground + 1:
        raise UnsupportedPlan(f"dataset {dataset_id}: {trained.plan.heads} heads, not {foreground + 1}")
    labels = [0, *range(offset + 1, offset + foreground + 1)]
    return Part(dataset_id, trained.plan, trained.network, labels, trained.sha256)
