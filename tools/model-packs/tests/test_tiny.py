"""The tiny pack, made once: its golden answers hold in ONNX Runtime, and a graph with another attention is refused."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from plumbline_packs.pack.manifest import files_in, sha256_of
from plumbline_packs.radgrounder import graphs
from plumbline_packs.radgrounder.export import decoder_signature, export
from plumbline_packs.radgrounder.images import pattern
from plumbline_packs.radgrounder.model import build_model
from plumbline_packs.radgrounder.phrases import SENTENCES
from plumbline_packs.radgrounder.prefill import WrongAttention, check_attention
from plumbline_packs.radgrounder.reference import batch_of
from plumbline_packs.radgrounder.runtime import PackRuntime
from plumbline_packs.radgrounder.tiny import TINY, make_tiny
from plumbline_packs.radgrounder.tokenizer import EOS, build_tokenizer


@pytest.fixture(scope="module")
def pack(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("tiny")
    make_tiny(folder)
    return folder


def golden_of(pack: Path) -> dict:
    return json.loads((pack / "golden.json").read_text())


def test_single_and_left_padded_batches_give_the_golden_tokens(pack):
    golden, runtime = golden_of(pack), PackRuntime(pack)
    token = json.loads((pack / "config.json").read_text())["image_token_index"]
    for size in (1, golden["batch"]):
        for at in range(0, len(golden["prompts"]), size):
            part = golden["prompts"][at : at + size]
            pixels = np.stack([pattern(case["image"]) for case in part])
            ids, mask = batch_of([case["inputIds"] for case in part], token, 256)
            found = runtime.generate(pixels, ids, mask, image_token=token, eos=EOS, limit=golden["maxNewTokens"])
            assert found == [case["tokens"] for case in part]


def test_there_are_enough_different_answers_in_both_languages_and_all_tasks(pack):
    prompts = golden_of(pack)["prompts"]
    assert len(prompts) >= 200
    assert len({tuple(case["tokens"]) for case in prompts}) >= 150
    assert {(case["task"], case["language"]) for case in prompts} == {
        (task, language) for task in ("report", "ground", "vqa") for language in ("de", "en")
    }


def test_the_manifest_lists_every_file_with_its_hash(pack):
    manifest = json.loads((pack / "manifest.json").read_text())
    assert {file["path"]: file["sha256"] for file in manifest["files"]} == {
        path: sha256_of(pack / path) for path in files_in(pack)
    }


def test_torch_and_onnx_runtime_agree(pack):
    report = json.loads((pack / "parity.json").read_text())["graphs"]["fp32"]
    assert report["maxErrorLogits"] < 5e-3
    assert report["maxErrorImageFeatures"] < 1e-3
    assert report["sameGreedyTokens"] == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda rows, columns, prefix, real: columns <= rows, "causal"),
        (lambda rows, columns, prefix, real: (columns <= rows) | prefix, "padding"),
        (lambda rows, columns, prefix, real: real.expand(-1, -1, rows.shape[-2], -1), "not causal"),
    ],
)
def test_a_decoder_that_attends_otherwise_is_refused(tmp_path, monkeypatch, change, message):
    def other(attention_mask, length, past_length, dtype):
        columns = torch.arange(past_length + length)[None, None, None, :]
        rows = (torch.arange(length) + past_length)[None, None, :, None]
        real = attention_mask[:, None, None, :] > 0
        is_open = change(rows, columns, past_length == 0, real)
        if message == "causal":
            is_open = is_open & real
        return torch.where(is_open, 0.0, torch.finfo(dtype).min)

    monkeypatch.setattr(graphs, "mask_bias", other)
    model = build_model(TINY, build_tokenizer(SENTENCES, 60), 3)
    cache = torch.zeros(1, TINY.kv_heads, 2, TINY.head_dim)
    example = (torch.randn(1, 3, TINY.hidden), torch.ones(1, 5, dtype=torch.int64), torch.full((1, 3), 3), *[cache] * 6)
    export(graphs.Decoder(model, softcap=False), example, decoder_signature(TINY.layers), tmp_path / "d.onnx")
    with pytest.raises(WrongAttention, match=message):
        check_attention(tmp_path / "d.onnx", TINY.hidden)
