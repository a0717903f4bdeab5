"""Input text of the published models: image tokens, `<bos>`, a line break, prefix, line break, task, space, line break."""

from dataclasses import dataclass

IMAGE, BOS = "<image>", "<bos>"
TASKS = {
    ("report", "de"): "Beschreibe dieses Bild:",
    ("report", "en"): "Caption this image:",
    ("ground", "de"): "Beschreibe dieses Bild und detektiere Schlüsselwörter:",
    ("ground", "en"): "Caption this image and detect keywords:",
    ("vqa", "de"): "Antwort:",
    ("vqa", "en"): "Answer:",
}
LABELS = {"de": ("Klinische angaben:", "Fragestellung:"), "en": ("Clinical information:", "Question:")}


@dataclass(frozen=True)
class Prompt:
    """One request. The prefix of a question is the question itself; of other tasks it may be empty."""

    task: str
    language: str
    prefix: str

    @property
    def text(self) -> str:
        """What stands behind `<bos>`."""
        return f"\n{self.prefix}\n{TASKS[self.task, self.language]} \n"


def clinical_prefix(language: str, information: str, question: str) -> str:
    """Each part only where there is one, each under its label on a line of its own."""
    parts = zip(LABELS[language], (information, question), strict=True)
    return "\n".join(f"{label} {text}" for label, text in parts if text)


def box_tag(bins: tuple[int, int, int, int], class_id: int, keyword: str) -> str:
    locations = "".join(f"<loc{edge:04d}>" for edge in bins)
    return f"<p bbox={locations} id=<seg{class_id:03d}>>{keyword}</p>"
