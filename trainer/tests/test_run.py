"""A run as a program would start it: a process, its JSON lines, its end."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from conftest import SMALL
from plumbline_packs.radgrounder.images import pattern
from plumbline_packs.radgrounder.parity import PROMPTS
from plumbline_packs.radgrounder.reference import batch_of, encode, generate
from plumbline_packs.radgrounder.runtime import PackRuntime
from plumbline_packs.radgrounder.tokenizer import EOS
from plumbline_trainer.assembly import on_one_device
from tokenizers import Tokenizer
from transformers import PaliGemmaForConditionalGeneration

ROOT = Path(__file__).resolve().parents[1]
PATHS = os.pathsep.join([str(ROOT), str(ROOT.parent / "tools" / "model-packs")])


def environment(**change: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": PATHS, "CUDA_VISIBLE_DEVICES": "", "OMP_NUM_THREADS": "1", **change}


def start(config: Path, *prefix: str) -> subprocess.Popen:
    command = [*(prefix or (sys.executable, "-m")), "plumbline_trainer.cli", str(config)]
    return subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finished(config: Path, *prefix: str) -> tuple[int, list[dict], str]:
    process = start(config, *prefix)
    out, log = process.communicate(timeout=400)
    return process.returncode, [json.loads(line) for line in out.splitlines()], log


def named(lines: list[dict], event: str) -> list[dict]:
    return [line for line in lines if line["event"] == event]


@pytest.fixture(scope="module")
def writer(data, base, tmp_path_factory):
    """A base that writes captions and answers already, trained whole, and no tags: what adapters are put on."""
    folder = tmp_path_factory.mktemp("writer")
    given = {**SMALL, "base": str(base), "data": str(data), "output": str(folder / "run"), "method": "full", "steps": 60}
    given |= {"learningRate": 1e-2, "evalEvery": 1000, "pack": {"name": ""}, "mixture": {"ground": 0.0, "report": 0.5, "vqa": 0.5}}
    (folder / "train.json").write_text(json.dumps(given))
    code, lines, log = finished(folder / "train.json")
    assert code == 0, log
    losses = [line["loss"] for line in named(lines, "step")]
    assert np.mean(losses[-8:]) < 0.5 * np.mean(losses[:4])
    return Path(named(lines, "done")[0]["merged"])


def test_lora_learns_merges_and_the_pack_says_what_pytorch_says(config_file, writer):
    pack = {"name": "tuned", "licence": "x", "source": "y"}
    mixture = {"ground": 0.8, "report": 0.1, "vqa": 0.1}
    code, lines, log = finished(config_file(base=str(writer), steps=60, learningRate=2e-2, mixture=mixture, pack=pack))
    assert code == 0, log
    (begun,), (ended,) = named(lines, "start"), named(lines, "done")
    assert begun["trainable"] < begun["parameters"] / 3
    assert begun["picks"]["ground"] == 16
    losses = [line["loss"] for line in named(lines, "step")]
    assert len(losses) == 60
    assert np.mean(losses[-8:]) < 0.6 * np.mean(losses[:2])
    evaluations = [line["loss"] for line in named(lines, "evaluation")]
    assert evaluations[-1] < evaluations[0]
    drawn = named(lines, "step")[-1]["drawn"]
    assert drawn["ground"] + drawn["report"] + drawn["vqa"] == 60 * 8
    assert all(line["samplesPerSecond"] > 0 for line in named(lines, "step"))

    merged, pack = Path(ended["merged"]), Path(ended["pack"])
    plain = PaliGemmaForConditionalGeneration.from_pretrained(merged, dtype=torch.float32, attn_implementation="sdpa").eval()
    untouched = PaliGemmaForConditionalGeneration.from_pretrained(writer, dtype=torch.float32).eval()
    assert same(plain.model.vision_tower, untouched.model.vision_tower), "the vision encoder is frozen"
    assert not same(plain.model.language_model.layers, untouched.model.language_model.layers)
    assert json.loads((pack / "manifest.json").read_text())["kind"] == "radgrounder"

    tokenizer = Tokenizer.from_file(str(pack / "tokenizer.json"))
    prompts = [encode(tokenizer, prompt) for prompt in PROMPTS]
    pixels = np.stack([pattern(seed, 112) for seed in range(len(prompts))])
    expected = [answer.ids for answer in generate(plain, pixels, prompts, 40)]
    ids, mask = batch_of(prompts, plain.config.image_token_index, 64)
    found = PackRuntime(pack).generate(pixels, ids, mask, image_token=plain.config.image_token_index, eos=EOS, limit=40)
    assert found == expected
    # It has learnt to write tags at all: the base wrote none.
    assert any("<p bbox=" in tokenizer.decode(answer, skip_special_tokens=False) for answer in found)


def same(one: torch.nn.Module, other: torch.nn.Module) -> bool:
    return all(torch.equal(a, b) for a, b in zip(one.parameters(), other.parameters(), strict=True))


def test_the_published_recipe_runs_whole_and_takes_a_base_without_the_markup(config_file, base, tmp_path):
    """Adafactor, bf16, gradient checkpointing, the whole decoder, `.bin` weights; markup tokens are added."""
    bare = tmp_path / "bare"
    shutil.copytree(base, bare)
    without = json.loads((bare / "tokenizer.json").read_text())
    markup = {"<p bbox=", "</p>", "id="}
    without["added_tokens"] = [token for token in without["added_tokens"] if token["content"] not in markup]
    (bare / "tokenizer.json").write_text(json.dumps(without))
    change = {"method": "full", "optimizer": "adafactor", "precision": "bf16", "gradientCheckpointing": True}
    config = config_file(base=str(bare), steps=3, mixture={"mode": "concatenate"}, augment=True, pack={"name": ""}, **change)
    code, lines, log = finished(config)
    assert code == 0, log
    assert "pack" not in named(lines, "done")[0]
    merged = Tokenizer.from_file(str(tmp_path / "run" / "merged" / "tokenizer.json"))
    assert markup <= set(merged.get_vocab())


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_stopped_run_goes_on_where_it_was_and_ends_as_an_unbroken_one(config_file, tmp_path, how):
    change = {"steps": 12, "saveEvery": 4, "pack": {"name": ""}, "lora": {"dropout": 0.0}}
    code, unbroken, log = finished(config_file(output=str(tmp_path / "unbroken"), **change))
    assert code == 0, log
    config = config_file(output=str(tmp_path / "broken"), **change)
    process = start(config)
    lines = []
    for line in process.stdout:
        lines.append(json.loads(line))
        if lines[-1]["event"] == "checkpoint":
            process.send_signal(how)
            break
    rest, _ = process.communicate(timeout=200)
    if how is signal.SIGTERM:
        assert process.returncode == 0
        assert json.loads(rest.splitlines()[-1])["event"] == "stopped"
    # A checkpoint that was being written when it ended.
    (tmp_path / "broken" / "checkpoint-11").mkdir(exist_ok=True)
    code, again, log = finished(config)
    assert code == 0, log
    assert named(again, "start")[0]["resumedFrom"] >= 4
    assert not (tmp_path / "broken" / "checkpoint-11").exists() or how is signal.SIGTERM
    wanted = {line["step"]: line["loss"] for line in named(unbroken, "step")}
    for line in named(again, "step"):
        assert line["loss"] == pytest.approx(wanted[line["step"]], rel=1e-3)


def test_two_processes_share_a_batch_and_stop_at_the_same_step(config_file, tmp_path):
    torchrun = (sys.executable, "-m", "torch.distributed.run", "--nproc-per-node=2", "--master-port=29571", "-m")
    change = {"steps": 40, "pack": {"name": ""}, "lora": {"dropout": 0.0}}
    config = config_file(batchSize=2, output=str(tmp_path / "two"), **change)
    process = start(config, *torchrun)
    lines = []
    for line in process.stdout:
        lines.append(json.loads(line))
        if lines[-1]["event"] == "step":
            # The launcher knows nothing of it, so that it gives nobody half a minute.
            config.with_suffix(".stop").touch()
    log = process.stderr.read()
    assert process.wait(60) == 0, log
    assert named(lines, "start")[0]["devices"] == 2
    assert named(lines, "start")[0]["effectiveBatch"] == 8
    stopped = named(lines, "stopped")[0]["step"]
    assert 1 <= stopped < 40
    assert not config.with_suffix(".stop").exists()
    code, again, log = finished(config, *torchrun)
    assert code == 0, log
    assert named(again, "start")[0]["resumedFrom"] == stopped
    assert [line["step"] for line in named(lines, "step") + named(again, "step")] == list(range(1, 41))
    assert len(named(again, "done")) == 1


def test_one_process_uses_one_card_of_several():
    cuda, cpu = torch.device("cuda", 0), torch.device("cpu")
    assert on_one_device(SimpleNamespace(n_gpu=4, _n_gpu=4, device=cuda))._n_gpu == 1
    assert on_one_device(SimpleNamespace(n_gpu=0, _n_gpu=0, device=cpu))._n_gpu == 0


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"learningRate": "fast"}, ("bad-config", "learningRate")),
        ({"lora": {"rank": 0}}, ("bad-config", "lora.rank")),
        ({"colour": 1}, ("bad-config", "colour")),
        ({"base": "/nowhere"}, ("no-base", "/nowhere/tokenizer.json")),
        ({"data": "/nowhere"}, ("no-data", "/nowhere/refrad2d_vqa_dataset.parquet")),
        ({"learningRate": 1e30, "steps": 8, "warmupRatio": 0.0, "maxGradNorm": 1e30}, ("nan-loss", None)),
    ],
)
def test_a_run_that_cannot_be_ends_in_one_line_that_says_why(config_file, change, expected):
    code, lines, _ = finished(config_file(**change))
    assert code == 1
    assert lines[-1]["event"] == "failed"
    assert lines[-1]["code"] == expected[0]
    assert expected[1] in (None, lines[-1]["detail"])


def test_the_check_lists_what_is_there_and_what_is_missing(data, tmp_path):
    command = [sys.executable, "-m", "plumbline_trainer.cli", "--check", "--base", str(tmp_path), "--data", str(data)]
    found = json.loads(subprocess.run(command, env=environment(), capture_output=True, text=True, check=True).stdout)
    by_name = {one["name"]: one for one in found}
    assert by_name["torch"]["ok"] and by_name["peft"]["ok"] and by_name["data"]["ok"]
    assert not by_name["base"]["ok"] and by_name["base"]["detail"].endswith("config.json")
    assert not by_name["gpu"]["needed"]
