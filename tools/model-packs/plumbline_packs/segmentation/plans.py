"""nnU-Net's `plans.json` and `dataset.json`: what of them a pack needs, and the network that they describe."""

import importlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torch import nn


class UnsupportedPlan(Exception):
    """The plan asks for something that the program does not do; says what."""


@dataclass(frozen=True)
class Plan:
    """One configuration of a plans file with its inheritance resolved."""

    plans: dict[str, Any]
    dataset: dict[str, Any]
    configuration: dict[str, Any]

    @property
    def patch(self) -> list[int]:
        return list(self.configuration["patch_size"])

    @property
    def spacing(self) -> list[float]:
        """In network order."""
        return list(self.configuration["spacing"])

    @property
    def transpose_forward(self) -> list[int]:
        return list(self.plans["transpose_forward"])

    @property
    def channel_names(self) -> list[str]:
        names = self.dataset.get("channel_names") or self.dataset["modality"]
        return [names[key] for key in sorted(names, key=int)]

    @property
    def labels(self) -> dict[str, int]:
        """Name → label, without `ignore`, which has no head."""
        return {name: label for name, label in self.dataset["labels"].items() if name != "ignore"}

    @property
    def heads(self) -> int:
        return len(self.labels)


def read_plan(folder: Path, configuration: str) -> Plan:
    """
    :param folder: Trained model folder: `plans.json`, `dataset.json`, `fold_N/checkpoint_final.pth`.
    :raises UnsupportedPlan: where the program could not run the network as nnU-Net does
    """
    plans = json.loads((folder / "plans.json").read_text("utf-8"))
    dataset = json.loads((folder / "dataset.json").read_text("utf-8"))
    plan = Plan(plans, dataset, resolved(plans["configurations"], configuration))
    refuse(plan)
    return plan


def resolved(configurations: dict[str, dict], name: str) -> dict[str, Any]:
    """A configuration with those that it inherits from; the child's fields win."""
    own = configurations[name]
    parent = own.get("inherits_from")
    return {**(resolved(configurations, parent) if parent else {}), **own}


READERS = ("NibabelIO", "NibabelIOWithReorient", "SimpleITKIO", "SimpleITKIOWithReorient")


def refuse(plan: Plan) -> None:
    if plan.plans.get("image_reader_writer") not in READERS:
        raise UnsupportedPlan(f"image_reader_writer {plan.plans.get('image_reader_writer')}: not (z, y, x)")
    if len(plan.patch) != 3:
        raise UnsupportedPlan(f"patch_size {plan.patch}: only 3-D configurations are run")
    if plan.configuration.get("previous_stage"):
        raise UnsupportedPlan("previous_stage: cascades are not run")
    if plan.dataset.get("regions_class_order") or any(isinstance(label, list) for label in plan.labels.values()):
        raise UnsupportedPlan("regions_class_order: region-based training is not run")
    if sorted(plan.labels.values()) != list(range(plan.heads)):
        raise UnsupportedPlan(f"labels {sorted(plan.labels.values())}: not 0, 1, 2, …")


def normalisation(plan: Plan) -> list[dict[str, Any]]:
    """One entry a channel, in the words of the manifest."""
    schemes, masks = plan.configuration["normalization_schemes"], plan.configuration["use_mask_for_norm"]
    return [channel(plan, index, *pair) for index, pair in enumerate(zip(schemes, masks, strict=True))]


def channel(plan: Plan, index: int, scheme: str, use_mask: bool) -> dict[str, Any]:
    if scheme == "CTNormalization":
        properties = plan.plans.get("foreground_intensity_properties_per_channel") or plan.plans.get(
            "foreground_intensity_properties_by_modality"
        )
        numbers = properties[str(index)]
        return {
            "scheme": scheme,
            "mean": numbers["mean"],
            "std": numbers["std"],
            "percentile005": numbers["percentile_00_5"],
            "percentile995": numbers["percentile_99_5"],
        }
    if scheme == "ZScoreNormalization":
        return {"scheme": scheme, "useMask": bool(use_mask)}
    if scheme in ("NoNormalization", "RescaleTo01Normalization"):
        return {"scheme": scheme}
    raise UnsupportedPlan(f"normalization_schemes: {scheme}")


def build_network(plan: Plan) -> nn.Module:
    """The plan's network without deep supervision: one output, logits at full resolution."""
    architecture = plan.configuration.get("architecture")
    if architecture is None:
        return old_network(plan)
    arguments = dict(architecture["arch_kwargs"])
    for key in architecture["_kw_requires_import"]:
        if arguments.get(key) is not None:
            arguments[key] = imported(arguments[key])
    return imported(architecture["network_class_name"])(
        input_channels=len(plan.channel_names), num_classes=plan.heads, deep_supervision=False, **arguments
    )


def imported(path: str) -> Any:
    """A class by its full name, of the two libraries that plans name; a plan is a file from elsewhere."""
    module, name = path.rsplit(".", 1)
    if module.split(".")[0] not in ("torch", "dynamic_network_architectures"):
        raise UnsupportedPlan(f"architecture: {path}")
    return getattr(importlib.import_module(module), name)


def old_network(plan: Plan) -> nn.Module:
    """Plans written before nnU-Net 2.4 name no architecture; the rule is that of its plans handler."""
    from dynamic_network_architectures.architectures.unet import PlainConvUNet, ResidualEncoderUNet

    known = plan.configuration
    name = known["UNet_class_name"]
    if name not in ("PlainConvUNet", "ResidualEncoderUNet"):
        raise UnsupportedPlan(f"UNet_class_name: {name}")
    stages = len(known["conv_kernel_sizes"])
    base, most = known["UNet_base_num_features"], known["unet_max_num_features"]
    blocks = "n_conv_per_stage" if name == "PlainConvUNet" else "n_blocks_per_stage"
    return {"PlainConvUNet": PlainConvUNet, "ResidualEncoderUNet": ResidualEncoderUNet}[name](
        input_channels=len(plan.channel_names),
        num_classes=plan.heads,
        n_stages=stages,
        features_per_stage=[min(base * 2**stage, most) for stage in range(stages)],
        conv_op=nn.Conv3d,
        kernel_sizes=known["conv_kernel_sizes"],
        strides=known["pool_op_kernel_sizes"],
        n_conv_per_stage_decoder=known["n_conv_per_stage_decoder"],
        conv_bias=True,
        norm_op=nn.InstanceNorm3d,
        norm_op_kwargs={"eps": 1e-5, "affine": True},
        nonlin=nn.LeakyReLU,
        nonlin_kwargs={"inplace": True},
        deep_supervision=False,
        **{blocks: known["n_conv_per_stage_encoder"]},
    )
