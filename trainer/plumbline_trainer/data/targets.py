"""Captions with detection tags, as the released checkpoints write them: x1, y1, x2, y2 in 512 bins of the model's 224 pixels."""

import re

import numpy as np
from plumbline_packs.radgrounder.prompts import box_tag

from .refrad2d import Keyword

EDGE, BINS = 224, 512
Box = tuple[float, float, float, float]


def box_bins(box: Box, width: int, height: int) -> tuple[int, int, int, int]:
    """
    Scaled to 224 in single precision and cut to whole numbers, then to bins (0-512), as the released code does.

    :param box: x1, y1, x2, y2 in pixels of a slice of `width` x `height`.
    """
    scale = (np.float32(EDGE / width), np.float32(EDGE / height))
    pixels = [int(np.float32(edge) * scale[at % 2]) for at, edge in enumerate(box)]
    return tuple(int(min(1, max(0, value / EDGE)) * BINS) for value in pixels)


def tag_caption(caption: str, keywords: tuple[Keyword, ...], bins: dict[int, tuple[int, int, int, int]]) -> str:
    """
    Tags around every whole-word occurrence of each keyword; a keyword that is no whole word anywhere (the stem of a compound) gets
    its first occurrence. Longer keywords come first, and tags never nest.
    """
    taken: list[tuple[int, int, int]] = []
    for word in sorted(keywords, key=lambda one: -len(one.surface)):
        if word.class_id not in bins or not word.surface:
            continue
        for start, end in places(caption, word.surface):
            if all(end <= other or start >= until for other, until, _ in taken):
                taken.append((start, end, word.class_id))
    parts, at = [], 0
    for start, end, class_id in sorted(taken):
        parts += [caption[at:start], box_tag(bins[class_id], class_id, caption[start:end])]
        at = end
    return "".join([*parts, caption[at:]])


def places(caption: str, surface: str) -> list[tuple[int, int]]:
    whole = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(surface)}(?!\w)", caption)]
    if whole:
        return whole
    start = caption.find(surface)
    return [] if start == -1 else [(start, start + len(surface))]
