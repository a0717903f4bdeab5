import type { Recipe, TrainerPreset } from '../../../shared/contract/full-training.ts';
import type { CommandPlaces } from './command.ts';
import { PUBLISHED_RUN } from './presets.ts';

/** The file that the command is given: `train.json` of the trainer in this repository, or one as the published code reads it. */
export function configFor(preset: TrainerPreset, recipe: Recipe, places: CommandPlaces): string {
  const content = preset === 'published' ? publishedConfig(recipe, places) : ownConfig(recipe, places);
  return `${JSON.stringify(content, null, 2)}\n`;
}

function ownConfig(recipe: Recipe, { base, data, output, pack }: CommandPlaces): object {
  return { base, data, output, ...recipe, pack: { ...recipe.pack, name: pack.name } };
}

/**
 * Keys of docs/TRAINING.md of the published code (a8f332b), values of its radgrounder_detection.json where the recipe says nothing: no
 * data beside ours, the encoder of the checkpoint that it starts from, everything tuned and no adapters.
 */
function publishedConfig(recipe: Recipe, { base, output }: CommandPlaces): object {
  const { evalSteps, saveSteps } = publishedSteps(recipe);
  const [language] = recipe.languages.length === 1 ? recipe.languages : ['all'];
  return {
    model_id: base,
    cache_dir: null,
    output_dir: output,
    run_name: PUBLISHED_RUN,
    notes: '',
    dataset_name: 'refrad2d_detect_merged',
    selected_dataset: 'refrad2d_detect',
    add_other_vqa_datasets: false,
    image_size: 224,
    language,
    modality: 'all',
    body_part: 'ALL',
    question_types: 'all',
    normalization: 'medgemma',
    prefix_style: 'random',
    val_prefix_style: 'both',
    augment: recipe.augment,
    load_siglip_weights: false,
    train_encoder: false,
    train_projector: true,
    num_epochs: recipe.epochs,
    ...(recipe.steps > 0 && { max_steps: recipe.steps }),
    batch_size: recipe.batchSize,
    gradient_accumulation_steps: recipe.accumulation,
    eval_batch_size: 16,
    learning_rate: recipe.learningRate,
    lr_scheduler_type: 'cosine',
    optim: recipe.optimizer === 'adafactor' ? 'adafactor' : 'adamw_torch',
    warmup_ratio: recipe.warmupRatio,
    weight_decay: recipe.weightDecay,
    max_grad_norm: recipe.maxGradNorm,
    max_length: 200,
    gradient_checkpointing: recipe.gradientCheckpointing,
    eval_strategy: 'steps',
    eval_steps: evalSteps,
    eval_accumulation_steps: 8,
    save_steps: saveSteps,
    save_total_limit: recipe.keep,
    val_dataset_size: recipe.evalSamples,
    train_dataset_size: null,
    logging_steps: recipe.logEvery,
    num_workers: recipe.workers,
    use_wandb: false,
  };
}

/**
 * The published code takes the best checkpoint in the end, for which its library wants checkpoints at a multiple of the validations, and
 * it replaces what is below the accumulation by fifty times that.
 */
function publishedSteps({ evalEvery, saveEvery, accumulation }: Recipe): {
  evalSteps: number;
  saveSteps: number;
} {
  const evalSteps = Math.max(evalEvery, accumulation);
  return { evalSteps, saveSteps: Math.ceil(saveEvery / evalSteps) * evalSteps };
}
