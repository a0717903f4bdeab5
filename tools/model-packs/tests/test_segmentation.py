"""Trained nnU-Net folders become packs; networks of the released architectures, small and random."""

import json
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from plumbline_packs.pack.manifest import About
from plumbline_packs.pack.onnx_files import Signature, export, session
from plumbline_packs.segmentation import convert, tasks
from plumbline_packs.segmentation.checkpoint import UntrustedCheckpoint, load_trained
from plumbline_packs.segmentation.convert import convert_own, convert_task
from plumbline_packs.segmentation.norm import with_stepwise_norms
from plumbline_packs.segmentation.plans import UnsupportedPlan, build_network, read_plan

ABOUT = About("own", "1.0.0", {"de": "x", "en": "x"}, {"de": "x", "en": "x"}, {"id": "x"}, "x")
UNET = "dynamic_network_architectures.architectures.unet."


def architecture(kind: str) -> dict:
    residual = kind == "ResidualEncoderUNet"
    return {
        "network_class_name": UNET + kind,
        "arch_kwargs": {
            "n_stages": 3,
            "features_per_stage": [4, 8, 16],
            "conv_op": "torch.nn.modules.conv.Conv3d",
            "kernel_sizes": [[3, 3, 3]] * 3,
            "strides": [[1, 1, 1], [2, 2, 2], [1, 2, 2]],
            "n_blocks_per_stage" if residual else "n_conv_per_stage": [1, 2, 2] if residual else [2, 2, 2],
            "n_conv_per_stage_decoder": [1, 1],
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


OLD = {
    "UNet_class_name": "PlainConvUNet",
    "UNet_base_num_features": 4,
    "unet_max_num_features": 10,
    "n_conv_per_stage_encoder": [2, 2, 2],
    "n_conv_per_stage_decoder": [2, 2],
    "conv_kernel_sizes": [[3, 3, 3]] * 3,
    "pool_op_kernel_sizes": [[1, 1, 1], [2, 2, 2], [2, 2, 2]],
}


def trained_folder(folder: Path, network: dict, *, heads: int = 4, spacing: float = 3.0, scheme="CTNormalization", **plans) -> Path:
    """What nnU-Net leaves behind a training, with random weights."""
    torch.manual_seed(1)
    inner = {
        "patch_size": [16, 20, 24],
        "spacing": [spacing] * 3,
        "normalization_schemes": [scheme],
        "use_mask_for_norm": [False],
        **network,
    }
    properties = {"mean": -50.5, "std": 120.25, "percentile_00_5": -1004.0, "percentile_99_5": 1588.0, "median": 0, "min": 0, "max": 0}
    plan = {
        "image_reader_writer": "NibabelIOWithReorient",
        "transpose_forward": [0, 1, 2],
        "foreground_intensity_properties_per_channel": {"0": properties},
        "configurations": {"3d_base": inner, "3d_fullres": {"inherits_from": "3d_base", "batch_size": 2}},
        **plans,
    }
    labels = {"background": 0, **{f"organ_{label}": label for label in range(1, heads)}}
    folder.mkdir(parents=True)
    (folder / "plans.json").write_text(json.dumps(plan))
    (folder / "dataset.json").write_text(json.dumps({"channel_names": {"0": "CT"}, "labels": labels, "file_ending": ".nii.gz"}))
    built = build_network(read_plan(folder, "3d_fullres"))
    (folder / "fold_0").mkdir()
    state = {
        "network_weights": {f"_orig_mod.{name}": value for name, value in built.state_dict().items()},
        "optimizer_state": {},
        "logging": {"ema_fg_dice": [np.float64(0.5)]},
        "_best_ema": np.float64(0.5),
        "trainer_name": "nnUNetTrainerNoMirroring",
        "init_args": {"configuration": "3d_fullres", "fold": 0},
    }
    torch.save(state, folder / "fold_0" / "checkpoint_final.pth")
    return folder


NETWORKS = {
    "plain": {"architecture": architecture("PlainConvUNet")},
    "residual": {"architecture": architecture("ResidualEncoderUNet")},
    "old": OLD,
}


@pytest.mark.parametrize("kind", NETWORKS)
def test_a_network_of_each_kind_gives_the_same_logits_in_onnx_runtime(tmp_path, kind):
    trained = trained_folder(tmp_path / "trained", NETWORKS[kind])
    ids = {"organ_1": 5, "organ_2": 0, "organ_3": 1}
    report = convert_own(trained, tmp_path / "pack", ABOUT, modality="CT", ids=ids)
    (part,) = report["parts"]
    assert part["maxErrorLogits"] < 1e-4 * max(1, part["largestLogit"])
    assert part["sameLabels"] == 1
    manifest = json.loads((tmp_path / "pack" / "manifest.json").read_text())["segmentation"]
    assert manifest["stepSize"] == 0.5
    assert manifest["parts"][0] == {
        "datasetId": 0,
        "onnx": "network.onnx",
        "patch": [16, 20, 24],
        "spacingMm": [3.0, 3.0, 3.0],
        "transposeForward": [0, 1, 2],
        "channels": [{"scheme": "CTNormalization", "mean": -50.5, "std": 120.25, "percentile005": -1004.0, "percentile995": 1588.0}],
        "labels": [0, 5, 0, 1],
    }
    dims = onnx.load(str(tmp_path / "pack" / "network.onnx")).graph.output[0].type.tensor_type.shape.dim
    assert [dim.dim_value for dim in dims] == [1, 4, 16, 20, 24]


def test_a_normalisation_of_a_million_voxels_is_exact_in_onnx_runtime(tmp_path):
    norm = torch.nn.InstanceNorm3d(2, affine=True)
    torch.nn.init.uniform_(norm.weight)
    image = torch.randn(1, 2, 96, 96, 112) * 2 + 3
    expected = torch.nn.functional.instance_norm(image.double(), eps=norm.eps) * norm.weight[:, None, None, None].double()
    file = tmp_path / "norm.onnx"
    export(with_stepwise_norms(torch.nn.Sequential(norm)), (image,), Signature(["input"], ["output"]), file)
    (found,) = session(file).run(None, {"input": image.numpy()})
    assert np.abs(found - expected.detach().numpy()).max() < 2e-6


def test_a_task_of_several_parts_gets_each_parts_offset(tmp_path, monkeypatch):
    task = tasks.Task("MR", "total_mr", 3.0, ((850, 0, 3), (851, 3, 3)), True)
    monkeypatch.setitem(convert.TASKS, "total-mr", task)
    for number in (850, 851):
        where = tmp_path / f"Dataset{number}_x" / "nnUNetTrainer_2000epochs_NoMirroring__nnUNetPlans__3d_fullres"
        trained_folder(where, NETWORKS["plain"], scheme="ZScoreNormalization")
    convert_task("total-mr", tmp_path, tmp_path / "pack")
    manifest = json.loads((tmp_path / "pack" / "manifest.json").read_text())["segmentation"]
    assert [part["labels"] for part in manifest["parts"]] == [[0, 1, 2, 3], [0, 4, 5, 6]]
    assert manifest["stepSize"] == 0.8
    assert manifest["split"] == {"voxels": 235929600, "slices": 200, "margin": 20}
    assert manifest["parts"][1]["channels"] == [{"scheme": "ZScoreNormalization", "useMask": False}]


@pytest.mark.parametrize(
    ("plans", "network", "message"),
    [
        ({"image_reader_writer": "Tiff3DIO"}, NETWORKS["plain"], "image_reader_writer"),
        ({}, {**NETWORKS["plain"], "previous_stage": "3d_lowres"}, "cascades"),
        ({}, {**NETWORKS["plain"], "patch_size": [64, 64]}, "3-D"),
        ({}, {"architecture": {**architecture("PlainConvUNet"), "network_class_name": "os.system"}}, "os.system"),
    ],
)
def test_a_plan_that_the_program_cannot_follow_is_refused(tmp_path, plans, network, message):
    with pytest.raises(UnsupportedPlan, match=message):
        trained_folder(tmp_path / "trained", network, **plans)


class Harmful:
    def __reduce__(self):
        return (print, ("run",))


def test_a_checkpoint_that_holds_code_is_read_only_when_trusted(tmp_path):
    folder = trained_folder(tmp_path / "trained", NETWORKS["plain"])
    file = folder / "fold_0" / "checkpoint_final.pth"
    state = torch.load(file, weights_only=False)
    torch.save({**state, "more": Harmful()}, file)
    with pytest.raises(UntrustedCheckpoint, match="--trust"):
        load_trained(folder)
    assert load_trained(folder, trusted=True).plan.heads == 4
