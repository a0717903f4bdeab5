"""
What the demo RadGrounder scores on phantoms that it has not seen, measured on the pack itself in ONNX Runtime.

Nothing is masked while it writes: the program's grammar can only make these figures better. Two mentions are the same here where their
class is the same; the published G-IoU compares their texts by embeddings instead.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from ..radgrounder.prompts import Prompt
from ..radgrounder.reference import batch_of, encode
from ..radgrounder.runtime import PackRuntime
from ..radgrounder.tokenizer import EOS
from .phantoms import Scan, Slice
from ..vision.pixels import pixel_values
from .questions import CLOSED, TEXTS, Question, QuestionWriter

TAG = re.compile(r"<p bbox=((?:<loc\d{4}>){4}) id=<seg(\d{3})>>(.*?)</p>")
BATCH = 16
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Shown:
    """A held-out slice as the model sees it."""

    scan: Scan
    one: Slice
    pixels: np.ndarray


@dataclass(frozen=True)
class Tag:
    box: Box
    class_id: int


class Examinee:
    """The pack under test."""

    def __init__(self, folder: Path, image_tokens: int) -> None:
        self.runtime = PackRuntime(folder)
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.image, self.image_tokens = self.tokenizer.token_to_id("<image>"), image_tokens
        self.first_location = self.tokenizer.token_to_id("<loc0000>")

    def answers(self, asked: list[tuple[Shown, Prompt]], limit: int) -> Iterable[str]:
        for at in range(0, len(asked), BATCH):
            part = asked[at : at + BATCH]
            ids, mask = self.batch([prompt for _, prompt in part])
            pixels = np.stack([shown.pixels for shown, _ in part])
            for tokens in self.runtime.generate(pixels, ids, mask, image_token=self.image, eos=EOS, limit=limit):
                text = [token for token in tokens if token != EOS]
                yield self.tokenizer.decode(text, skip_special_tokens=False).strip()

    def batch(self, prompts: list[Prompt]) -> tuple[np.ndarray, np.ndarray]:
        return batch_of([encode(self.tokenizer, prompt) for prompt in prompts], self.image, self.image_tokens)

    def boxes_for(self, shown: Shown, prompt: Prompt, tagged: str) -> str:
        """Writes a given caption with its own numbers in the tags."""
        ids, mask = self.batch([prompt])
        logits, past = self.runtime.prefill(shown.pixels[None], ids, mask, self.image)
        written, first = [], self.first_location
        for token in self.tokenizer.encode(tagged, add_special_tokens=False).ids:
            if first <= token <= first + 512:
                token = first + int(logits[0, -1, first : first + 513].argmax())
            written.append(token)
            mask = np.concatenate((mask, np.ones((1, 1), np.int64)), axis=1)
            (embeds,) = self.runtime.embed.run(None, {"input_ids": np.array([[token]])})
            logits, past = self.runtime.decoder.run(embeds, mask, past)
        return self.tokenizer.decode(written, skip_special_tokens=False)


def shown_slices(scans: list[Scan], every: dict[str, int]) -> list[Shown]:
    """:param every: Modality → step between slices."""
    found = []
    for scan in scans:
        chosen = [one for one in scan.slices if one.captions][:: every[scan.modality]]
        pixels = pixel_values(scan.image()[[one.slice for one in chosen]], scan.modality).numpy()
        found += [Shown(scan, one, image) for one, image in zip(chosen, pixels, strict=True)]
    return found


def examine_questions(examinee: Examinee, writer: QuestionWriter, slices: list[Shown]) -> dict:
    """Share of right answers per kind (exact, whole answer); for "where" the mean IoU."""
    draw = random.Random(99)
    asked: list[tuple[Shown, Question]] = []
    for shown in slices:
        for kind in TEXTS:
            for language in ("de", "en"):
                question = writer.write(kind, language, shown.scan.modality, shown.one, draw)
                asked += [(shown, question)] if question else []
    prompts = [(shown, Prompt("vqa", question.language, question.text)) for shown, question in asked]
    scores: dict[str, list[float]] = defaultdict(list)
    for (_, question), answer in zip(asked, examinee.answers(prompts, 40), strict=True):
        scores[question.kind].append(score_of(question, answer))
    closed = [value for kind in CLOSED for value in scores[kind]]
    opened = [value for kind in scores if kind not in (*CLOSED, "where") for value in scores[kind]]
    return {
        "closedAccuracy": mean(closed),
        "openAccuracy": mean(opened),
        "perKind": {kind: {"mean": mean(values), "questions": len(values)} for kind, values in scores.items()},
    }


def score_of(question: Question, answer: str) -> float:
    if question.kind != "where":
        return float(answer == question.answer)
    found, wanted = tags_in(answer), tags_in(question.answer)[0]
    return iou(found[0].box, wanted.box) if found and found[0].class_id == wanted.class_id else 0.0


def examine_grounding(examinee: Examinee, slices: list[Shown]) -> dict:
    """Captions that the model writes itself, in both languages."""
    asked = [(shown, Prompt("ground", language, "")) for shown in slices for language in ("de", "en")]
    ious, there, malformed, shared = [], [], [], []
    for (shown, prompt), text in zip(asked, examinee.answers(asked, 160), strict=True):
        tags = tags_in(text)
        malformed.append(float(text.count("<p bbox=") != len(tags)))
        for tag in tags:
            region = shown.one.regions.get(tag.class_id)
            there.append(float(region is not None))
            ious += [iou(tag.box, region[1])] if region else []
        wanted = tags_in(shown.one.captions[0][prompt.language][1])
        if wanted:
            shared.append(g_iou(tags, wanted))
    return {
        "captions": len(asked),
        "tags": len(there),
        "malformedCaptions": mean(malformed),
        "tagsOfClassesThatAreThere": mean(there),
        "meanIouOfThose": mean(ious),
        "gIouAgainstOneReferenceCaption": mean(shared),
    }


def examine_given_captions(examinee: Examinee, slices: list[Shown]) -> dict:
    """Boxes for the mentions of a given caption: what the program shows beside an automatic box."""
    ious = []
    for at, shown in enumerate(slices):
        language = ("de", "en")[at % 2]
        tagged = shown.one.captions[0][language][1]
        found = examinee.boxes_for(shown, Prompt("ground", language, ""), tagged)
        ious += [iou(mine.box, theirs.box) for mine, theirs in zip(tags_in(found), tags_in(tagged), strict=True)]
    return {"mentions": len(ious), "meanIou": mean(ious), "shareOver05": mean([float(value >= 0.5) for value in ious])}


def tags_in(text: str) -> list[Tag]:
    found = TAG.findall(text)
    return [Tag(tuple(int(number) for number in re.findall(r"\d{4}", bins)), int(number)) for bins, number, _ in found]


def g_iou(found: list[Tag], wanted: list[Tag]) -> float:
    """Sum of the IoU of matched mentions by the larger number of mentions."""
    left = list(wanted)
    total = 0.0
    for tag in found:
        match = next((one for one in left if one.class_id == tag.class_id), None)
        if match:
            left.remove(match)
            total += iou(tag.box, match.box)
    return total / max(len(found), len(wanted))


def iou(a: Box, b: Box) -> float:
    width = max(0, min(a[2], b[2]) - max(a[0], b[0]))
    height = max(0, min(a[3], b[3]) - max(a[1], b[1]))
    union = area(a) + area(b) - width * height
    return width * height / union if union else 0.0


def area(box: Box) -> int:
    return max(0, box[2] - box[0]) * max(0, box[3] - box[1])


def mean(values: list[float]) -> float | None:
    return round(float(np.mean(values)), 4) if values else None
