"""Images by formula, so that a golden file need not hold any."""

import numpy as np


def pattern(seed: int, size: int = 224) -> np.ndarray:
    """
    Pixel values in [-1, 1], [3, size, size] float32: (x(3 + s) + y(5 + 2s) + 29c + 11(xy mod (7 + s))) mod 256 / 127.5 - 1,
    computed in double precision and then rounded once.
    """
    channel, y, x = np.meshgrid(np.arange(3), np.arange(size), np.arange(size), indexing="ij")
    whole = x * (3 + seed) + y * (5 + 2 * seed) + 29 * channel + 11 * (x * y % (7 + seed))
    return ((whole % 256) / 127.5 - 1).astype(np.float32)
