"""A checkpoint folder as a trainer saves it becomes a pack, in every numeric type."""

import json

import pytest
import torch
from plumbline_packs.radgrounder.convert import NotDetection, Options, convert
from plumbline_packs.radgrounder.model import build_model
from plumbline_packs.radgrounder.phrases import SENTENCES
from plumbline_packs.radgrounder.tiny import TINY
from plumbline_packs.radgrounder.tokenizer import build_tokenizer, save_compact


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory):
    folder = tmp_path_factory.mktemp("final_model")
    tokenizer = build_tokenizer(SENTENCES, 60)
    # Not widened: that would also widen what float16 and int8 round away.
    model = build_model(TINY, tokenizer, 3)
    model.to(torch.bfloat16).save_pretrained(folder, safe_serialization=False)
    save_compact(tokenizer, folder / "tokenizer.json")
    return folder


def test_each_type_stays_near_pytorch(checkpoint, tmp_path):
    options = Options("radgrounder-x", {"id": "x"}, "x", ("fp32", "fp16", "int8"))
    report = convert(checkpoint, tmp_path / "pack", options)["graphs"]
    limits = {"fp32": 1e-4, "fp16": 0.02, "int8": 0.2}
    for dtype, share in limits.items():
        assert report[dtype]["maxErrorLogits"] < share * report[dtype]["largestLogit"], dtype
    assert report["fp32"]["sameGreedyTokens"] == 1
    manifest = json.loads((tmp_path / "pack" / "manifest.json").read_text())
    assert manifest["radgrounder"]["dtypes"] == ["fp32", "fp16", "int8"]
    assert {file["path"] for file in manifest["files"] if file["path"].endswith(".onnx")} == {
        f"onnx/{graph}{suffix}.onnx"
        for graph in ("vision_encoder", "embed_tokens", "decoder_model_merged")
        for suffix in ("", "_fp16", "_int8")
    }


def test_the_plain_type_may_be_left_out(checkpoint, tmp_path):
    convert(checkpoint, tmp_path / "pack", Options("radgrounder-x", {"id": "x"}, "x", ("fp16",)))
    assert sorted(path.name for path in (tmp_path / "pack" / "onnx").iterdir()) == [
        "decoder_model_merged_fp16.onnx",
        "embed_tokens_fp16.onnx",
        "vision_encoder_fp16.onnx",
    ]


def test_a_tokenizer_without_the_markup_is_refused(checkpoint, tmp_path):
    text = (checkpoint / "tokenizer.json").read_text().replace('"<p bbox="', '"<other="')
    for path in checkpoint.iterdir():
        if path.name != "tokenizer.json":
            (tmp_path / path.name).symlink_to(path)
    (tmp_path / "tokenizer.json").write_text(text)
    with pytest.raises(NotDetection, match="<p bbox="):
        convert(tmp_path, tmp_path / "pack", Options("radgrounder-x", {"id": "x"}, "x"))
