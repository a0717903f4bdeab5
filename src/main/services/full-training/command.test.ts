import { describe, expect, it } from 'vitest';
import { RECIPE_DEFAULTS, TRAINER_PRESETS } from '../../../shared/contract/full-training.ts';
import type { StoredTrainerSettings } from '../settings/index.ts';
import { commandFor } from './command.ts';
import { configFor } from './config-file.ts';

const SETTINGS: StoredTrainerSettings = {
  preset: 'plumbline',
  python: '/venv/bin/python',
  trainerDir: '/nowhere/trainer',
  publishedDir: '/published/radgrounder/grounded_gemma',
  slurmScript: '/cluster/train.sbatch',
  gpus: 4,
  base: '',
  outputDir: '',
  stopSeconds: 1,
  silenceMinutes: 0,
  logMegabytes: 1,
  custom: {
    argv: ['mine', '{config}', '{base}'],
    cwd: '{run}',
    env: { A: '{data}' },
    modules: [],
    events: 'stdout',
    dialect: 'json',
    stopFile: '',
    stop: [],
    kill: [],
    result: '',
    pack: [],
  },
};
const PLACES = {
  run: '/p/run',
  config: '/p/run/train.json',
  data: '/p/run/data',
  output: '/p/run/output',
  base: '/models/base; rm -rf $HOME',
  out: '/p/run/output.jsonl',
  log: '/p/run/trainer.log',
  pack: { name: 'tuned', licence: 'Gemma', source: 'Ours' },
};
const command = (change: Partial<StoredTrainerSettings>) =>
  commandFor(PLACES, { settings: { ...SETTINGS, ...change }, programDir: '/program' });

describe('the command of a training', () => {
  it.each(TRAINER_PRESETS)('of %s has all its places filled in', (preset) => {
    const { argv, cwd, env, events, result, pack } = command({ preset });
    const words = [...argv, cwd, events, result, ...pack, ...Object.values(env)];
    expect(words.filter((word) => /[{}]/.test(word))).toEqual([]);
    expect(env).toMatchObject({ HF_HUB_OFFLINE: '1', TRANSFORMERS_OFFLINE: '1' });
  });

  it('leaves the number of a job open until a command of one’s own has printed it', () => {
    const custom = { ...SETTINGS.custom!, stop: ['end', '{job}', '{config}'], kill: ['kill', '{job}'] };
    expect(command({ preset: 'custom', custom })).toMatchObject({
      stop: ['end', '{job}', '/p/run/train.json'],
      kill: ['kill', '{job}'],
    });
  });

  it('starts as many processes as there are cards, or a script of a cluster whose events lie beside the configuration', () => {
    const { argv } = command({ preset: 'torchrun' });
    expect(argv.slice(3, 6)).toEqual(['--standalone', '--nproc-per-node', '4']);
    expect(command({ preset: 'sbatch' })).toMatchObject({
      argv: [
        'sbatch',
        '--wait',
        '--parsable',
        '--job-name=plumbline-run',
        '--output=/p/run/trainer.log',
        '--open-mode=append',
        '/cluster/train.sbatch',
        '/p/run/train.json',
      ],
      events: '/p/run/train.events.jsonl',
      stop: ['scancel', '--state=PENDING', '--name=plumbline-run'],
      kill: ['scancel', '--name=plumbline-run'],
      stopFile: '/p/run/train.stop',
    });
  });

  it('runs the published trainer in its own folder, on our data, and makes a pack of its last model', () => {
    const published = command({ preset: 'published' });
    expect(published).toMatchObject({
      argv: [
        '/venv/bin/python',
        'train_detectgemma.py',
        '--config',
        '/p/run/train.json',
        '--output_dir',
        '/p/run/output',
      ],
      cwd: '/published/radgrounder/grounded_gemma',
      env: { REFRAD2D_SPLIT_DIR: '/p/run/data/split_v18/generated' },
      result: '/p/run/output/plumbline/final_model',
      dialect: 'huggingface',
    });
    expect(published.pack.slice(3, 6)).toEqual([
      'radgrounder',
      '/p/run/output/plumbline/final_model',
      '/p/run/output/pack',
    ]);
  });

  it('takes a path for what it is: one argument, whatever stands in it', () =>
    expect(command({ preset: 'custom' }).argv).toEqual(['mine', '/p/run/train.json', PLACES.base]));

  it('says what the settings do not name', () => {
    const missing = (change: Partial<StoredTrainerSettings>) => () => command(change);
    expect(missing({ preset: 'sbatch', slurmScript: '' })).toThrow(/training.trainer-missing.*slurm/);
    expect(missing({ preset: 'published', publishedDir: '' })).toThrow(/training.trainer-missing.*published/);
    expect(missing({ preset: 'custom' })).not.toThrow();
    expect(missing({ preset: 'custom', custom: { ...SETTINGS.custom!, argv: ['{nonsense}'] } })).toThrow(
      /training.trainer-bad-command.*nonsense/,
    );
  });
});

describe('the configuration', () => {
  it('of the trainer here is its fields, and the base is data however it is written', () => {
    const config = JSON.parse(configFor('plumbline', RECIPE_DEFAULTS, PLACES)) as Record<string, unknown>;
    expect(config).toMatchObject({
      base: PLACES.base,
      data: PLACES.data,
      output: PLACES.output,
      epochs: 6,
      batchSize: 24,
      accumulation: 12,
      pack: { name: 'tuned', licence: 'Gemma' },
    });
  });

  it('of the published trainer is the released one, on our data alone and with the encoder of the base', () => {
    const recipe = { ...RECIPE_DEFAULTS, languages: ['de' as const], steps: 3 };
    expect(JSON.parse(configFor('published', recipe, PLACES))).toMatchObject({
      model_id: PLACES.base,
      run_name: 'plumbline',
      dataset_name: 'refrad2d_detect_merged',
      selected_dataset: 'refrad2d_detect',
      add_other_vqa_datasets: false,
      load_siglip_weights: false,
      normalization: 'medgemma',
      language: 'de',
      max_steps: 3,
      batch_size: 24,
      gradient_accumulation_steps: 12,
      optim: 'adafactor',
      learning_rate: 5e-5,
    });
  });

  it.each([
    [{ evalEvery: 100, saveEvery: 100, accumulation: 12 }, [100, 100]],
    [{ evalEvery: 100, saveEvery: 50, accumulation: 12 }, [100, 100]],
    [{ evalEvery: 10, saveEvery: 30, accumulation: 12 }, [12, 36]],
  ])('of the published trainer has checkpoints where it validates, %j', (change, steps) => {
    const config = JSON.parse(configFor('published', { ...RECIPE_DEFAULTS, ...change }, PLACES)) as object;
    expect(config).toMatchObject({ eval_steps: steps[0], save_steps: steps[1] });
  });
});
