"""The committed demo packs, read back into PyTorch and computed on a device, against their own graphs in ONNX Runtime on the processor."""

from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import PaliGemmaForConditionalGeneration
from transformers.models.gemma2.modeling_gemma2 import Gemma2RMSNorm

from ..pack.manifest import library_versions
from ..pack.onnx_files import session
from ..pack.read_back import Weights, read_named, read_traced
from ..radgrounder.graphs import Decoder, VisionEncoder
from ..radgrounder.model import build_model
from ..radgrounder.parity import Said, compared
from ..radgrounder.runtime import graph_file
from ..segmentation.plans import imported
from .corpus import DEMO
from .segmentation_plan import ARCHITECTURE, CLASSES, PATCH

SEGMENTATION = {"CT": "demo-phantom-segmentation", "MR": "demo-phantom-segmentation-mr"}
RADGROUNDER = "demo-phantom-radgrounder"


def device_parity(models: Path, device: str) -> dict:
    """
    :param models: `resources/models`.
    :returns: largest absolute errors and shares of same labels and tokens; on a GPU with and without TF32 in matrix products
    """
    report = {"device": device, "libraries": library_versions(), "runs": []}
    for has_tf32 in (False, True) if device.startswith("cuda") else (False,):
        torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = has_tf32
        segmentation = {modality: segmentation_parity(models / name, modality, device) for modality, name in SEGMENTATION.items()}
        report["runs"].append({"tf32": has_tf32, **segmentation, "radgrounder": radgrounder_parity(models / RADGROUNDER, device)})
    return report


@torch.no_grad()
def segmentation_parity(pack: Path, modality: str, device: str) -> dict[str, float]:
    network = segmentation_network(pack, modality).to(device)
    image = np.random.default_rng(3).standard_normal((1, 1, *PATCH)).astype(np.float32)
    found = network(torch.from_numpy(image).to(device)).cpu().numpy()
    (expected,) = session(pack / "network.onnx").run(None, {"input": image})
    return {
        "maxErrorLogits": float(np.abs(found - expected).max()),
        "largestLogit": float(np.abs(expected).max()),
        "sameLabels": float((found.argmax(axis=1) == expected.argmax(axis=1)).mean()),
    }


def segmentation_network(pack: Path, modality: str) -> nn.Module:
    arguments = dict(ARCHITECTURE["arch_kwargs"])
    arguments |= {key: imported(arguments[key]) for key in ARCHITECTURE["_kw_requires_import"] if arguments[key] is not None}
    network = imported(ARCHITECTURE["network_class_name"])(
        input_channels=1, num_classes=len(CLASSES[modality]) + 1, deep_supervision=False, **arguments
    )
    # Only deep supervision asks the lower resolutions.
    lower = tuple(f"decoder.seg_layers.{stage}." for stage in range(len(network.decoder.seg_layers) - 1))
    read_named(network, Weights(pack / "network.onnx"), unused=lower)
    return network.eval()


def radgrounder_parity(pack: Path, device: str) -> dict[str, float]:
    tokenizer = Tokenizer.from_file(str(pack / "tokenizer.json"))
    return compared(Said(radgrounder_network(pack, tokenizer).to(device), tokenizer, limit=64), pack, "fp32")


def radgrounder_network(pack: Path, tokenizer: Tokenizer) -> PaliGemmaForConditionalGeneration:
    model = build_model(DEMO, tokenizer, seed=5)
    model.get_input_embeddings().weight.data.copy_(Weights(pack / graph_file("embed_tokens", "fp32")).values["embed.weight"])
    encoder, decoder = VisionEncoder(model), Decoder(model, softcap=False)
    pixels = torch.zeros(1, 3, DEMO.image, DEMO.image)
    read_traced(encoder, Weights(pack / graph_file("vision_encoder", "fp32")), lambda: encoder(pixels), Gemma2RMSNorm)
    ones, past = torch.ones(1, 3, dtype=torch.int64), [torch.zeros(1, DEMO.kv_heads, 0, DEMO.head_dim)] * (2 * DEMO.layers)
    read_traced(
        decoder,
        Weights(pack / graph_file("decoder_model_merged", "fp32")),
        lambda: decoder(torch.zeros(1, 3, DEMO.hidden), ones, ones, *past),
        Gemma2RMSNorm,
    )
    return model.eval()
