"""A slice from its file to what the encoder sees, with the augmentations of the published training."""

import io
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pydicom
import zstandard
from plumbline_packs.vision.pixels import pixel_values
from torch import Tensor

from ..failure import Failure
from .targets import Box


@dataclass(frozen=True)
class Picture:
    """HU or signal [y, x], float32, with the boxes of its classes in its own pixels."""

    samples: np.ndarray
    boxes: dict[int, Box]


def read_samples(file: Path) -> np.ndarray:
    """[y, x] float32: stored value * slope + intercept. :raises Failure: bad-image"""
    try:
        raw = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(file.read_bytes())).read()
        dataset = pydicom.dcmread(io.BytesIO(raw))
        slope, intercept = float(dataset.get("RescaleSlope", 1)), float(dataset.get("RescaleIntercept", 0))
        return dataset.pixel_array.astype(np.float32) * slope + intercept
    except Exception as error:  # noqa: BLE001 - whatever a damaged file makes three libraries throw
        raise Failure("bad-image", f"{file.name}: {type(error).__name__}") from error


def model_input(picture: Picture, modality: str, size: int) -> Tensor:
    """[3, size, size] float32 in [-1, 1]."""
    return pixel_values(picture.samples[None], modality, size)[0]


# As published: crop of 0.9 to 1 of each side, gamma at p 0.3, shift by up to 20 at p 0.5; a box that keeps less than 1 px² is lost.
CROP, GAMMA, GAMMA_SHARE, SHIFT, SHIFT_SHARE, LEAST_AREA = 0.9, (0.7, 1.2), 0.3, 20.0, 0.5, 1.0


def augmented(picture: Picture, draw: random.Random) -> Picture:
    samples, boxes = cropped(picture, draw)
    if draw.random() < GAMMA_SHARE:
        low, high = float(samples.min()), float(samples.max())
        reach = high - low + 1e-7
        samples = ((samples - low) / reach) ** draw.uniform(*GAMMA) * reach + low
    if draw.random() < SHIFT_SHARE:
        samples = samples + np.float32(draw.uniform(-SHIFT, SHIFT))
    return Picture(samples.astype(np.float32), boxes)


def cropped(picture: Picture, draw: random.Random) -> tuple[np.ndarray, dict[int, Box]]:
    """Height and width are cut independently; boxes follow."""
    height, width = picture.samples.shape
    rows, columns = (max(1, round(side * draw.uniform(CROP, 1))) for side in (height, width))
    top, left = draw.randint(0, height - rows), draw.randint(0, width - columns)
    moved = {}
    for class_id, (x1, y1, x2, y2) in picture.boxes.items():
        box = (max(0, x1 - left), max(0, y1 - top), min(columns, x2 - left), min(rows, y2 - top))
        if box[2] > box[0] and box[3] > box[1] and (box[2] - box[0]) * (box[3] - box[1]) >= LEAST_AREA:
            moved[class_id] = box
    return picture.samples[top : top + rows, left : left + columns], moved
