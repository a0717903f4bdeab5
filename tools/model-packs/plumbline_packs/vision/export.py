"""A SigLIP image encoder alone → pack: the frozen part of the program's fast training loop."""

from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from transformers import AutoConfig, PaliGemmaForConditionalGeneration, SiglipModel, SiglipVisionModel

from ..pack.manifest import About, library_versions, write_json, write_manifest
from ..pack.onnx_files import Signature, export, session, store_as_half
from ..radgrounder.images import pattern

FILE = "vision_encoder.onnx"
BATCH = {0: "batch"}


class Features(nn.Module):
    """pixel_values [b, 3, size, size] → image_features [b, tokens, width]: the last hidden state behind its LayerNorm, no projector."""

    def __init__(self, tower: nn.Module) -> None:
        super().__init__()
        self.tower = tower

    def forward(self, pixel_values: Tensor) -> Tensor:
        return self.tower(pixel_values).last_hidden_state


def load_tower(checkpoint: Path) -> nn.Module:
    """The vision tower of a SigLIP or PaliGemma folder, float32."""
    options = {"dtype": torch.float32, "local_files_only": True}
    kind = AutoConfig.from_pretrained(checkpoint, local_files_only=True).model_type
    if kind == "paligemma":
        return PaliGemmaForConditionalGeneration.from_pretrained(checkpoint, **options).model.vision_tower.eval()
    if kind == "siglip":
        return SiglipModel.from_pretrained(checkpoint, **options).vision_model.eval()
    if kind == "siglip_vision_model":
        return SiglipVisionModel.from_pretrained(checkpoint, **options).eval()
    raise ValueError(f"{checkpoint}: {kind} has no SigLIP vision tower")


def write_encoder_pack(tower: nn.Module, folder: Path, about: About, *, normalisation: str, half_storage: bool = False) -> dict:
    """
    :param normalisation: How the program brings pixels to the encoder's range: `medgemma` or `min-max`.
    :returns: the parity report
    """
    config = tower.config
    features = Features(tower)
    example = torch.zeros(1, 3, config.image_size, config.image_size)
    signature = Signature(["pixel_values"], ["image_features"], {"pixel_values": BATCH, "image_features": BATCH})
    export(features, (example,), signature, folder / FILE)
    if half_storage:
        store_as_half(folder / FILE, folder / FILE)
    report = parity(features, folder / FILE, config.image_size)
    write_json(folder / "parity.json", report)
    plan = {
        "onnx": FILE,
        "input": {"size": config.image_size, "normalisation": normalisation},
        "tokens": (config.image_size // config.patch_size) ** 2,
        "width": config.hidden_size,
    }
    write_manifest(folder, about, "vision-encoder", "visionEncoder", plan)
    return report


@torch.no_grad()
def parity(features: Features, file: Path, size: int) -> dict:
    pixels = np.stack([pattern(seed, size) for seed in range(2)])
    expected = features(torch.from_numpy(pixels)).numpy()
    (found,) = session(file).run(None, {"pixel_values": pixels})
    return {
        "reference": "PyTorch float32 on a CPU",
        "libraries": library_versions(),
        "maxErrorImageFeatures": float(np.abs(found - expected).max()),
        "largestFeature": float(np.abs(expected).max()),
    }
