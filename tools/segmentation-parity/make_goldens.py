"""Golden arrays for Plumbline's segmentation maths; see README.md."""

import base64
import json
import sys

import numpy as np
import torch
from nnunetv2.inference.sliding_window_prediction import compute_gaussian, compute_steps_for_sliding_window
from nnunetv2.preprocessing.normalization.default_normalization_schemes import (
    CTNormalization,
    RescaleTo01Normalization,
    ZScoreNormalization,
)
from scipy.ndimage import binary_fill_holes, zoom


def b64(array):
    """Memory of an array whose first axis is the fastest, as Plumbline's volumes are."""
    return base64.b64encode(np.asarray(array).tobytes(order="F")).decode()


def c64(array):
    return base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()


def zooms(rng):
    cases = []
    for dims, spacing, target in [
        ((20, 17, 6), (0.7, 0.7, 5.0), 1.5),
        ((12, 12, 12), (1.0, 1.0, 1.0), 3.0),
        ((9, 8, 7), (3.0, 3.0, 3.0), 1.5),
        ((5, 5, 1), (1.5, 0.9, 2.0), 1.5),
        ((10, 3, 9), (0.75, 2.25, 0.5), 1.5),
    ]:
        image = rng.integers(-1100, 1500, dims).astype(np.int16)
        # Flat air is where another order of summation shows.
        image[: dims[0] // 2] = -1024
        factor = np.array(spacing, np.float32) / target
        labels = rng.integers(0, 118, dims).astype(np.uint8)
        linear = zoom(image.astype(np.float64), factor, order=1, mode="nearest").astype(np.int32)
        nearest = zoom(labels, np.array(linear.shape) / np.array(dims), order=0, mode="nearest")
        cases.append(
            {"dims": dims, "spacing": spacing, "target": target, "image": b64(image), "to": linear.shape,
             "linear": b64(linear), "labels": b64(labels), "nearest": b64(nearest)}
        )
    return cases


def normalisations(rng):
    image = (rng.normal(40, 300, (9, 8, 7)) * (rng.random((9, 8, 7)) > 0.3)).astype(np.float32)
    image[0] = 0
    mask = binary_fill_holes(image != 0)
    properties = {"mean": -212.32852126993103, "std": 449.35398583445834, "percentile_00_5": -991.0,
                  "percentile_99_5": 539.0}
    ct = CTNormalization(False, properties).run(image.copy(), None)
    zscore = ZScoreNormalization(False, {}).run(image.copy(), None)
    masked = ZScoreNormalization(True, {}).run(image.copy(), np.where(mask, 0, -1))
    rescaled = RescaleTo01Normalization(False, {}).run(image.copy(), None)
    return {"dims": image.shape, "image": b64(image), "mask": b64(mask.astype(np.uint8)), "ct": b64(ct),
            "zscore": b64(zscore), "masked": b64(masked), "rescaled": b64(rescaled)}


def steps():
    sizes = [(128, 128), (129, 128), (300, 128), (512, 96), (57, 56), (241, 112)]
    return [
        {"size": s, "patch": p, "step": step, "starts": [int(v) for v in compute_steps_for_sliding_window((s,), (p,), step)[0]]}
        for s, p in sizes for step in (0.5, 0.8)
    ]


def gaussians():
    patches = [(8, 8, 8), (12, 16, 10), (17, 9, 24)]
    return [{"patch": p, "bits": c64(compute_gaussian(p, sigma_scale=1 / 8, value_scaling_factor=10,
                                                     device=torch.device("cpu")).numpy())} for p in patches]


def accumulation(rng):
    """The loop of predict_from_raw_data.py, _internal_predict_sliding_window_return_logits, with stored tile logits."""
    size, patch, heads = (18, 10, 11), (8, 8, 8), 5
    weights = compute_gaussian(patch, sigma_scale=1 / 8, value_scaling_factor=10, device=torch.device("cpu"))
    starts = compute_steps_for_sliding_window(size, patch, 0.5)
    sums = torch.zeros((heads, *size), dtype=torch.half)
    count = torch.zeros(size, dtype=torch.half)
    tiles = []
    for a in starts[0]:
        for b in starts[1]:
            for c in starts[2]:
                logits = torch.from_numpy(rng.normal(0, 4, (heads, *patch)).round(1).astype(np.float16).astype(np.float32))
                at = (slice(a, a + patch[0]), slice(b, b + patch[1]), slice(c, c + patch[2]))
                sums[(slice(None), *at)] += logits * weights
                count[at] += weights
                tiles.append({"start": [int(a), int(b), int(c)], "logits": c64(logits.numpy().astype(np.float16))})
    torch.div(sums, count, out=sums)
    return {"size": size, "patch": patch, "heads": heads, "tiles": tiles, "labels": c64(sums.argmax(0).numpy().astype(np.uint8))}


def main(path):
    rng = np.random.default_rng(20260101)
    goldens = {"zooms": zooms(rng), "normalisation": normalisations(rng), "steps": steps(), "gaussians": gaussians(),
               "accumulation": accumulation(rng)}
    with open(path, "w") as file:
        json.dump(goldens, file)
        file.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
