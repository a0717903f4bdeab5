"""
Tells the workstation what a run does, ends it when its loss is none, and saves before it stops when it is told to: by a signal, or by a
file, which reaches processes that no signal does or that a launcher would end half a minute behind it.
"""

import math
import signal
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import torch
from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

from .checkpoints import mark_whole
from .data.mixture import Pick
from .events import Events
from .failure import Failure


class Watch(TrainerCallback):
    """
    :param effective: Samples a step over all devices.
    :param stop_file: Whoever wants the run to save and end makes it; none where no file is looked for.
    """

    def __init__(self, events: Events, pick: Callable[[int], Pick], effective: int, stop_file: Path | None) -> None:
        self.events, self.pick, self.effective = events, pick, effective
        self.stop_file, self.was_signalled = stop_file, False
        self.is_told_to_stop = False
        self.at, self.last_step = time.monotonic(), 0
        self.drawn: Counter[str] = Counter()
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)

    def stop(self, *_: object) -> None:
        self.was_signalled = True

    def is_file_there(self) -> bool:
        return self.stop_file is not None and self.stop_file.exists()

    def on_train_begin(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: object) -> None:
        self.at, self.last_step = time.monotonic(), state.global_step

    def on_step_end(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: object) -> None:
        first = (state.global_step - 1) * self.effective
        if self.events.speaks:
            self.drawn.update(name for number in range(first, first + self.effective) for name in names_of(self.pick(number)))
        self.is_told_to_stop = any_of_all(self.was_signalled or self.is_file_there(), args.device)
        if self.is_told_to_stop:
            control.should_save = control.should_training_stop = True

    def on_log(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, logs: dict[str, float] | None = None, **_: object
    ) -> None:
        logs = logs or {}
        if "loss" in logs:
            if not math.isfinite(logs["loss"]) or not math.isfinite(logs.get("grad_norm", 0)):
                raise Failure("nan-loss", str(state.global_step))
            self.say_step(state, logs)
        elif "eval_loss" in logs:
            self.events.say("evaluation", step=state.global_step, loss=logs["eval_loss"])
            # What an evaluation takes is no training time.
            self.at = time.monotonic()

    def say_step(self, state: TrainerState, logs: dict[str, float]) -> None:
        now, steps = time.monotonic(), state.global_step - self.last_step
        self.events.say(
            "step",
            step=state.global_step,
            steps=state.max_steps,
            loss=logs["loss"],
            gradientNorm=logs.get("grad_norm"),
            learningRate=logs.get("learning_rate"),
            samplesPerSecond=steps * self.effective / max(now - self.at, 1e-9),
            drawn=dict(self.drawn),
            **peak_memory(),
        )
        self.at, self.last_step = now, state.global_step

    def on_save(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: object) -> None:
        folder = Path(args.output_dir) / f"checkpoint-{state.global_step}"
        if state.is_world_process_zero:
            mark_whole(folder)
            self.events.say("checkpoint", step=state.global_step, path=str(folder))
        self.at = time.monotonic()


def any_of_all(mine: bool, device: torch.device) -> bool:
    """
    Whether any process says yes. A signal reaches one process before another: where they did not ask each other, one would end a step
    earlier, and the other wait for it in the next until it is ended by force.
    """
    if not (torch.distributed.is_available() and torch.distributed.is_initialized()):
        return mine
    said = torch.tensor(int(mine), device=device)
    torch.distributed.all_reduce(said, op=torch.distributed.ReduceOp.MAX)
    return bool(said.item())


def peak_memory() -> dict[str, int]:
    """Bytes that PyTorch has taken of the first process's GPU at most, what it keeps for reuse included."""
    return {"gpuMemory": torch.cuda.max_memory_reserved()} if torch.cuda.is_available() else {}


def names_of(pick: Pick) -> tuple[str, str, str]:
    return pick.task, pick.image.modality, pick.language
