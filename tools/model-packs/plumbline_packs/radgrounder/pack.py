"""Manifest of a RadGrounder pack."""

from collections.abc import Sequence
from pathlib import Path

from transformers import PaliGemmaForConditionalGeneration

from ..pack.manifest import About, write_manifest

OWN_LICENCE = {"id": "Apache-2.0"}


def describe(name: str, title: dict[str, str], limits: dict[str, str], source: str) -> About:
    """A pack of our own."""
    return About(name=name, version="1.0.0", title=title, limits=limits, licence=OWN_LICENCE, source=source)


def plan_of(
    model: PaliGemmaForConditionalGeneration,
    about: About,
    folder: Path,
    dtypes: Sequence[str],
    *,
    languages: Sequence[str] = ("de", "en"),
    tasks: Sequence[str] = ("report", "ground", "vqa"),
    box_order: str = "xyxy",
    normalisation: str = "medgemma",
) -> dict:
    """Writes the manifest behind everything else. The exporter has refused a causal prefill by then."""
    text, vision = model.config.text_config, model.config.vision_config
    plan = {
        "input": {"size": vision.image_size, "normalisation": normalisation},
        "imageTokens": (vision.image_size // vision.patch_size) ** 2,
        "boxOrder": box_order,
        "bins": 512,
        "languages": list(languages),
        "tasks": list(tasks),
        "dtypes": list(dtypes),
        "prefill": "bidirectional",
        "decoder": {
            "layers": text.num_hidden_layers,
            "kvHeads": text.num_key_value_heads,
            "headDim": text.head_dim,
        },
    }
    return write_manifest(folder, about, "radgrounder", "radgrounder", plan)
