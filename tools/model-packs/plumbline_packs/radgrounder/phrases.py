"""Our own sentences and questions for random packs: enough to teach a small tokenizer both languages."""

import random

from .prompts import Prompt, clinical_prefix

SENTENCES = (
    "Leber normal groß mit homogener Kontrastierung.",
    "The liver is normal in size and enhances homogeneously.",
    "Milz unauffällig, keine fokale Läsion.",
    "Spleen unremarkable, no focal lesion.",
    "Linke Niere ohne Stauung, rechte Niere mit kleiner Zyste.",
    "Left kidney without hydronephrosis, small cyst of the right kidney.",
    "Die Aorta ist nicht erweitert.",
    "The aorta is not dilated.",
    "Kein Pleuraerguss, keine Infiltrate im Unterlappen beidseits.",
    "No pleural effusion, no infiltrates in the lower lobes on either side.",
    "Degenerative Veränderungen der Brustwirbelsäule.",
    "Degenerative changes of the thoracic spine.",
)
# In pairs of the same text; `{}` is a structure.
QUESTIONS = (
    ("Welches Organ liegt neben: {}?", "Which organ is next to: {}?"),
    ("Ist {} zu sehen?", "Is the {} visible?"),
    ("Auf welcher Seite liegt {}?", "On which side is the {}?"),
    ("Welche Modalität zeigt {} im Bild?", "Which modality shows the {} here?"),
    ("Ist {} vergrößert?\nja\nnein", "Is the {} enlarged?\nyes\nno"),
    ("Wie groß ist {} (in mm, ± 1)?", "How large is the {} (in mm, ± 1)?"),
)
STRUCTURES = (
    ("die Leber", "liver"),
    ("die Milz", "spleen"),
    ("die linke Niere", "left kidney"),
    ("die Aorta", "aorta"),
    ("das Herz", "heart"),
    ("L4/5", "L4/5 level"),
)
INFORMATION = (
    ("Tumorstaging.", "Tumour staging."),
    ("Sturz am Vortag.", "Fall the day before."),
    ("Unklare Oberbauchschmerzen seit 3 Wochen.", "Unclear epigastric pain for 3 weeks."),
    ("Z. n. Hemikolektomie rechts 2019, CEA ↑.", "Status post right hemicolectomy in 2019, CEA ↑."),
    ("", ""),
)
ASKED = (
    ("Raumforderung?", "Mass?"),
    ("Fraktur?", "Fracture?"),
    ("Entzündlicher Fokus?", "Inflammatory focus?"),
    ("Größe der Läsion <5 mm?", "Lesion size <5 mm?"),
    ("", ""),
)


def sampled_prompt(draw: random.Random) -> Prompt:
    """Any task in any language with any of the prefix styles."""
    task, column = draw.choice(("report", "ground", "vqa")), draw.randrange(2)
    language = ("de", "en")[column]
    if task == "vqa":
        return Prompt(task, language, draw.choice(QUESTIONS)[column].format(draw.choice(STRUCTURES)[column]))
    return Prompt(task, language, clinical_prefix(language, draw.choice(INFORMATION)[column], draw.choice(ASKED)[column]))
