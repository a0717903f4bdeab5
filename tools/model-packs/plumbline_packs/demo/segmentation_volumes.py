"""Phantoms as a segmentation network gets them: canonical RAS, zoomed corner-aligned to its spacing, normalised by the plan."""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import zoom

from .phantoms import Scan
from .segmentation_plan import CLASSES, SPACING


@dataclass(frozen=True)
class Volume:
    """[z, y, x] of 6 mm, x towards right, y towards anterior: int32 image, heads (0 background) as labels."""

    image: np.ndarray
    labels: np.ndarray


def volume_of(scan: Scan) -> Volume:
    factors = np.array(scan.spacing[::-1], np.float32).astype(np.float64) / SPACING
    image = zoom(canonical(scan.image()).astype(np.float64), factors, order=1, mode="nearest").astype(np.int32)
    labels = zoom(heads_of(scan), factors, order=0, mode="nearest")
    return Volume(image, labels)


def canonical(array: np.ndarray) -> np.ndarray:
    """[z, y, x] from LPS to RAS."""
    return array[:, ::-1, ::-1]


def heads_of(scan: Scan) -> np.ndarray:
    """Truth in the scan's own grid, in RAS, as numbers of heads; classes that the network does not know are background."""
    table = np.zeros(256, np.uint8)
    for head, number in enumerate(CLASSES[scan.modality], 1):
        table[number] = head
    return table[canonical(scan.labels())]


def normalised(image: np.ndarray, channel: dict) -> np.ndarray:
    """:param channel: As in the manifest."""
    values = image.astype(np.float32)
    if channel["scheme"] == "CTNormalization":
        values = values.clip(channel["percentile005"], channel["percentile995"])
        return ((values - channel["mean"]) / max(channel["std"], 1e-8)).astype(np.float32)
    return ((values - values.mean()) / max(values.std(), 1e-8)).astype(np.float32)
