import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/contract/app-error.ts';
import { Sha256Schema } from '../../../shared/contract/common.ts';
import { FullTrainingRequestSchema } from '../../../shared/contract/full-training.ts';
import { SnapshotSettingsSchema } from '../../../shared/contract/snapshots.ts';
import { asUnwritable } from '../../../shared/contract/system-failure.ts';
import { writeWhole } from '../../formats/write-whole.ts';
import { TrainerCommandSchema } from './command.ts';

const Params = z.record(z.string(), z.union([z.string(), z.number()]));

/** One start of the trainer. */
const AttemptSchema = z.strictObject({
  /** ISO 8601 UTC. */
  startedAt: z.string(),
  program: z.strictObject({ pid: z.int(), startedAt: z.string() }),
  /** Null while it runs, or while nobody knows how it ended. */
  end: z
    .strictObject({
      at: z.string(),
      how: z.enum(['done', 'stopped', 'failed', 'lost']),
      code: z.int().nullable(),
      signal: z.string().nullable(),
      error: z.strictObject({ code: z.string(), params: Params }).nullable(),
    })
    .nullable(),
});
export type Attempt = z.infer<typeof AttemptSchema>;

const Counts = z.record(z.string(), z.int());
const PerSplit = z.strictObject({ train: z.int(), val: z.int() });
const BaseSchema = z.strictObject({
  dir: z.string(),
  /** Weights by name and size: gigabytes are not hashed for this. */
  weights: z.array(z.strictObject({ name: z.string(), bytes: z.int() })),
  configSha256: Sha256Schema,
});
export type Base = z.infer<typeof BaseSchema>;

/** All that the program knows of a run; whatever the trainer tells is in its own files. */
export const RunStateSchema = z.strictObject({
  format: z.literal('plumbline-full-run'),
  version: z.literal(1),
  /** Names its folder. */
  run: z.string(),
  /** Hash of what decides what comes out. */
  identity: Sha256Schema,
  createdAt: z.string(),
  request: FullTrainingRequestSchema,
  snapshot: z.strictObject({
    id: Sha256Schema,
    auditHead: z.strictObject({ seq: z.int(), hash: z.string() }),
    settings: SnapshotSettingsSchema,
  }),
  base: BaseSchema,
  outputDir: z.string(),
  command: TrainerCommandSchema.nullable(),
  data: z
    .strictObject({
      slices: PerSplit,
      boxes: PerSplit,
      patients: z.int(),
      questions: z.int(),
      notTaught: Counts,
      unused: Counts,
    })
    .nullable(),
  attempts: z.array(AttemptSchema),
  pack: z.strictObject({ id: Sha256Schema, name: z.string(), version: z.string() }).nullable(),
  /** The registry knows the pack. */
  isRegistered: z.boolean(),
});
export type RunState = z.infer<typeof RunStateSchema>;

export interface RunPlaces {
  readonly dir: string;
  readonly config: string;
  readonly data: string;
  /** Standard output of the command, and standard error, which is the log. */
  readonly out: string;
  readonly log: string;
  readonly history: string;
  readonly lineage: string;
}

const STATE_FILE = 'run.json';
/** Older starts are forgotten. */
const ATTEMPTS_KEPT = 50;

/** Runs of full training, in `training/full/<run>` of the project. */
export class RunFiles {
  private readonly root: string;

  constructor(projectDir: string) {
    this.root = join(projectDir, 'training', 'full');
  }

  placesOf(run: string): RunPlaces {
    const dir = join(this.root, run);
    return {
      dir,
      config: join(dir, 'train.json'),
      data: join(dir, 'data'),
      out: join(dir, 'output.jsonl'),
      log: join(dir, 'trainer.log'),
      history: join(dir, 'history.json'),
      lineage: join(dir, 'lineage.json'),
    };
  }

  /** @throws AppError store.* */
  async write(state: RunState): Promise<RunState> {
    const { dir } = this.placesOf(state.run);
    const kept = { ...state, attempts: state.attempts.slice(-ATTEMPTS_KEPT) };
    try {
      await mkdir(dir, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw asUnwritable(error, dir);
    }
    await writeWhole(join(dir, STATE_FILE), Buffer.from(`${JSON.stringify(kept, null, 2)}\n`));
    return kept;
  }

  /** @throws AppError training.full-unknown */
  async read(run: string): Promise<RunState> {
    const file = join(this.placesOf(run).dir, STATE_FILE);
    try {
      if (!/^[0-9a-f]{16}$/.test(run)) throw new Error('no name of a run');
      return RunStateSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    } catch (cause) {
      throw new AppError('training.full-unknown', { run }, { cause });
    }
  }

  /** Null where there is none. */
  async find(run: string): Promise<RunState | null> {
    return this.read(run).catch((error: unknown) => {
      if (error instanceof AppError) return null;
      throw error;
    });
  }

  /** Newest first; those whose state cannot be read are left out. */
  async list(): Promise<RunState[]> {
    const names = await readdir(this.root).catch(() => []);
    const found = await Promise.all(names.map((name) => this.find(name)));
    return found.filter((state) => state !== null).toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  }

  /** Data that were half written when something went wrong. */
  async dropData(run: string): Promise<void> {
    await rm(this.placesOf(run).data, { recursive: true, force: true });
  }
}
