"""Which sample comes when. Every draw follows from seed and number alone, so a resumed run sees what an unbroken one would."""

import bisect
import itertools
import random
from collections import defaultdict
from dataclasses import dataclass

from ..config import TASKS, Mixture
from .refrad2d import Image, class_counts


@dataclass(frozen=True)
class Pick:
    """An image and what is asked about it."""

    image: Image
    task: str
    language: str
    question: int = -1
    """Number of the question, for `vqa`."""


class Picks:
    """All that can be asked about the images, by task."""

    def __init__(self, images: list[Image]) -> None:
        self.by_task: dict[str, list[Pick]] = {task: [] for task in TASKS}
        for image in images:
            for language, texts in image.texts.items():
                if texts.caption:
                    self.by_task["report"].append(Pick(image, "report", language))
                if texts.caption and image.tagged(language):
                    self.by_task["ground"].append(Pick(image, "ground", language))
                for number in range(len(texts.questions)):
                    self.by_task["vqa"].append(Pick(image, "vqa", language, number))

    def counts(self) -> dict[str, int]:
        return {task: len(picks) for task, picks in self.by_task.items()}


class Dynamic:
    """
    A micro-batch has one task, drawn by weight among the tasks that have anything; its samples come from strata (modality, language,
    rarest class with a box) drawn with probability proportional to size ** power: 1 leaves things as they are, 0 makes all
    strata alike.
    """

    def __init__(self, images: list[Image], mixture: Mixture, *, seed: int, batch: int) -> None:
        self.picks = Picks(images)
        self.seed, self.batch = seed, batch
        counts = class_counts(images)
        self.tasks = [task for task in TASKS if self.picks.by_task[task] and getattr(mixture, task) > 0]
        self.weights = [getattr(mixture, task) for task in self.tasks]
        self.strata = {task: strata_of(self.picks.by_task[task], counts, mixture.power) for task in self.tasks}

    def pick(self, number: int) -> Pick:
        task = random.Random(f"{self.seed} {number // self.batch} task").choices(self.tasks, self.weights)[0]
        draw = random.Random(f"{self.seed} {number}")
        bounds, strata = self.strata[task]
        at = bisect.bisect(bounds, draw.random() * bounds[-1])
        return draw.choice(strata[min(at, len(strata) - 1)])


def strata_of(picks: list[Pick], counts, power: float) -> tuple[list[float], list[list[Pick]]]:
    """Running sums of the strata's weights, and the strata, in an order that does not hang on anything but their names."""
    strata: dict[tuple[str, str, int], list[Pick]] = defaultdict(list)
    for pick in picks:
        rarest = min(pick.image.boxes, key=lambda one: (counts[one], one), default=0)
        strata[pick.image.modality, pick.language, rarest].append(pick)
    ordered = [strata[name] for name in sorted(strata)]
    return list(itertools.accumulate(len(one) ** power for one in ordered)), ordered


class Concatenated:
    """
    As the published code: every image once an epoch, shuffled; one with boxes is always grounded, others are reported on or
    asked about, half and half, in either language.
    """

    def __init__(self, images: list[Image], *, seed: int) -> None:
        self.seed = seed
        self.choices = [image_picks(image) for image in images]
        self.choices = [one for one in self.choices if one]
        self.order: tuple[int, list[int]] = (-1, [])

    def pick(self, number: int) -> Pick:
        epoch, at = divmod(number, len(self.choices))
        if self.order[0] != epoch:
            order = list(range(len(self.choices)))
            random.Random(f"{self.seed} {epoch}").shuffle(order)
            self.order = (epoch, order)
        draw = random.Random(f"{self.seed} {number}")
        by_task = self.choices[self.order[1][at]]
        tasks = ["ground"] if "ground" in by_task else sorted(by_task)
        return draw.choice(by_task[draw.choice(tasks)])


def image_picks(image: Image) -> dict[str, list[Pick]]:
    return {task: picks for task, picks in Picks([image]).by_task.items() if picks}


def validation_picks(images: list[Image], wanted: int) -> list[Pick]:
    """The same ones in every run: of each image one pick, grounding before the others, languages in turn."""
    order = sorted(images, key=lambda image: image.image_id)
    random.Random(42).shuffle(order)
    picks = []
    for number, by_task in enumerate(filter(None, map(image_picks, order))):
        if len(picks) == wanted:
            break
        ranked = next(by_task[task] for task in TASKS if task in by_task)
        picks.append(ranked[number % len(ranked)])
    return picks
