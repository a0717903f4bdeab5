"""Prompts and targets of the demo RadGrounder, drawn anew each time a slice comes up."""

import random
from dataclasses import dataclass

from ..radgrounder.prompts import Prompt, clinical_prefix
from .phantoms import Scan, Slice
from .questions import TEXTS, QuestionWriter

# What stands in the demo's own captions table, and its translation.
INFORMATION = {
    "de": ("Unklare Oberbauchschmerzen.", "Verlaufskontrolle nach Operation.", "Tumorstaging.", "Sturz am Vortag."),
    "en": ("Unclear epigastric pain.", "Follow-up after surgery.", "Tumour staging.", "Fall the day before."),
}
ASKED = {
    "de": ("Raumforderung?", "Fraktur?", "Entzündlicher Fokus?", "Lymphknotenstatus?"),
    "en": ("Mass?", "Fracture?", "Inflammatory focus?", "Lymph node status?"),
}
# Long and short texts are not mixed in a batch: padding would take half of the time.
LONG_SHARE = 0.6
GROUND_SHARE = 0.85
QUESTION_SHARES = {"where": 0.4, "presence": 0.2, "side": 0.08, "modality": 0.04, "region": 0.06, "largest": 0.08, "level": 0.14}


@dataclass(frozen=True)
class Sample:
    prompt: Prompt
    target: str


def draw_text(writer: QuestionWriter, scan: Scan, one: Slice, draw: random.Random) -> Sample:
    """A report, with or without boxes; a slice without captions is asked about instead."""
    language = draw.choice(("de", "en"))
    if not one.captions:
        return draw_question(writer, scan, one, draw)
    plain, tagged = draw.choice(one.captions)[language]
    task = "ground" if draw.random() < GROUND_SHARE else "report"
    return Sample(Prompt(task, language, draw_prefix(language, draw)), tagged if task == "ground" else plain)


def draw_question(writer: QuestionWriter, scan: Scan, one: Slice, draw: random.Random) -> Sample:
    language = draw.choice(("de", "en"))
    while True:
        kind = draw.choices(list(QUESTION_SHARES), list(QUESTION_SHARES.values()))[0]
        question = writer.write(kind, language, scan.modality, one, draw)
        if question:
            return Sample(Prompt("vqa", language, question.text), question.answer)
        # A slice on which nothing is large enough to be asked for still has a modality.
        if not writer.write("modality", language, scan.modality, one, draw):
            text = TEXTS["modality"][0 if language == "de" else 1]
            return Sample(Prompt("vqa", language, text), writer.answer_modality(language, scan.modality, one, 0))


def draw_prefix(language: str, draw: random.Random) -> str:
    """The published styles: none, either, both; the demo's clinical fields are German whatever the caption's language."""
    written = draw.choice(("de", language))
    style = draw.randrange(4)
    information = draw.choice(INFORMATION[written]) if style in (1, 3) else ""
    asked = draw.choice(ASKED[written]) if style in (2, 3) else ""
    return clinical_prefix(language, information, asked)
