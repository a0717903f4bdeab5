"""
Whether a decoder graph has PaliGemma's attention: both ways over image and prompt, causal behind it, blind to padding.

The program cannot see it from the graph, and a plain Gemma-2 export (causal prefill) writes fluent text that looks at half of the
image; so the exporter asks the graph itself, through ONNX Runtime, and refuses it.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..pack.onnx_files import session
from .runtime import DecoderSession


class WrongAttention(Exception):
    """The graph attends otherwise than PaliGemma does."""


@dataclass(frozen=True)
class Probe:
    """Largest change of the outputs that should change, and of those that should not, each as a share of their size."""

    backward: float
    padding: float
    steps: float


# Arithmetic noise of int8 and float16 graphs lies below, a real dependence far above.
NOISE = 2e-2


def check_attention(path: Path, hidden: int, *, exact: bool = True) -> Probe:
    """
    :param hidden: Width of the decoder.
    :param exact: False for quantised graphs, whose rounding depends on the whole batch.
    :raises WrongAttention: with what is wrong
    """
    decoder = DecoderSession(session(path))
    random = np.random.default_rng(7)
    embeds = random.standard_normal((1, 12, hidden)).astype(np.float32)
    probe = Probe(backward(decoder, embeds), padding(decoder, embeds), steps(decoder, embeds))
    noise = NOISE if exact else 0.5
    if probe.backward < 1e-4:
        raise WrongAttention(f"{path.name}: the prefill is causal; the first position does not see the last one")
    if probe.padding > noise:
        raise WrongAttention(f"{path.name}: padding is attended to ({probe.padding:.3g})")
    if probe.steps > noise:
        raise WrongAttention(f"{path.name}: several tokens behind a past are not causal ({probe.steps:.3g})")
    return probe


def backward(decoder: DecoderSession, embeds: np.ndarray) -> float:
    """How much the first position's deepest key changes with the last position's input."""
    changed = embeds.copy()
    changed[:, -1] *= -1
    keys = [decoder.run(values, np.ones(values.shape[:2], np.int64))[1][-2][:, :, 0] for values in (embeds, changed)]
    return difference(*keys)


def padding(decoder: DecoderSession, embeds: np.ndarray) -> float:
    """How much the next token's logits change with what stands in left padding."""
    mask = np.ones(embeds.shape[:2], np.int64)
    mask[:, :4] = 0
    changed = embeds.copy()
    changed[:, :4] *= -1
    return difference(*(decoder.run(values, mask)[0] for values in (embeds, changed)))


def steps(decoder: DecoderSession, embeds: np.ndarray) -> float:
    """How much three tokens in one run behind a past differ from three runs of one token."""
    prefix, suffix = embeds[:, :8], embeds[:, 8:11]
    _, past = decoder.run(prefix, np.ones(prefix.shape[:2], np.int64))
    together, _ = decoder.run(suffix, np.ones((1, 11), np.int64), past)
    alone = []
    for at in range(3):
        logits, past = decoder.run(suffix[:, at : at + 1], np.ones((1, 9 + at), np.int64), past)
        alone.append(logits)
    return difference(together, np.concatenate(alone, axis=1))


def difference(first: np.ndarray, second: np.ndarray) -> float:
    first, second = first.astype(np.float64), second.astype(np.float64)
    return float(np.abs(first - second).max() / max(np.abs(first).max(), 1e-9))
