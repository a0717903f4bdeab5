"""Sentence embeddings become packs whose vectors are those of transformers, in ONNX Runtime and in Plumbline."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import torch
from plumbline_packs.pack.manifest import MANIFEST_FILE, files_in, sha256_of
from plumbline_packs.text.export import Options, WrongVectors, convert, parity
from plumbline_packs.text.layout import NotSupported, read_layout
from plumbline_packs.text.tiny import about, bert_checkpoint, gemma_checkpoint, make_tiny, save_modules, xlm_roberta_checkpoint
from transformers import AutoTokenizer

REPOSITORY = Path(__file__).parents[3]
KINDS = ("bert", "xlm-roberta", "gemma")


@pytest.fixture(scope="module")
def packs(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("tiny")
    make_tiny(folder)
    return folder


def plan_of(pack: Path) -> dict:
    return json.loads((pack / MANIFEST_FILE).read_text("utf-8"))["textEmbedding"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_graph_gives_the_vectors_of_pytorch(packs, kind):
    report = json.loads((packs / kind / "parity.json").read_text("utf-8"))
    assert report["largestDistance"] < 1e-5
    # A network that says the same of every text would pass everything else.
    references = json.loads((packs / kind / "self-test.json").read_text("utf-8"))["references"]
    vectors = np.array([one["vector"] for one in references])
    assert np.abs(np.linalg.norm(vectors, axis=1) - 1).max() < 1e-5
    likeness = vectors @ vectors.T
    assert likeness[~np.eye(len(vectors), dtype=bool)].min() < 0.9


@pytest.mark.parametrize("kind", KINDS)
def test_plumbline_gives_the_same_vectors(packs, kind, tmp_path):
    pack = tmp_path / kind
    shutil.copytree(packs / kind, pack)
    manifest = json.loads((pack / MANIFEST_FILE).read_text("utf-8"))
    manifest["textEmbedding"]["selfTest"]["tolerance"] = 1e-5
    (pack / MANIFEST_FILE).write_text(json.dumps(manifest), "utf-8")
    node = REPOSITORY / "node_modules" / ".bin" / "node"
    if not node.exists():
        pytest.skip("npm ci was not run")
    # Adding a pack has the program compute its reference vectors.
    command = [str(node), str(REPOSITORY / "src/main/hosts/cli/main.ts"), "--json", "models", "add", str(pack)]
    done = subprocess.run(command, env={**os.environ, "PLUMBLINE_HOME": str(tmp_path / "home")}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr + done.stdout
    assert json.loads(done.stdout)["isNew"]


def test_what_the_folder_says_stands_in_the_manifest(packs):
    bert, roberta, gemma = (plan_of(packs / kind) for kind in KINDS)
    assert bert["inputs"] == ["input_ids", "attention_mask", "token_type_ids"]
    assert (bert["output"], bert["pooling"], bert["maxTokens"], bert["prefix"]) == ("last_hidden_state", "mean", 64, "")
    assert roberta["inputs"] == ["input_ids", "attention_mask"]
    assert (roberta["maxTokens"], roberta["prefix"]) == (12, "query: ")
    assert (gemma["output"], gemma["pooling"], gemma["maxTokens"]) == ("sentence_embedding", "none", 48)
    assert gemma["prefix"] == "task: sentence similarity | query: "


@pytest.mark.parametrize("kind", KINDS)
def test_the_pack_holds_what_the_manifest_lists(packs, kind):
    manifest = json.loads((packs / kind / MANIFEST_FILE).read_text("utf-8"))
    assert [one["path"] for one in manifest["files"]] == files_in(packs / kind)
    assert all(sha256_of(packs / kind / one["path"]) == one["sha256"] for one in manifest["files"])
    assert {"model.onnx", "self-test.json", "tokenizer.json", "tokenizer_config.json"} <= set(files_in(packs / kind))


@pytest.mark.parametrize(("precision", "limit"), [("fp16", 5e-3), ("int8", 0.075)])
def test_smaller_numbers_stay_near(tmp_path, precision, limit):
    bert_checkpoint(tmp_path / "checkpoint")
    report = convert(tmp_path / "checkpoint", tmp_path / "pack", about("x"), Options(precision=precision))
    assert 0 < report["largestDistance"] < limit
    assert "whole-model.onnx" not in files_in(tmp_path / "pack")


@pytest.mark.parametrize("pooling", ["cls", "last"])
def test_other_pooling_may_be_wanted(tmp_path, pooling):
    xlm_roberta_checkpoint(tmp_path / "checkpoint")
    report = convert(tmp_path / "checkpoint", tmp_path / "pack", about("x"), Options(pooling=pooling))
    assert report["largestDistance"] < 1e-5


def test_a_graph_of_another_network_is_refused(packs, tmp_path):
    xlm_roberta_checkpoint(tmp_path)
    tokenizer = AutoTokenizer.from_pretrained(tmp_path)
    vectors = np.array([one["vector"] for one in json.loads((packs / "xlm-roberta/self-test.json").read_text())["references"]])
    with pytest.raises(WrongVectors):
        parity(packs / "xlm-roberta", plan_of(packs / "xlm-roberta"), tokenizer, vectors[::-1])


def test_what_a_pack_cannot_say_is_refused(tmp_path):
    gemma_checkpoint(tmp_path)
    with pytest.raises(NotSupported, match="no prompt 'Classification'; there are query, STS"):
        convert(tmp_path, tmp_path / "pack", about("x"), Options(prompt="Classification"))
    (tmp_path / "1_Pooling" / "config.json").write_text('{"pooling_mode_max_tokens": true}')
    with pytest.raises(NotSupported, match="pooling_mode_max_tokens"):
        read_layout(tmp_path)
    save_modules(tmp_path, ["Transformer", "Pooling", "LSTM"])
    with pytest.raises(NotSupported, match="LSTM"):
        read_layout(tmp_path)


def test_dense_layers_are_read_with_their_weights(tmp_path):
    save_modules(tmp_path, ["Transformer", "Pooling", "Dense"])
    (layer,) = read_layout(tmp_path).dense
    assert layer(torch.ones(1, 32)).shape == (1, 64)
