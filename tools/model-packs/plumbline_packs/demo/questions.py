"""Questions that the demo RadGrounder is taught, with the answer that the phantom's own labels give."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from ..radgrounder.prompts import box_tag
from .phantoms import ClassLabel, Slice

# Fewer pixels than this and nobody would see it (also the demo's own limit for captions).
VISIBLE_PIXELS = 30
IMAGE_MIDDLE = 256
OFF_MIDDLE = 40
# Heights in the phantom, mm above the femoral heads.
REGIONS = ((150, "Becken", "pelvis"), (290, "Bauch", "abdomen"), (490, "Brustkorb", "chest"), (9999, "Hals", "neck"))

TEXTS = {
    "presence": ("Ist zu sehen: {}?", "Is this visible: {}?"),
    "modality": ("Welche Modalität ist das?", "Which modality is this?"),
    "side": ("Auf welcher Bildseite liegt: {}?", "On which side of the image is: {}?"),
    "where": ("Wo liegt: {}?", "Where is: {}?"),
    "region": ("Welche Körperregion ist zu sehen?", "Which part of the body is shown?"),
    "largest": ("Was nimmt die größte Fläche ein?", "What covers the largest area?"),
    "level": ("Welcher Wirbel ist angeschnitten?", "Which vertebra is cut?"),
}
VERTEBRAE = range(26, 51)
CLOSED = ("presence", "modality", "side")


@dataclass(frozen=True)
class Question:
    kind: str
    language: str
    text: str
    answer: str
    class_id: int | None = None


class QuestionWriter:
    """
    :param pool: Classes that can be asked for by modality, present or not.
    """

    def __init__(self, classes: dict[int, ClassLabel], pool: dict[str, Sequence[int]]) -> None:
        self.classes, self.pool = classes, pool

    def write(self, kind: str, language: str, modality: str, one: Slice, draw: random.Random) -> Question | None:
        """None where the slice has no answer to such a question."""
        visible = [number for number, (pixels, _) in one.regions.items() if pixels >= VISIBLE_PIXELS]
        if not visible:
            return None
        asked = self.asked(kind, modality, one, visible, draw)
        if asked is None:
            return None
        answer = getattr(self, f"answer_{kind}")(language, modality, one, asked)
        if answer is None:
            return None
        text = TEXTS[kind][0 if language == "de" else 1].format(self.classes[asked].label(language))
        return Question(kind, language, text, answer, asked)

    def asked(self, kind: str, modality: str, one: Slice, visible: list[int], draw: random.Random) -> int | None:
        if kind == "presence" and draw.random() < 0.5:
            return draw.choice([number for number in self.pool[modality] if number not in one.regions])
        if kind == "side":
            visible = [number for number in visible if abs(middle(one, number) - IMAGE_MIDDLE) > OFF_MIDDLE]
        if kind == "largest":
            return max(visible, key=lambda number: one.regions[number][0])
        if kind == "level":
            levels = [number for number in visible if number in VERTEBRAE]
            return max(levels, key=lambda number: one.regions[number][0], default=None)
        return draw.choice(visible) if visible else None

    def answer_presence(self, language: str, _modality: str, one: Slice, asked: int) -> str:
        return {"de": ("Nein", "Ja"), "en": ("No", "Yes")}[language][asked in one.regions]

    def answer_modality(self, language: str, modality: str, _one: Slice, _asked: int) -> str:
        return "CT" if modality == "CT" else {"de": "MRT", "en": "MRI"}[language]

    def answer_side(self, language: str, _modality: str, one: Slice, asked: int) -> str:
        return {"de": ("links", "rechts"), "en": ("left", "right")}[language][middle(one, asked) > IMAGE_MIDDLE]

    def answer_where(self, language: str, _modality: str, one: Slice, asked: int) -> str:
        return box_tag(one.regions[asked][1], asked, self.classes[asked].label(language))

    def answer_region(self, language: str, _modality: str, one: Slice, _asked: int) -> str:
        return next((de if language == "de" else en) for height, de, en in REGIONS if one.z < height)

    def answer_largest(self, language: str, _modality: str, _one: Slice, asked: int) -> str:
        return self.classes[asked].label(language)

    answer_level = answer_largest


def middle(one: Slice, number: int) -> float:
    x1, _, x2, _ = one.regions[number][1]
    return (x1 + x2) / 2
