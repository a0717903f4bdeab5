"""What the demo segmentation networks are: nnU-Net plans of our own, small enough for one CPU core."""

from pathlib import Path

import numpy as np

from ..pack.manifest import write_json

SPACING = 6.0
# z, y, x: a demo CT takes two tiles, a demo MR one.
PATCH = [56, 56, 72]
# Everything that takes some 70 voxels of 6 mm and more; single ribs and small vessels do not.
CT_CLASSES = (
    [1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15, 16, 18, 20, 21, 22, 25, *range(27, 44), 51, 52, 62, 63, 64, 69, 70, 71, 72]
    + [75, 76, 77, 78, 79, 80, 81, 82, 83, 86, 87, 88, 89, 116]
)  # fmt: skip
MR_CLASSES = [1, 2, 3, 4, 5, 6, 7, 18, 19, 20, 25, 51, 52, 63, 64, 77, 78, 79, 80, 81, 82, 83, 86, 87, 88, 89, 118, 119, 121]
CLASSES = {"CT": CT_CLASSES, "MR": MR_CLASSES}

ARCHITECTURE = {
    "network_class_name": "dynamic_network_architectures.architectures.unet.PlainConvUNet",
    "arch_kwargs": {
        "n_stages": 4,
        "features_per_stage": [12, 24, 48, 64],
        "conv_op": "torch.nn.modules.conv.Conv3d",
        "kernel_sizes": [[3, 3, 3]] * 4,
        "strides": [[1, 1, 1], [2, 2, 2], [2, 2, 2], [2, 2, 2]],
        "n_conv_per_stage": [1, 2, 2, 2],
        "n_conv_per_stage_decoder": [1, 1, 1],
        "conv_bias": True,
        "norm_op": "torch.nn.modules.instancenorm.InstanceNorm3d",
        "norm_op_kwargs": {"eps": 1e-05, "affine": True},
        "dropout_op": None,
        "dropout_op_kwargs": None,
        "nonlin": "torch.nn.LeakyReLU",
        "nonlin_kwargs": {"inplace": True},
    },
    "_kw_requires_import": ["conv_op", "norm_op", "dropout_op", "nonlin"],
}


def write_plan(folder: Path, modality: str, foreground: np.ndarray, names: dict[int, str]) -> None:
    """
    `plans.json` and `dataset.json` as nnU-Net's planner leaves them.

    :param foreground: Intensities of labelled voxels of the training scans.
    """
    folder.mkdir(parents=True, exist_ok=True)
    low, middle, high = np.percentile(foreground, (0.5, 50, 99.5))
    properties = {
        "mean": float(foreground.mean()),
        "std": float(foreground.std()),
        "percentile_00_5": float(low),
        "percentile_99_5": float(high),
        "median": float(middle),
        "min": float(foreground.min()),
        "max": float(foreground.max()),
    }
    configuration = {
        "patch_size": PATCH,
        "spacing": [SPACING] * 3,
        "normalization_schemes": ["CTNormalization" if modality == "CT" else "ZScoreNormalization"],
        "use_mask_for_norm": [False],
        "architecture": ARCHITECTURE,
    }
    plans = {
        "dataset_name": f"Dataset000_DemoPhantom{modality}",
        "plans_name": "nnUNetPlans",
        "image_reader_writer": "NibabelIOWithReorient",
        "transpose_forward": [0, 1, 2],
        "transpose_backward": [0, 1, 2],
        "foreground_intensity_properties_per_channel": {"0": properties},
        "configurations": {"3d_fullres": configuration},
    }
    write_json(folder / "plans.json", plans)
    labels = {"background": 0, **{names[number]: head for head, number in enumerate(CLASSES[modality], 1)}}
    write_json(
        folder / "dataset.json",
        {"channel_names": {"0": modality}, "labels": labels, "file_ending": ".nii.gz"},
    )
