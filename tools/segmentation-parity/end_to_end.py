"""Compares what `plumbline segment` wrote with nnU-Net's and SciPy's own code on the same one-network pack and volume.

    python end_to_end.py VOLUME.nii.gz PLUMBLINES.nii.gz PACK

The network runs in ONNX Runtime on both sides; everything around it is the Python code here.
"""

import json
import sys
from itertools import product

import nibabel as nib
import numpy as np
import onnxruntime
import torch
from nnunetv2.inference.sliding_window_prediction import compute_gaussian, compute_steps_for_sliding_window
from nnunetv2.preprocessing.normalization.default_normalization_schemes import CTNormalization, ZScoreNormalization
from scipy.ndimage import binary_fill_holes, zoom


# Unified class id of each id of TotalSegmentator's task total_mr: src/shared/domain/anatomy/tables/mr-class-ids.ts.
UNIFIED_BY_MR = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 118, 119, 15, 18, 19, 20, 21, 22, 25, 121, 120, 79, 51, 52, 63, 64, 65, 66, 67,
                 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90]


def written_ids(plan):
    """Label maps of MR have the ids of the MR task, also where a pack has the unified ones."""
    ids = np.arange(256, dtype=np.uint8)
    if plan["modality"] == "MR" and plan["labelSpace"] == "unified":
        for mr, unified in enumerate(UNIFIED_BY_MR):
            ids[unified] = mr
    return ids


def normalised(image, channel):
    if channel["scheme"] == "CTNormalization":
        properties = {"mean": channel["mean"], "std": channel["std"], "percentile_00_5": channel["percentile005"],
                      "percentile_99_5": channel["percentile995"]}
        return CTNormalization(False, properties).run(image, None)
    inside = np.where(binary_fill_holes(image != 0), 0, -1)
    return ZScoreNormalization(channel["useMask"], {}).run(image, inside)


def predict(image, session, part, step):
    patch, heads = part["patch"], len(part["labels"])
    spare = [max(0, p - s) for p, s in zip(patch, image.shape, strict=True)]
    padded = np.pad(image, [(v // 2, v - v // 2) for v in spare])
    weights = compute_gaussian(tuple(patch), sigma_scale=1 / 8, value_scaling_factor=10, device=torch.device("cpu"))
    sums = torch.zeros((heads, *padded.shape), dtype=torch.half)
    count = torch.zeros(padded.shape, dtype=torch.half)
    for corner in product(*compute_steps_for_sliding_window(padded.shape, tuple(patch), step)):
        at = tuple(slice(a, a + p) for a, p in zip(corner, patch, strict=True))
        feeds = {session.get_inputs()[0].name: np.ascontiguousarray(padded[at])[None, None]}
        sums[(slice(None), *at)] += torch.from_numpy(session.run(None, feeds)[0][0]) * weights
        count[at] += weights
    torch.div(sums, count, out=sums)
    labels = np.array(part["labels"], np.uint8)[sums.argmax(0).numpy()]
    return labels[tuple(slice(v // 2, v // 2 + n) for v, n in zip(spare, image.shape, strict=True))]


def segment(file, pack):
    with open(f"{pack}/manifest.json") as manifest:
        plan = json.load(manifest)["segmentation"]
    (part,) = plan["parts"]
    source = nib.load(file)
    canonical = nib.as_closest_canonical(nib.Nifti1Image(source.get_fdata(), source.affine))
    data = canonical.get_fdata()
    factor = np.array(canonical.header.get_zooms()[:3], np.float32) / np.array(plan["resample"]["spacingMm"], np.float64)
    image = zoom(data, factor, order=1, mode="nearest").astype(np.int32).transpose(2, 1, 0).astype(np.float32)
    inside = np.argwhere(image != 0)
    box = tuple(slice(a, b) for a, b in zip(inside.min(0), inside.max(0) + 1, strict=True))
    session = onnxruntime.InferenceSession(f"{pack}/{part['onnx']}")
    labels = np.zeros(image.shape, np.uint8)
    labels[box] = predict(normalised(image[box].copy(), part["channels"][0]), session, part, plan["stepSize"])
    labels = labels.transpose(2, 1, 0)
    back = zoom(labels, np.array(data.shape) / np.array(labels.shape), order=0, mode="nearest")
    turn = nib.orientations.ornt_transform(nib.orientations.axcodes2ornt("RAS"), nib.io_orientation(source.affine))
    return written_ids(plan)[nib.orientations.apply_orientation(back, turn)], source.affine


def main(file, ours_file, pack):
    reference, affine = segment(file, pack)
    image = nib.load(ours_file)
    ours = np.asarray(image.dataobj)
    wanted = (ours != 0) | (reference != 0)
    print(json.dumps({"shape": ours.shape, "affine": float(np.abs(image.affine - affine).max()),
                      "foreground": int(wanted.sum()), "differ": int((ours != reference)[wanted].sum())}))


if __name__ == "__main__":
    main(*sys.argv[1:4])
