"""nnU-Net's tiles with plain float32 sums: good for Dice figures, not for parity (the program keeps float16 sums as nnU-Net does)."""

from itertools import product
from math import ceil

import numpy as np
from scipy.ndimage import gaussian_filter

STEP = 0.8


def segment(run, image: np.ndarray, patch: list[int], heads: int) -> np.ndarray:
    """
    :param run: patch [z, y, x] float32 → logits [heads, z, y, x].
    :param image: Normalised.
    :returns: head of each voxel, uint8
    """
    spare = [max(0, wanted - size) for size, wanted in zip(image.shape, patch, strict=True)]
    padded = np.pad(image, [(one // 2, one - one // 2) for one in spare])
    weight = importance(patch)
    sums, weights = np.zeros((heads, *padded.shape), np.float32), np.zeros(padded.shape, np.float32)
    for corner in product(*(starts(size, wanted) for size, wanted in zip(padded.shape, patch, strict=True))):
        at = tuple(slice(first, first + size) for first, size in zip(corner, patch, strict=True))
        sums[(slice(None), *at)] += run(np.ascontiguousarray(padded[at])) * weight
        weights[at] += weight
    labels = (sums / weights).argmax(axis=0).astype(np.uint8)
    return labels[tuple(slice(one // 2, one // 2 + size) for one, size in zip(spare, image.shape, strict=True))]


def starts(size: int, patch: int) -> list[int]:
    count = ceil((size - patch) / (patch * STEP)) + 1
    step = (size - patch) / max(1, count - 1)
    return [round(step * at) for at in range(count)]


def importance(patch: list[int]) -> np.ndarray:
    weight = np.zeros(patch)
    weight[tuple(size // 2 for size in patch)] = 1
    weight = gaussian_filter(weight, [size / 8 for size in patch], mode="constant")
    return np.maximum(weight / weight.max() * 10, 1e-6).astype(np.float32)
