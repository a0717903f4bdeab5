"""Encoders from each kind of folder that holds one."""

import json

import pytest
from plumbline_packs.pack.manifest import About
from plumbline_packs.vision.export import load_tower, write_encoder_pack
from transformers import SiglipConfig, SiglipModel, SiglipVisionConfig, SiglipVisionModel

ABOUT = About("encoder", "1.0.0", {"de": "x", "en": "x"}, {"de": "x", "en": "x"}, {"id": "x"}, "x")
SMALL = SiglipVisionConfig(
    hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64, image_size=56, patch_size=14
)


@pytest.mark.parametrize("kind", ["tower", "whole"])
def test_a_tower_gives_the_same_features_in_onnx_runtime(tmp_path, kind):
    model = SiglipVisionModel(SMALL) if kind == "tower" else SiglipModel(SiglipConfig(vision_config=SMALL.to_dict()))
    model.save_pretrained(tmp_path / "checkpoint")
    report = write_encoder_pack(load_tower(tmp_path / "checkpoint"), tmp_path / "pack", ABOUT, normalisation="medgemma")
    assert report["maxErrorImageFeatures"] < 1e-4
    plan = json.loads((tmp_path / "pack" / "manifest.json").read_text())["visionEncoder"]
    assert plan == {
        "onnx": "vision_encoder.onnx",
        "input": {"size": 56, "normalisation": "medgemma"},
        "tokens": 16,
        "width": 32,
    }


def test_another_model_is_refused(tmp_path):
    (tmp_path / "config.json").write_text('{"model_type": "bert"}')
    with pytest.raises(ValueError, match="bert"):
        load_tower(tmp_path)
