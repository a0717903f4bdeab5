import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/contract/app-error.ts';
import { ClassIdSchema, Sha256Schema } from '../../../shared/contract/common.ts';
import { SnapshotSettingsSchema } from '../../../shared/contract/snapshots.ts';
import { asUnwritable } from '../../../shared/contract/system-failure.ts';
import { TrainingOutcomeSchema, TrainingSettingsSchema } from '../../../shared/contract/training.ts';
import { writeWhole } from '../../formats/write-whole.ts';
import { canonicalJson } from '../../store/canonical-json.ts';

export const HEAD_FILE = 'head.onnx';
export const WEIGHTS_FILE = 'weights.bin';
const LINEAGE_FILE = 'lineage.json';

const FileSchema = z.strictObject({ bytes: z.int(), sha256: Sha256Schema });

/** Where a head comes from: everything that is needed to make it again. */
export const LineageSchema = z.strictObject({
  format: z.literal('plumbline-head'),
  version: z.literal(1),
  /** ISO 8601 UTC. */
  createdAt: z.string(),
  /** Version of the program. */
  code: z.string(),
  /** Names the run: hash of snapshot, encoder, settings, seed and parent. */
  identity: Sha256Schema,
  snapshot: z.strictObject({
    id: Sha256Schema,
    auditHead: z.strictObject({ seq: z.int(), hash: z.string() }),
    settings: SnapshotSettingsSchema,
  }),
  encoder: z.strictObject({
    packId: Sha256Schema,
    packName: z.string(),
    size: z.int(),
    normalisation: z.enum(['medgemma', 'min-max']),
    tokens: z.int(),
    width: z.int(),
  }),
  /** Head that it was started from. */
  parent: Sha256Schema.nullable(),
  seed: z.int(),
  settings: TrainingSettingsSchema,
  data: z.strictObject({
    slices: z.int(),
    boxes: z.int(),
    validationSlices: z.int(),
    validationBoxes: z.int(),
  }),
  /** Not there in heads of earlier versions. */
  classes: z.strictObject({ taught: z.array(ClassIdSchema), untaught: z.array(ClassIdSchema) }).optional(),
  outcome: TrainingOutcomeSchema,
  files: z.strictObject({ [HEAD_FILE]: FileSchema, [WEIGHTS_FILE]: FileSchema }),
});
export type Lineage = z.infer<typeof LineageSchema>;

/** A trained head that waits to be measured and, if it is better, promoted. */
export interface Candidate {
  /** SHA-256 of its lineage, which names its files. */
  readonly id: string;
  /** Absolute; holds `head.onnx`, `weights.bin` and `lineage.json`. */
  readonly dir: string;
  readonly lineage: Lineage;
}

/** Runs and what they brought forth, in `training/<run>` of the project: `checkpoint.bin`, and `candidate/` once it is whole. */
export class CandidateFiles {
  private readonly root: string;
  /** Candidates by folder, with the state of the files that they were held against. */
  private readonly seen = new Map<string, { readonly state: string; readonly candidate: Candidate }>();

  constructor(projectDir: string) {
    this.root = join(projectDir, 'training');
  }

  checkpoint(identity: string): string {
    return join(this.dirOf(identity), 'checkpoint.bin');
  }

  /**
   * A folder that becomes the candidate by `finish`; what an earlier try left there goes.
   *
   * @param options.isFresh Drops the checkpoint too @throws AppError store.*
   */
  async begin(identity: string, { isFresh }: { readonly isFresh: boolean }): Promise<string> {
    const partial = join(this.dirOf(identity), 'candidate.partial');
    try {
      if (isFresh) await rm(this.checkpoint(identity), { force: true });
      await rm(partial, { recursive: true, force: true });
      await mkdir(partial, { recursive: true });
    } catch (error) {
      throw asUnwritable(error, partial);
    }
    return partial;
  }

