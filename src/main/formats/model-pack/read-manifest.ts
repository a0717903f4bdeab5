import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../../shared/contract/app-error.ts';
import { MANIFEST_FILE, MANIFEST_VERSION, type Manifest, ManifestSchema } from './manifest.ts';
import { openPackFile } from './pack-files.ts';

/** 500 files take some 100 KB. */
const MAX_BYTES = 1024 ** 2;

export interface ReadManifest {
  /** SHA-256 of the manifest's bytes: the name of the pack, because the manifest holds the hashes of all other files. */
  readonly id: string;
  readonly manifest: Manifest;
  readonly bytes: Buffer;
}

/** @throws AppError models.no-manifest, models.bad-manifest, models.newer-format, models.listed-twice, models.link */
export async function readManifest(dir: string, options: { allowHardLinks: boolean }): Promise<ReadManifest> {
  const file = await openPackFile(dir, MANIFEST_FILE, options);
  if (!file) throw new AppError('models.no-manifest', { file: MANIFEST_FILE });
  try {
    if (file.size > MAX_BYTES) throw badManifest(`${file.size} > ${MAX_BYTES} bytes`);
    const bytes = await file.handle.readFile();
    return { id: createHash('sha256').update(bytes).digest('hex'), manifest: parseManifest(bytes), bytes };
  } finally {
    await file.handle.close();
  }
}

const AnyVersion = z.object({ schema: z.int() });

function parseManifest(bytes: Buffer): Manifest {
  const json = parseJson(bytes);
  const version = AnyVersion.safeParse(json).data?.schema ?? MANIFEST_VERSION;
  if (version > MANIFEST_VERSION)
    throw new AppError('models.newer-format', {
      file: MANIFEST_FILE,
      found: version,
      known: MANIFEST_VERSION,
    });
  const { success, data, error } = ManifestSchema.safeParse(json);
  if (!success) throw badManifest(firstIssue(error), error);
  refuseTwins(data.files.map(({ path }) => path));
  return data;
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch (cause) {
    throw badManifest('JSON', cause);
  }
}

/** "files.3.sha256: …", the place first: packs are made by programs, and their makers look for the place. */
function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  // In the words of the schema library, where nothing is "undefined".
  return issue
    ? `${issue.path.join('.')}: ${issue.message.replace('received undefined', 'found nothing')}`
    : error.message;
}

const badManifest = (detail: string, cause?: unknown): AppError =>
  new AppError('models.bad-manifest', { file: MANIFEST_FILE, detail }, { cause });

/** The manifest itself counts: a second one under another case would be the first on some systems. */
function refuseTwins(paths: readonly string[]): void {
  const seen = new Set([MANIFEST_FILE]);
  for (const path of paths) {
    const folded = path.toLowerCase();
    if (seen.has(folded)) throw new AppError('models.listed-twice', { file: path });
    seen.add(folded);
  }
}
