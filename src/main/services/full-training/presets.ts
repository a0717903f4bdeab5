import type { TrainerPreset } from '../../../shared/contract/full-training.ts';
import type { StoredTrainerSettings } from '../settings/index.ts';
import type { Dialect } from './events.ts';

/** A command with places to fill in: {config} {data} {output} {run} {base} {python} {published} {slurm} {gpus} {name} {licence} {source}. */
export interface Template {
  readonly argv: readonly string[];
  /** Relative to the folder of the run. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Folders that Python looks up modules in. */
  readonly modules: readonly string[];
  /** `stdout`, or a file. */
  readonly events: string;
  readonly dialect: Dialect;
  readonly stop: readonly string[];
  readonly kill: readonly string[];
  readonly result: string;
  readonly pack: readonly string[];
}

/** Published code looks for its run by this name. */
export const PUBLISHED_RUN = 'plumbline';

const MODULE = ['-m', 'plumbline_trainer.cli', '{config}'] as const;
const PLAIN: Template = {
  argv: ['{python}', ...MODULE],
  cwd: '.',
  env: {},
  modules: [],
  events: 'stdout',
  dialect: 'json',
  stop: [],
  kill: [],
  result: '',
  pack: [],
};

const PRESETS: Readonly<Record<Exclude<TrainerPreset, 'custom'>, Template>> = {
  plumbline: PLAIN,
  torchrun: {
    ...PLAIN,
    argv: [
      '{python}',
      '-m',
      'torch.distributed.run',
      '--standalone',
      '--nproc-per-node',
      '{gpus}',
      ...MODULE,
    ],
  },
  // `--wait` ends when the job does, with its exit code; trainer/slurm/train.sbatch writes the events beside the configuration.
  sbatch: {
    ...PLAIN,
    argv: ['sbatch', '--wait', '--parsable', '{slurm}', '{config}'],
    events: 'train.events.jsonl',
    stop: ['scancel', '--signal=TERM', '{job}'],
    kill: ['scancel', '{job}'],
  },
  // Runs in its own folder; finds its data by these variables (radgrounder/paths.py) and goes on by itself from what lies in its output.
  published: {
    ...PLAIN,
    argv: ['{python}', 'train_detectgemma.py', '--config', '{config}', '--output_dir', '{output}'],
    cwd: '{published}',
    env: {
      REFRAD2D_DICOM_DIR: '{data}/dicoms_anon',
      REFRAD2D_VQA_PARQUET: '{data}/refrad2d_vqa_dataset.parquet',
      REFRAD2D_SPLIT_DIR: '{data}/split_v18/generated',
      REFRAD2D_SEGMENT_DIR: '{data}/refrad2d_segment',
    },
    modules: ['{published}/../..'],
    dialect: 'huggingface',
    result: `{output}/${PUBLISHED_RUN}/final_model`,
    pack: [
      '{python}',
      '-m',
      'plumbline_packs.cli',
      'radgrounder',
      `{output}/${PUBLISHED_RUN}/final_model`,
      '{output}/pack',
      '--name',
      '{name}',
      '--licence',
      '{licence}',
      '--source',
      '{source}',
    ],
  },
};

export function templateOf({ preset, custom }: Pick<StoredTrainerSettings, 'preset' | 'custom'>): Template {
  if (preset !== 'custom') return PRESETS[preset];
  return { ...PLAIN, argv: [], ...custom };
}
