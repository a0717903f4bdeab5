"""A slice as the model sees it; the same arithmetic as `src/shared/domain/image/model-input.ts` ("medgemma")."""

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import interpolate

CT_WINDOWS = ((2250.0, -100.0), (350.0, 40.0), (80.0, 40.0))
EPSILON = 1e-5


def pixel_values(image: np.ndarray, modality: str, size: int = 224) -> Tensor:
    """
    :param image: [n, y, x] HU or signal.
    :returns: [n, 3, size, size] float32 in [-1, 1]
    """
    grey = torch.from_numpy(image.astype(np.float32))
    return interpolate(normalised(grey, modality), size=(size, size), mode="bilinear", align_corners=False)


def normalised(grey: Tensor, modality: str) -> Tensor:
    if modality == "CT":
        grey = grey.clamp(min=-1000)
        return torch.stack([windowed(grey, *window) for window in CT_WINDOWS], dim=1)
    low, high = grey.amin(dim=(1, 2), keepdim=True), grey.amax(dim=(1, 2), keepdim=True)
    return ((grey - low) / (high - low + EPSILON) * 2 - 1)[:, None].expand(-1, 3, -1, -1)


def windowed(grey: Tensor, width: float, level: float) -> Tensor:
    low, high = level - width / 2, level + width / 2
    return (grey.clamp(low, high) - low) / (high - low + EPSILON) * 2 - 1
