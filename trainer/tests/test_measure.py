"""The measuring program, with a network of a hundred thousand parameters: the same code that measures three billion."""

import json
import subprocess
import sys

import pytest
from plumbline_packs.radgrounder.model import PALIGEMMA2_3B, config_of
from plumbline_trainer.config import Config
from plumbline_trainer.data.refrad2d import read_dataset
from plumbline_trainer.measure.generation import measure_generation
from plumbline_trainer.measure.network import tokenizer_for
from plumbline_trainer.measure.training import Case, measure_training
from test_run import environment, finished, named


@pytest.fixture(scope="module")
def dataset(data):
    return read_dataset(data, ("de", "en"))


def test_the_full_size_has_the_released_token_ids_and_layers(dataset):
    tokenizer = tokenizer_for("3b", dataset)
    ids = [tokenizer.token_to_id(token) for token in ("<loc0000>", "<seg000>", "<image>", "<p bbox=", "id=")]
    assert ids == [256_000, 257_024, 257_152, 257_153, 257_155]
    config = config_of(PALIGEMMA2_3B, tokenizer)
    assert (config.text_config.vocab_size, config.text_config.num_hidden_layers) == (257_156, 26)
    assert config.text_config.num_image_tokens == 256


def test_steps_are_the_trainers_own_and_each_case_has_a_rate(data, dataset):
    config = Config(data, data, data, accumulation=2, learningRate=1e-3)
    cases = (Case(2), Case(2, method="full", gradientCheckpointing=False, precision="fp32"))
    tokenizer = tokenizer_for("small", dataset)
    lora, full = measure_training("small", tokenizer, config, dataset, device="cpu", cases=cases, steps=1)
    assert lora["training"]["batchSize"] == 2 and lora["steps"] == 1
    assert lora["samplesPerSecond"] > 0 and lora["tokensPerSample"] > 64
    assert len(full["losses"]) == 3 and full["trainable"] > full["parameters"] / 2 > lora["trainable"]


def test_generation_is_timed_from_the_first_token_on(dataset):
    tokenizer = tokenizer_for("small", dataset)
    (one,) = measure_generation("small", tokenizer, device="cpu", precisions=("fp32",), batches=(2,), tokens=4)
    assert one["promptTokens"] > 64 and one["secondsToFirstToken"] > 0 and one["tokensPerSecond"] > 0


def test_a_base_of_random_weights_is_trained_on_like_a_released_one(config_file, data, tmp_path):
    base = tmp_path / "random"
    command = [sys.executable, "-m", "plumbline_trainer.measure.cli", "base", "--size", "small"]
    subprocess.run([*command, "--data", str(data), "--output", str(base)], env=environment(), check=True)
    assert json.loads((base / "config.json").read_text())["model_type"] == "paligemma"
    code, lines, log = finished(config_file(base=str(base), steps=1, pack={"name": ""}, precision="bf16"))
    assert code == 0, log
    assert named(lines, "done")
