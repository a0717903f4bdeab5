"""TotalSegmentator's tasks: which datasets they are made of, and which label of the task each head means."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Task:
    """
    `datasets`: (dataset id, offset, heads without background); part label + offset = task label, later parts overwrite.
    `step_size`: of tiles, as a share of the patch; 0.8 in TotalSegmentator's `total` tasks, 0.5 in everything else of nnU-Net.
    """

    modality: str
    label_space: str
    spacing: float
    datasets: tuple[tuple[int, int, int], ...]
    may_split: bool
    step_size: float = 0.8


TASKS = {
    "total": Task("CT", "unified", 1.5, ((291, 0, 24), (292, 24, 26), (293, 50, 18), (294, 68, 23), (295, 91, 26)), True),
    "total-fast": Task("CT", "unified", 3.0, ((297, 0, 117),), False),
    "total-fastest": Task("CT", "unified", 6.0, ((298, 0, 117),), False),
    "total-mr": Task("MR", "total_mr", 1.5, ((850, 0, 29), (851, 29, 21)), True),
    "total-mr-fast": Task("MR", "total_mr", 3.0, ((852, 0, 50),), False),
    "total-mr-fastest": Task("MR", "total_mr", 6.0, ((853, 0, 50),), False),
}
# Sizes from which TotalSegmentator cuts a volume in three, and by how many slices the pieces overlap.
SPLIT = {"voxels": 512 * 512 * 900, "slices": 200, "margin": 20}
