"""A small tokenizer of Gemma's kind (byte-pair pieces with `▁` for the space, bytes as a fallback) with PaliGemma's added tokens."""

import json
from collections.abc import Iterable
from pathlib import Path

from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

PAD, EOS, BOS, UNK = 0, 1, 2, 3
BASE = ("<pad>", "<eos>", "<bos>", "<unk>")
BYTES = tuple(f"<0x{byte:02X}>" for byte in range(256))
LOCATIONS = tuple(f"<loc{bin:04d}>" for bin in range(1024))
SEGMENTS = tuple(f"<seg{number:03d}>" for number in range(128))
# In the order in which the detection variant adds them behind `<image>`.
MARKUP = ("<p bbox=", "</p>", "id=")


def build_tokenizer(sentences: Iterable[str], pieces: int, *, text_tokens: int = 0) -> Tokenizer:
    """
    Ids as in PaliGemma: text pieces first, then 1024 locations, 128 segments, `<image>`, the three markup tokens.

    :param pieces: Most text pieces to learn; bytes and the four base tokens come on top.
    :param text_tokens: Where `<loc0000>` begins, if further: pieces that no text has fill up to there.
    """
    vocab, merges = learn(sentences, pieces)
    text = dict.fromkeys((*BASE, *BYTES, *vocab))
    text |= dict.fromkeys(f"<unused{number}>" for number in range(text_tokens - len(text)))
    model = models.BPE(
        {piece: index for index, piece in enumerate(text)}, merges, unk_token="<unk>", fuse_unk=True, byte_fallback=True
    )
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.Replace(" ", "▁")
    # As in Gemma's file, where it finds nothing to split: the spaces are gone by then.
    tokenizer.pre_tokenizer = pre_tokenizers.Split(" ", "merged_with_previous")
    tokenizer.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()])
    added = (*BASE, *LOCATIONS, *SEGMENTS, "<image>", *MARKUP)
    tokenizer.add_special_tokens([AddedToken(token, normalized=False, special=True) for token in added])
    return tokenizer


def learn(sentences: Iterable[str], pieces: int) -> tuple[list[str], list[tuple[str, str]]]:
    """Merges never cross a space or a line break, so that encoding needs no splitting."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.Replace(" ", "▁")
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Split("▁", "merged_with_next"), pre_tokenizers.Split("\n", "isolated")]
    )
    tokenizer.train_from_iterator(sentences, trainers.BpeTrainer(vocab_size=pieces, show_progress=False))
    model = json.loads(tokenizer.to_str())["model"]
    return sorted(model["vocab"], key=model["vocab"].get), [tuple(pair) for pair in model["merges"]]


def save_compact(tokenizer: Tokenizer, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(json.loads(tokenizer.to_str()), ensure_ascii=False, separators=(",", ":")), "utf-8")
