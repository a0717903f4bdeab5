"""Trained demo RadGrounder → pack, with what it scores on phantoms that it has not seen."""

import argparse
import json
from pathlib import Path

import torch
from tokenizers import Tokenizer
from transformers import PaliGemmaForConditionalGeneration

from ..pack.manifest import write_json
from ..radgrounder.export import export_graphs, write_side_files
from ..radgrounder.model import build_model
from ..radgrounder.pack import describe, plan_of
from ..radgrounder.parity import parity_report
from .corpus import DEMO, pooled
from .documents import SOURCE, markdown_table
from .evaluate_radgrounder import Examinee, examine_given_captions, examine_grounding, examine_questions, shown_slices
from .phantoms import class_labels, scans_in
from .questions import TEXTS, QuestionWriter

IMAGE_TOKENS = (DEMO.image // DEMO.patch) ** 2


def make(options: argparse.Namespace) -> dict:
    """Writes the pack. Returns the figures."""
    tokenizer = Tokenizer.from_file(str(options.work / "tokenizer.json"))
    model, step = load(options.work, tokenizer)
    write_side_files(model, options.work / "tokenizer.json", options.folder)
    probes = export_graphs(model, options.folder, half_storage=True)
    write_json(options.folder / "parity.json", parity_report(model, tokenizer, options.folder, probes))
    report = {"trainingSteps": step, **evaluate(options)}
    write_json(options.folder / "evaluation.json", report)
    (options.folder / "README.md").write_text(readme(report), "utf-8")
    about = describe("demo-phantom-radgrounder", TITLE, LIMITS, SOURCE)
    plan_of(model, about, options.folder, ["fp32"])
    return report


def load(work: Path, tokenizer: Tokenizer) -> tuple[PaliGemmaForConditionalGeneration, int]:
    state = torch.load(work / "checkpoint.pt", weights_only=True, map_location="cpu")
    model = build_model(DEMO, tokenizer, seed=5)
    model.load_state_dict(state["model"])
    return model.eval(), state["step"]


def evaluate(options: argparse.Namespace) -> dict:
    scans = scans_in(options.held)
    writer = QuestionWriter(class_labels(options.held), {one: pooled(scans, one) for one in ("CT", "MR")})
    slices = shown_slices(scans, {"CT": options.every, "MR": options.every})
    examinee = Examinee(options.folder, IMAGE_TOKENS)
    return {
        "heldOutScans": len(scans),
        "slices": len(slices),
        "questions": examine_questions(examinee, writer, slices),
        "ownCaptions": examine_grounding(examinee, slices),
        "givenCaptions": examine_given_captions(examinee, slices),
    }


TITLE = {"de": "Demo-RadGrounder (Phantom)", "en": "Demo RadGrounder (phantom)"}
LIMITS = {
    "de": "Kennt nur das gemalte Phantom der Demo und seine Sätze. Auf Aufnahmen von Menschen ist das Ergebnis wertlos.",
    "en": "Knows only the demo's painted phantom and its sentences. On images of people its results are worthless.",
}


def readme(report: dict) -> str:
    own, given, asked = report["ownCaptions"], report["givenCaptions"], report["questions"]
    rows = [
        [TEXTS[kind][1].format("…"), f"{one['mean']:.3f}", str(one["questions"])] for kind, one in asked["perKind"].items()
    ]
    return f"""# Demo RadGrounder

A PaliGemma-2 network of 1.6 million parameters (SigLIP encoder of 5 layers with 64 image tokens, Gemma-2 decoder of 3 layers, own
tokenizer), trained from scratch on phantoms painted by Plumbline's own demo generator. It writes captions, answers and boxes in German and
English. **It knows phantoms only; on images of people its results are worthless.** Made by `tools/model-packs`, licence Apache-2.0. Weights
are float16 in the files and float32 in the arithmetic.

Measured on {report["slices"]} slices of {report["heldOutScans"]} scans with seeds that training did not see, in ONNX Runtime, without a grammar:

- Asked where a structure is (“Where is: …?”, the way to get its box for a mention): mean IoU **{asked["perKind"]["where"]["mean"]:.3f}**.
- Captions that it writes itself ({own["captions"]}): {own["tags"]} boxes, {own["tagsOfClassesThatAreThere"]:.1%} of structures that are there, their mean IoU
  **{own["meanIouOfThose"]:.3f}**; {own["malformedCaptions"]:.1%} of captions have a malformed tag. G-IoU against one reference caption **{own["gIouAgainstOneReferenceCaption"]:.3f}**:
  low because the demo's captions name two to five of some thirty structures at random, which nobody can guess.
- Boxes for the mentions of a given caption ({given["mentions"]}), whose text is forced and whose numbers are the model's: mean IoU
  {given["meanIou"]:.3f}. In this format a tag's numbers stand before its class and word, so the model has to guess which structure comes next:
  ask for boxes by question instead.
- Closed questions **{asked["closedAccuracy"]:.3f}**, open ones **{asked["openAccuracy"]:.3f}** answered right (exactly the expected answer):

{markdown_table(["question", "right (for “Where is”: mean IoU)", "asked"], rows)}
"""
