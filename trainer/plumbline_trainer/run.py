"""A training run from its configuration to its pack."""

import math
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import torch
from torch.utils.data import Dataset, Sampler, SequentialSampler
from transformers import PrinterCallback, Trainer, TrainingArguments, set_seed

from .checkpoints import last_whole
from .config import Config
from .data.mixture import Concatenated, Dynamic, Pick, Picks, validation_picks
from .data.refrad2d import Image, read_dataset
from .data.samples import Reading, Samples, collate
from .events import Events
from .export import export
from .failure import Failure
from .model import for_training, load_base, load_tokenizer, parameter_counts
from .watch import Watch


class InOrder(Trainer):
    """The mixture draws; the trainer takes what comes, one number after the other."""

    def _get_train_sampler(self, train_dataset: Dataset | None = None) -> Sampler:
        return SequentialSampler(train_dataset or self.train_dataset)


def run(config: Config, events: Events) -> None:
    """Begins, or goes on from the last whole checkpoint in `output`. :raises Failure: what `failure.CODES` names"""
    set_seed(config.seed)
    dataset = read_dataset(config.data, config.languages)
    tokenizer = load_tokenizer(config.base)
    model = load_base(config.base, tokenizer, dtype_of(config), config.attention)
    world = int(os.environ.get("WORLD_SIZE", "1"))
    effective = config.batchSize * config.accumulation * world
    steps = config.steps or math.ceil(config.epochs * len(dataset.train) / effective)
    vision = model.config.vision_config
    reading = Reading(
        tokenizer=tokenizer,
        image_size=vision.image_size,
        image_tokens=(vision.image_size // vision.patch_size) ** 2,
        image_token=model.config.image_token_index,
        max_tokens=config.maxTokens,
        seed=config.seed,
        augment=config.augment,
    )
    pick = picker(config, dataset.train)
    held = validation_picks(dataset.val, config.evalSamples)
    watch = Watch(events, pick, effective)
    trained = for_training(model, config, tokenizer)
    trainer = InOrder(
        model=trained,
        args=arguments(config, steps, has_validation=bool(held)),
        data_collator=partial(collate, reading=reading),
        train_dataset=Samples(pick, steps * effective, reading, is_training=True),
        eval_dataset=Samples(held.__getitem__, len(held), reading, is_training=False) if held else None,
        callbacks=[watch],
    )
    trainer.remove_callback(PrinterCallback)
    last = last_whole(config.output)
    events.say(
        "start",
        version=1,
        steps=steps,
        effectiveBatch=effective,
        devices=world,
        device=str(trainer.args.device),
        resumedFrom=int(last.name.rsplit("-", 1)[-1]) if last else 0,
        images={"train": len(dataset.train), "val": len(dataset.val)},
        picks=Picks(dataset.train).counts(),
        **parameter_counts(trained),
    )
    train(trainer, last)
    if watch.is_told_to_stop and trainer.state.global_step < steps:
        events.say("stopped", step=trainer.state.global_step)
        return
    if trainer.is_world_process_zero():
        finish(trainer, config, tokenizer, events)


def picker(config: Config, images: list[Image]) -> Callable[[int], Pick]:
    if config.mixture.mode == "concatenate":
        return Concatenated(images, seed=config.seed).pick
    dynamic = Dynamic(images, config.mixture, seed=config.seed, batch=config.batchSize)
    if not dynamic.tasks:
        raise Failure("no-samples", "mixture")
    return dynamic.pick


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


def dtype_of(config: Config) -> torch.dtype:
    return torch.bfloat16 if config.precision == "bf16" else torch.float32


def arguments(config: Config, steps: int, *, has_validation: bool) -> TrainingArguments:
    return TrainingArguments(
        output_dir=str(config.output),
        max_steps=steps,
        per_device_train_batch_size=config.batchSize,
        per_device_eval_batch_size=config.batchSize,
        gradient_accumulation_steps=config.accumulation,
        optim="adafactor" if config.optimizer == "adafactor" else "adamw_torch",
        learning_rate=config.learningRate,
        lr_scheduler_type="cosine",
        warmup_ratio=config.warmupRatio,
        weight_decay=config.weightDecay,
        max_grad_norm=config.maxGradNorm,
        bf16=config.precision == "bf16",
        gradient_checkpointing=config.gradientCheckpointing,
        gradient_checkpointing_kwargs={"use_reentrant": False},
        eval_strategy="steps" if has_validation else "no",
        eval_steps=config.evalEvery,
        save_strategy="steps",
        save_steps=config.saveEvery,
        save_total_limit=config.keep,
        logging_strategy="steps",
        logging_steps=config.logEvery,
        logging_nan_inf_filter=False,
        dataloader_num_workers=config.workers,
        dataloader_pin_memory=torch.cuda.is_available(),
        remove_unused_columns=False,
        label_names=["labels"],
        ddp_find_unused_parameters=False,
        prediction_loss_only=True,
        report_to=[],
        disable_tqdm=True,
        seed=config.seed,
        use_cpu=not torch.cuda.is_available(),
    )
