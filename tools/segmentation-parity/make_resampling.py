"""Golden arrays of nnU-Net's default resampling; see README.md."""

import base64
import json
import sys

import numpy as np
from nnunetv2.preprocessing.resampling.default_resampling import (
    determine_do_sep_z_and_axis,
    resample_data_or_seg_to_shape,
)

# Sizes and spacings are in x, y, z; nothing in nnU-Net's resampling depends on the order of the axes.
CASES = [
    ((9, 8, 7), (13, 6, 10), (1.0, 1.0, 1.0), (0.7, 1.3, 0.7), 3),
    ((12, 10, 5), (9, 13, 11), (0.8, 0.8, 5.0), (1.0, 0.6, 2.2), 3),
    ((12, 10, 5), (9, 13, 5), (0.8, 0.8, 5.0), (1.0, 0.6, 5.0), 3),
    ((6, 9, 10), (15, 7, 12), (4.0, 1.0, 1.0), (1.6, 1.3, 0.8), 3),
    ((4, 9, 10), (2, 9, 10), (0.2, 1.3, 1.3), (0.4, 1.3, 1.3), 3),
    ((7, 1, 9), (10, 3, 4), (1.0, 1.0, 1.0), (0.7, 0.3, 2.2), 3),
    ((9, 8, 7), (13, 6, 10), (1.0, 1.0, 1.0), (0.7, 1.3, 0.7), 1),
    ((12, 10, 5), (9, 13, 11), (0.8, 0.8, 5.0), (1.0, 0.6, 2.2), 1),
]


def b64(array):
    """Memory of an array whose first axis is the fastest, as Plumbline's volumes are."""
    return base64.b64encode(np.asarray(array).tobytes(order="F")).decode()


def main(path):
    rng = np.random.default_rng(20260102)
    cases = []
    for dims, to, spacing, target, order in CASES:
        image = rng.normal(0, 1, dims).astype(np.float32)
        # A flat half with a steep edge: the spline overshoots, and what is beyond the range is clipped.
        image[: dims[0] // 2] = image.min()
        _, axis = determine_do_sep_z_and_axis(None, spacing, target)
        out = resample_data_or_seg_to_shape(image[None], to, spacing, target, order=order, force_separate_z=None)
        cases.append(
            {"dims": dims, "to": to, "spacing": spacing, "target": target, "order": order,
             "axis": None if axis is None else int(axis), "image": b64(image), "out": b64(out[0].astype(np.float32))}
        )
    with open(path, "w") as file:
        json.dump(cases, file)
        file.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
