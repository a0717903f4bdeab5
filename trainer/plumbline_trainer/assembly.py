"""What a run is put together from: the network as it is trained, the samples as they are drawn, the loop around them."""

import math
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import torch
from tokenizers import Tokenizer
from torch.utils.data import Dataset as Numbered
from torch.utils.data import Sampler, SequentialSampler
from transformers import PaliGemmaForConditionalGeneration, PrinterCallback, Trainer, TrainingArguments

from .config import Config
from .data.mixture import Concatenated, Dynamic, Pick, validation_picks
from .data.refrad2d import Dataset, Image
from .data.samples import Reading, Samples, collate
from .events import Events
from .failure import Failure
from .model import for_training
from .watch import Watch


class InOrder(Trainer):
    """The mixture draws; the trainer takes what comes, one number after the other."""

    def _get_train_sampler(self, train_dataset: Numbered | None = None) -> Sampler:
        return SequentialSampler(train_dataset or self.train_dataset)


@dataclass(frozen=True)
class Assembly:
    trainer: InOrder
    watch: Watch
    steps: int
    effective_batch: int
    """Samples a step over all devices."""
    devices: int


def assemble(
    model: PaliGemmaForConditionalGeneration, tokenizer: Tokenizer, config: Config, dataset: Dataset, events: Events
) -> Assembly:
    """:raises Failure: no-samples"""
    world = int(os.environ.get("WORLD_SIZE", "1"))
    effective = config.batchSize * config.accumulation * world
    steps = config.steps or math.ceil(config.epochs * len(dataset.train) / effective)
    reading = reading_of(model, tokenizer, config)
    pick = picker(config, dataset.train)
    held = validation_picks(dataset.val, config.evalSamples)
    watch = Watch(events, pick, effective, config.stop_file)
    trainer = InOrder(
        model=for_training(model, config, tokenizer),
        args=on_one_device(arguments(config, steps, has_validation=bool(held))),
        data_collator=partial(collate, reading=reading),
        train_dataset=Samples(pick, steps * effective, reading, is_training=True),
        eval_dataset=Samples(held.__getitem__, len(held), reading, is_training=False) if held else None,
        callbacks=[watch],
    )
    trainer.remove_callback(PrinterCallback)
    return Assembly(trainer, watch, steps, effective, world)


def reading_of(model: PaliGemmaForConditionalGeneration, tokenizer: Tokenizer, config: Config) -> Reading:
    vision = model.config.vision_config
    return Reading(
        tokenizer=tokenizer,
        image_size=vision.image_size,
        image_tokens=(vision.image_size // vision.patch_size) ** 2,
        image_token=model.config.image_token_index,
        max_tokens=config.maxTokens,
        seed=config.seed,
        augment=config.augment,
    )


def picker(config: Config, images: list[Image]) -> Callable[[int], Pick]:
    if config.mixture.mode == "concatenate":
        return Concatenated(images, seed=config.seed).pick
    dynamic = Dynamic(images, config.mixture, seed=config.seed, batch=config.batchSize)
    if not dynamic.tasks:
        raise Failure("no-samples", "mixture")
    return dynamic.pick


def on_one_device(args: TrainingArguments) -> TrainingArguments:
    """
    One process uses one card. Where it sees several the trainer would spread each batch over them (DataParallel), draw as many times the
    samples, and count steps that are not ours; several cards are torchrun's.
    """
    if args.n_gpu > 1:
        args._n_gpu = 1
    # Several processes on processors are told to have "cpu:0", from which PyTorch cannot read the optimizer of a checkpoint.
    if args.device.type == "cpu" and args.device.index is not None:
        args.__dict__["_setup_devices"] = torch.device("cpu")
    return args


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