  /**
   * Where a candidate of this run lies there damaged, and was made again to the bit, it is that one again, under its id.
   *
   * @throws AppError store.*
   */
  async finish(partial: string, lineage: Omit<Lineage, 'files'>): Promise<Candidate> {
    const files = {
      [HEAD_FILE]: await describe(join(partial, HEAD_FILE)),
      [WEIGHTS_FILE]: await describe(join(partial, WEIGHTS_FILE)),
    };
    const dir = join(this.dirOf(lineage.identity), 'candidate');
    const before = await lineageIn(dir).catch(() => null);
    const isSame = before !== null && canonicalJson(before.files) === canonicalJson(files);
    const whole: Lineage = isSame ? before : { ...lineage, files };
    await writeWhole(join(partial, LINEAGE_FILE), Buffer.from(canonicalJson(whole)));
    try {
      await replace(dir, partial);
      await rm(this.checkpoint(lineage.identity), { force: true });
    } catch (error) {
      throw asUnwritable(error, dir);
    }
    return this.read(dir);
  }

  /** The candidate of a run that is through, whole; null where there is none. */
  async ofRun(identity: string): Promise<Candidate | null> {
    return this.read(join(this.dirOf(identity), 'candidate')).catch((error: unknown) => {
      if (error instanceof AppError) return null;
      throw error;
    });
  }

  /** Newest first; those that are not whole are left out. */
  async list(): Promise<Candidate[]> {
    const runs = await readdir(this.root).catch(() => []);
    const found = await Promise.all(runs.map((run) => this.ofRun(run)));
    return found
      .filter((candidate) => candidate !== null)
      .toSorted((a, b) => (a.lineage.createdAt < b.lineage.createdAt ? 1 : -1));
  }

  /** @param reference First characters of its id @throws AppError training.candidate-unknown */
  async find(reference: string): Promise<Candidate> {
    const found = (await this.list()).filter(({ id }) => id.startsWith(reference.toLowerCase()));
    if (found.length !== 1 || reference.length < 4)
      throw new AppError('training.candidate-unknown', { candidate: reference });
    return found[0]!;
  }

  private dirOf(identity: string): string {
    return join(this.root, identity.slice(0, 16));
  }

  /**
   * Files that nobody has written to since they were last read are not read again; whoever runs a head checks its graph once more.
   *
   * @throws AppError training.candidate-unknown when a file is missing or is not the one that the lineage names
   */
  private async read(dir: string): Promise<Candidate> {
    try {
      const state = await stateOf(dir);
      const seen = this.seen.get(dir);
      if (seen?.state === state) return seen.candidate;
      const bytes = await readFile(join(dir, LINEAGE_FILE));
      const lineage = LineageSchema.parse(JSON.parse(bytes.toString('utf8')));
      for (const name of [HEAD_FILE, WEIGHTS_FILE] as const)
        if ((await describe(join(dir, name))).sha256 !== lineage.files[name].sha256) throw new Error(name);
      const candidate = { id: sha256(bytes), dir, lineage };
      this.seen.set(dir, { state, candidate });
      return candidate;
    } catch (cause) {
      throw new AppError('training.candidate-unknown', { candidate: dir }, { cause });
    }
  }
}

/** Changes whenever a file of the folder is written, replaced or taken away; the time of change cannot be set by hand. */
async function stateOf(dir: string): Promise<string> {
  const facts = await Promise.all(
    [LINEAGE_FILE, HEAD_FILE, WEIGHTS_FILE].map((name) => stat(join(dir, name), { bigint: true })),
  );
  return facts.map(({ ino, size, mtimeNs, ctimeNs }) => [ino, size, mtimeNs, ctimeNs].join(' ')).join('\n');
}

async function lineageIn(dir: string): Promise<Lineage> {
  return LineageSchema.parse(JSON.parse(await readFile(join(dir, LINEAGE_FILE), 'utf8')));
}

/** A folder in the place of another, which goes when the new one stands there. */
async function replace(dir: string, by: string): Promise<void> {
  const old = `${dir}.old`;
  await rm(old, { recursive: true, force: true });
  await rename(dir, old).catch((error: unknown) => {
    if ((error as { code?: string }).code !== 'ENOENT') throw error;
  });
  await rename(by, dir);
  await rm(old, { recursive: true, force: true });
}

async function describe(file: string): Promise<z.infer<typeof FileSchema>> {
  const bytes = await readFile(file);
  return { bytes: bytes.byteLength, sha256: sha256(bytes) };
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
