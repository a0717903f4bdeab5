"""A pack's weights find their way back into the network that they came from."""

from pathlib import Path

import pytest
from plumbline_packs.demo.device_parity import device_parity, segmentation_network
from plumbline_packs.pack.read_back import NotThisNetwork

MODELS = Path(__file__).resolve().parents[3] / "resources" / "models"


def test_the_demo_packs_say_in_pytorch_what_they_say_in_onnx_runtime():
    (run,) = device_parity(MODELS, "cpu")["runs"]
    for modality in ("CT", "MR"):
        assert run[modality]["maxErrorLogits"] < 1e-5 * run[modality]["largestLogit"]
        assert run[modality]["sameLabels"] > 0.9999
    assert run["radgrounder"]["sameGreedyTokens"] == 1
    assert run["radgrounder"]["maxErrorLogits"] < 1e-5 * run["radgrounder"]["largestLogit"]


def test_another_network_is_not_filled_halfway_in_silence():
    with pytest.raises(NotThisNetwork, match=r"decoder\.seg_layers\.2\.weight"):
        segmentation_network(MODELS / "demo-phantom-segmentation", "MR")
