"""Runs a pack's graphs in ONNX Runtime the way the program does; for parity reports and tests."""

from pathlib import Path

import numpy as np
import onnxruntime as ort

from ..pack.onnx_files import session

NUMBERS = {"tensor(float)": np.float32, "tensor(float16)": np.float16}


def graph_file(graph: str, dtype: str) -> str:
    """As transformers.js names it: `onnx/embed_tokens.onnx`, `onnx/embed_tokens_fp16.onnx`."""
    return f"onnx/{graph}{'' if dtype == 'fp32' else f'_{dtype}'}.onnx"


def positions(mask: np.ndarray) -> np.ndarray:
    """1-based, counted over what is no padding; padding gets 2, as transformers gives it."""
    return np.where(mask > 0, np.cumsum(mask, axis=1), 2).astype(np.int64)


class DecoderSession:
    """The decoder graph with its cache."""

    def __init__(self, decoder: ort.InferenceSession) -> None:
        self.decoder = decoder
        self.past = [value for value in decoder.get_inputs() if value.name.startswith("past_key_values.")]

    def run(self, embeds: np.ndarray, mask: np.ndarray, past: list[np.ndarray] | None = None):
        """
        :param mask: [b, past + q] over everything so far.
        :returns: logits and the cache to give next time
        """
        batch, length = embeds.shape[:2]
        empty = [np.zeros((batch, p.shape[1], 0, p.shape[3]), NUMBERS[p.type]) for p in self.past]
        feeds = {
            "inputs_embeds": embeds,
            "attention_mask": mask,
            "position_ids": positions(mask)[:, -length:],
            **{value.name: tensor for value, tensor in zip(self.past, past or empty, strict=True)},
        }
        logits, *present = self.decoder.run(None, feeds)
        return logits, present


class PackRuntime:
    """Greedy generation with a pack: no grammar, nothing masked."""

    def __init__(self, folder: Path, dtype: str = "fp32") -> None:
        self.vision = session(folder / graph_file("vision_encoder", dtype))
        self.embed = session(folder / graph_file("embed_tokens", dtype))
        self.decoder = DecoderSession(session(folder / graph_file("decoder_model_merged", dtype)))

    def prefill(self, pixels: np.ndarray, ids: np.ndarray, mask: np.ndarray, image_token: int):
        (features,) = self.vision.run(None, {"pixel_values": pixels})
        (embeds,) = self.embed.run(None, {"input_ids": ids})
        embeds[ids == image_token] = features.reshape(-1, features.shape[-1])
        return self.decoder.run(embeds, mask)

    def generate(self, pixels, ids, mask, *, image_token: int, eos: int, limit: int) -> list[list[int]]:
        logits, past = self.prefill(pixels, ids, mask, image_token)
        out: list[list[int]] = [[] for _ in ids]
        done = np.zeros(len(ids), bool)
        for _ in range(limit):
            chosen = logits[:, -1].argmax(axis=-1)
            for row in np.flatnonzero(~done):
                out[row].append(int(chosen[row]))
            done |= chosen == eos
            if done.all():
                break
            mask = np.concatenate((mask, np.ones((len(ids), 1), np.int64)), axis=1)
            (embeds,) = self.embed.run(None, {"input_ids": chosen[:, None].astype(np.int64)})
            logits, past = self.decoder.run(embeds, mask, past)
        return out
