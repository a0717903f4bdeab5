"""A training run from its configuration to its pack."""

from pathlib import Path

import torch
from transformers import Trainer, set_seed

from .assembly import assemble
from .checkpoints import last_whole
from .config import Config
from .data.mixture import Picks
from .data.refrad2d import read_dataset
from .events import Events
from .export import export
from .failure import Failure
from .model import dtype_of, load_base, load_tokenizer, parameter_counts, shape_free_attention


def run(config: Config, events: Events) -> None:
    """Begins, or goes on from the last whole checkpoint in `output`. :raises Failure: what `failure.CODES` names"""
    set_seed(config.seed)
    shape_free_attention()
    dataset = read_dataset(config.data, config.languages)
    tokenizer = load_tokenizer(config.base)
    model = load_base(config.base, tokenizer, dtype_of(config.precision), config.attention)
    made = assemble(model, tokenizer, config, dataset, events)
    trainer, last = made.trainer, last_whole(config.output)
    events.say(
        "start",
        version=1,
        steps=made.steps,
        effectiveBatch=made.effective_batch,
        devices=made.devices,
        device=str(trainer.args.device),
        resumedFrom=int(last.name.rsplit("-", 1)[-1]) if last else 0,
        images={"train": len(dataset.train), "val": len(dataset.val)},
        picks=Picks(dataset.train).counts(),
        **parameter_counts(trainer.model),
    )
    try:
        train(trainer, last)
    finally:
        # Heard; the next run has to be told anew.
        if events.speaks and config.stop_file:
            config.stop_file.unlink(missing_ok=True)
    if made.watch.is_told_to_stop and trainer.state.global_step < made.steps:
        events.say("stopped", step=trainer.state.global_step)
        return
    if trainer.is_world_process_zero():
        finish(trainer, config, tokenizer, events)


def train(trainer: Trainer, last: Path | None) -> None:
    try:
        trainer.train(resume_from_checkpoint=str(last) if last else None)
    except torch.cuda.OutOfMemoryError as error:
        raise Failure("out-of-memory", "cuda") from error
    except (ValueError, KeyError, RuntimeError) as error:
        if last and trainer.state.global_step == 0:
            raise Failure("bad-checkpoint", str(last)) from error
        raise


def finish(trainer: Trainer, config: Config, tokenizer, events: Events) -> None:
    losses = [entry for entry in trainer.state.log_history if "loss" in entry or "eval_loss" in entry]
    train_losses = [entry["loss"] for entry in losses if "loss" in entry]
    held_losses = [entry["eval_loss"] for entry in losses if "eval_loss" in entry]
    events.say("exporting", step=trainer.state.global_step)
    model = trainer.accelerator.unwrap_model(trainer.model).cpu()
    places = export(model, tokenizer, config)
    events.say(
        "done",
        step=trainer.state.global_step,
        trainLoss=train_losses[-1] if train_losses else None,
        evalLoss=held_losses[-1] if held_losses else None,
        **{name: str(place) for name, place in places.items()},
    )
