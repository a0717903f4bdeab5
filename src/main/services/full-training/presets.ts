import type { TrainerPreset } from '../../../shared/contract/full-training.ts';
import type { StoredTrainerSettings } from '../settings/index.ts';
import type { Dialect } from './events.ts';

/** A command with places to fill in: {config} {data} {output} {run} {base} {python} {published} {slurm} {gpus} {name} {licence} {source} {log} {jobname}. */
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
  /** Relative to the folder of the run; empty where the trainer looks for none. */
  readonly stopFile: string;
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
  stopFile: '',
  stop: [],
  kill: [],
  result: '',
  pack: [],
};

/** As the trainer here calls it: beside its configuration. */
const STOP_FILE = 'train.stop';

const PRESETS: Readonly<Record<Exclude<TrainerPreset, 'custom'>, Template>> = {
  // A signal reaches one process at once, also while it loads. Windows has none that a process could hear.
  plumbline: { ...PLAIN, ...(process.platform === 'win32' && { stopFile: STOP_FILE }) },
  // torchrun ends by force what has not ended 30 s after a signal, in the middle of a step or of a checkpoint.
  torchrun: {
    ...PLAIN,
    stopFile: STOP_FILE,
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
  // `--wait` ends when the job does, with its exit code; trainer/slurm/train.sbatch writes the events beside the configuration. The job is
  // found by its name: what sbatch prints to a file, its number, stays in a buffer until it ends.
  sbatch: {
    ...PLAIN,
    argv: [
      'sbatch',
      '--wait',
      '--parsable',
      '--job-name={jobname}',
      '--output={log}',
      '--open-mode=append',
      '{slurm}',
      '{config}',
    ],
    events: 'train.events.jsonl',
    stopFile: STOP_FILE,
    // A job that waits for its turn looks for no file.
    stop: ['scancel', '--state=PENDING', '--name={jobname}'],
    kill: ['scancel', '--name={jobname}'],
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
