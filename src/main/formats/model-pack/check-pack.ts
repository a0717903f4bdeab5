import { createHash } from 'node:crypto';
import { AppError } from '../../../shared/contract/app-error.ts';
import { descriptorSource } from '../onnx/byte-sources.ts';
import { type ModelFacts, inspectModel } from '../onnx/inspect-model.ts';
import { checkGraph } from './check-graph.ts';
import { checkRole } from './check-role.ts';
import { checkEmbeddingFile } from './check-embedding-file.ts';
import { graphRoles, neededJson } from './graph-roles.ts';
import { MANIFEST_FILE, type Manifest, type PackFile } from './manifest.ts';
import { type LinkRule, type PackFileHandle, listPackFiles, openPackFile } from './pack-files.ts';
import { type ReadManifest, readManifest } from './read-manifest.ts';

/** A decoder of 3 billion parameters in float32 takes 12 GB. */
const MAX_PACK_BYTES = 64 * 1024 ** 3;
/** tokenizer.json of the released model takes 35 MB. */
const MAX_JSON_BYTES = 128 * 1024 ** 2;
export const CHUNK_BYTES = 4 * 1024 ** 2;

export interface CheckOptions extends LinkRule {
  readonly signal: AbortSignal;
  /** Bytes read so far, of all. */
  readonly progress: (done: number, total: number) => void;
}

/**
 * Everything that is looked at before ONNX Runtime sees a pack: the manifest, that exactly its files are there, that none is
 * a link, their sizes and SHA-256, and the inside of every graph. Each file is opened once; what was hashed is what is looked into.
 *
 * @param dir Absolute; may itself be reached by links.
 * @throws AppError models.*, formats.unreadable; the signal's reason
 */
export async function checkPack(dir: string, options: CheckOptions): Promise<ReadManifest> {
  const present = await listPackFiles(dir, options);
  const read = await readManifest(dir, options);
  const { manifest } = read;
  checkListing(manifest, present);
  const graphs = await readFiles(dir, manifest, options);
  checkGraphs(manifest, graphs);
  return read;
}

/** Whether exactly the files of the manifest are there. @throws AppError models.file-unlisted, models.file-missing, models.too-large */
export function checkListing({ files }: Manifest, present: readonly string[]): void {
  const listed = new Set([MANIFEST_FILE, ...files.map(({ path }) => path)]);
  const there = new Set(present);
  for (const path of present)
    if (!listed.has(path)) throw new AppError('models.file-unlisted', { file: path });
  for (const path of listed) if (!there.has(path)) throw new AppError('models.file-missing', { file: path });
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (bytes > MAX_PACK_BYTES)
    throw new AppError('models.too-large', { file: MANIFEST_FILE, detail: `${bytes} > ${MAX_PACK_BYTES}` });
}

/** @returns what the graphs are made of, by path */
async function readFiles(
  dir: string,
  manifest: Manifest,
  options: CheckOptions,
): Promise<Map<string, ModelFacts>> {
  const { files } = manifest;
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const graphs = new Map<string, ModelFacts>();
  let done = 0;
  for (const file of files) {
    const opened = await openPackFile(dir, file.path, options);
    if (!opened) throw new AppError('models.file-missing', { file: file.path });
    try {
      await checkBytes(file, opened, options.signal, (bytes) => options.progress((done += bytes), total));
      if (file.path.endsWith('.onnx'))
        graphs.set(
          file.path,
          inspectModel(descriptorSource(file.path, { fd: opened.handle.fd, size: opened.size })),
        );
      if (file.path.endsWith('.json')) {
        const json = await readJson(file.path, opened);
        if (manifest.kind === 'text-embedding') checkEmbeddingFile(file.path, json, manifest.textEmbedding);
      }
    } finally {
      await opened.handle.close();
    }
  }
  return graphs;
}

async function checkBytes(
  { path, bytes, sha256 }: PackFile,
  { handle, size }: PackFileHandle,
  signal: AbortSignal,
  onRead: (bytes: number) => void,
): Promise<void> {
  if (size !== bytes) throw new AppError('models.size-differs', { file: path, found: size, expected: bytes });
  const hash = createHash('sha256');
  const chunk = Buffer.alloc(Math.min(CHUNK_BYTES, Math.max(1, size)));
  for (let at = 0; at < size;) {
    signal.throwIfAborted();
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, at);
    if (bytesRead === 0)
      throw new AppError('models.size-differs', { file: path, found: at, expected: bytes });
    hash.update(chunk.subarray(0, bytesRead));
    at += bytesRead;
    onRead(bytesRead);
  }
  if (hash.digest('hex') !== sha256) throw new AppError('models.hash-differs', { file: path });
}

async function readJson(path: string, { handle, size }: PackFileHandle): Promise<unknown> {
  if (size > MAX_JSON_BYTES)
    throw new AppError('models.too-large', { file: path, detail: `${size} > ${MAX_JSON_BYTES}` });
  const bytes = await handle.readFile();
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch (cause) {
    throw new AppError('models.bad-json', { file: path }, { cause });
  }
}

/** Documents may lie in a pack; anything else has to be used by its kind. */
const DOCUMENT = /(^|\/)((LICEN[CS]E|NOTICE|README)[^/]*|[^/]+\.(md|txt))$/i;

function checkGraphs(manifest: Manifest, graphs: ReadonlyMap<string, ModelFacts>): void {
  const sizes = new Map(manifest.files.map(({ path, bytes }) => [path, bytes]));
  const used = new Set<string>();
  for (const path of neededJson(manifest))
    if (!sizes.has(path)) throw new AppError('models.graph-missing', { file: path });
  for (const role of graphRoles(manifest)) {
    const facts = graphs.get(role.file);
    if (!facts) throw new AppError('models.graph-missing', { file: role.file });
    for (const path of checkGraph(facts, role.file, sizes)) used.add(path);
    checkRole(role, facts);
    used.add(role.file);
  }
  for (const path of sizes.keys())
    if (!used.has(path) && !path.endsWith('.json') && !DOCUMENT.test(path))
      throw new AppError('models.file-unused', { file: path });
}
