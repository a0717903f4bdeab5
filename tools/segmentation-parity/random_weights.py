"""Trained folders of TotalSegmentator's tasks with random weights, as its download leaves them: plans, dataset and checkpoint.

The layout is the released one (datasets, trainers, heads, spacings, stages, strides); the numbers of a checkpoint are not. Patches
are those that nnU-Net's planner gives networks of these stages on 16 GB; channels are a quarter as many, so that it runs on a
laptop. `plans.json` holds what nnU-Net's own loader asks for.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from plumbline_packs.segmentation.plans import build_network, read_plan
from scipy.ndimage import gaussian_filter

NO_MIRRORING = "nnUNetTrainerNoMirroring"
FAST_CT, MR = "nnUNetTrainer_4000epochs_NoMirroring", "nnUNetTrainer_2000epochs_NoMirroring"
FEATURES = [8, 16, 32, 64, 80, 80]


@dataclass(frozen=True)
class Released:
    """`last`: stride of the deepest stage. `patch` and strides in network order."""

    dataset: int
    trainer: str
    heads: int
    spacing: float
    patch: tuple[int, int, int]
    stages: int
    last: tuple[int, int, int] = (2, 2, 2)

    @property
    def is_ct(self) -> bool:
        return self.dataset < 800


RELEASED = [
    *(Released(291 + i, NO_MIRRORING, heads, 1.5, (128, 128, 128), 6) for i, heads in enumerate([25, 27, 19, 24, 27])),
    Released(297, FAST_CT, 118, 3.0, (112, 112, 128), 5),
    Released(298, FAST_CT, 118, 6.0, (80, 64, 80), 5),
    Released(850, MR, 30, 1.5, (96, 128, 160), 6, (1, 2, 2)),
    Released(851, MR, 22, 1.5, (96, 128, 160), 6, (1, 2, 2)),
    Released(852, MR, 51, 3.0, (64, 96, 112), 5),
    Released(853, MR, 51, 6.0, (48, 64, 64), 4),
]


def architecture(net: Released) -> dict:
    return {
        "network_class_name": "dynamic_network_architectures.architectures.unet.PlainConvUNet",
        "arch_kwargs": {
            "n_stages": net.stages,
            "features_per_stage": FEATURES[: net.stages],
            "conv_op": "torch.nn.modules.conv.Conv3d",
            "kernel_sizes": [[3, 3, 3]] * net.stages,
            "strides": [[1, 1, 1], *[[2, 2, 2]] * (net.stages - 2), list(net.last)],
            "n_conv_per_stage": [2] * net.stages,
            "n_conv_per_stage_decoder": [2] * (net.stages - 1),
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


def plans(net: Released) -> dict:
    # Each part has statistics of its own, as the released ones have.
    numbers = {"mean": -50.5 - net.dataset / 7, "std": 300.25 + net.dataset / 9, "percentile_00_5": -1004.0 + net.dataset % 5,
               "percentile_99_5": 1250.0 + net.dataset, "median": 0.0, "min": -1024.0, "max": 3000.0}
    resampling = {"is_seg": False, "order": 3, "order_z": 0, "force_separate_z": None}
    configuration = {
        "data_identifier": "nnUNetPlans_3d_fullres",
        "preprocessor_name": "DefaultPreprocessor",
        "batch_size": 2,
        "patch_size": list(net.patch),
        "median_image_size_in_voxels": [250.0, 220.0, 250.0],
        "spacing": [net.spacing] * 3,
        "normalization_schemes": ["CTNormalization" if net.is_ct else "ZScoreNormalization"],
        "use_mask_for_norm": [False],
        "resampling_fn_data": "resample_data_or_seg_to_shape",
        "resampling_fn_seg": "resample_data_or_seg_to_shape",
        "resampling_fn_data_kwargs": resampling,
        "resampling_fn_seg_kwargs": {**resampling, "is_seg": True, "order": 1},
        "resampling_fn_probabilities": "resample_data_or_seg_to_shape",
        "resampling_fn_probabilities_kwargs": {**resampling, "order": 1},
        "architecture": architecture(net),
        "batch_dice": False,
    }
    return {
        "dataset_name": f"Dataset{net.dataset}_random",
        "plans_name": "nnUNetPlans",
        "original_median_spacing_after_transp": [net.spacing] * 3,
        "original_median_shape_after_transp": [250, 220, 250],
        "image_reader_writer": "NibabelIOWithReorient" if net.is_ct else "SimpleITKIO",
        "transpose_forward": [0, 1, 2],
        "transpose_backward": [0, 1, 2],
        "configurations": {"3d_fullres": configuration},
        "experiment_planner_used": "ExperimentPlanner",
        "label_manager": "LabelManager",
        "foreground_intensity_properties_per_channel": {"0": numbers},
    }


@torch.no_grad()
def write_trained(net: Released, weights: Path) -> None:
    """Weights by nnU-Net's own rule; the last layer's are set so that every head is as likely as the others, background half as often as all."""
    folder = weights / f"Dataset{net.dataset}_random" / f"{net.trainer}__nnUNetPlans__3d_fullres"
    (folder / "fold_0").mkdir(parents=True, exist_ok=True)
    labels = {"background": 0, **{f"label_{label}": label for label in range(1, net.heads)}}
    dataset = {"channel_names": {"0": "CT" if net.is_ct else "MRI"}, "labels": labels, "file_ending": ".nii.gz", "numTraining": 1}
    (folder / "plans.json").write_text(json.dumps(plans(net), indent=1))
    (folder / "dataset.json").write_text(json.dumps(dataset, indent=1))
    torch.manual_seed(net.dataset)
    network = build_network(read_plan(folder, "3d_fullres")).eval()
    spread_heads(network, net)
    state = {
        "network_weights": network.state_dict(),
        "trainer_name": net.trainer,
        "init_args": {"configuration": "3d_fullres", "fold": 0},
        "inference_allowed_mirroring_axes": None,
    }
    torch.save(state, folder / "fold_0" / "checkpoint_final.pth")


def spread_heads(network: torch.nn.Module, net: Released) -> None:
    """Scales and shifts the last layer by what it says about smooth noise."""
    noise = gaussian_filter(np.random.default_rng(net.dataset).standard_normal(net.patch), 4)
    image = torch.from_numpy((noise / noise.std()).astype(np.float32))[None, None]
    logits = network(image)[0]
    last = network.decoder.seg_layers[-1]
    spread = logits.std(dim=(1, 2, 3))
    last.weight *= (2 / spread)[:, None, None, None, None]
    last.bias.copy_((last.bias - logits.mean(dim=(1, 2, 3))) * 2 / spread)
    last.bias[0] += 2


def write_all(weights: Path) -> None:
    for net in RELEASED:
        write_trained(net, weights)
