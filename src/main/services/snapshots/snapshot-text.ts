import { createHash } from 'node:crypto';
import { setImmediate as breath } from 'node:timers/promises';
import { SnapshotSchema, SnapshotSliceSchema } from '../../../shared/contract/snapshots.ts';
import type { Snapshot, SnapshotSlice } from '../../../shared/domain/curation/snapshot.ts';
import { canonicalJson } from '../../store/canonical-json.ts';

/** Slices between two rests, and bytes between two rests: some milliseconds. */
const AT_ONCE = 200;
const BYTES_AT_ONCE = 4 * 2 ** 20;
/** Where the slices stand. No text in the JSON can hold it, because quotes are escaped there. */
const SLICES = '"slices":[';

type Content = Omit<Snapshot, 'format' | 'version' | 'auditHead' | 'previous'>;

/** Canonical JSON as UTF-8, as `canonicalJson` gives it, made bit by bit: it may be tens of megabytes. */
export async function snapshotBytes(snapshot: Snapshot): Promise<Buffer> {
  const [head, tail] = canonicalJson({ ...snapshot, slices: [] }).split(SLICES) as [string, string];
  const parts = [Buffer.from(head + SLICES)];
  for (let at = 0; at < snapshot.slices.length; at += AT_ONCE) {
    const some = snapshot.slices.slice(at, at + AT_ONCE).map((slice) => canonicalJson(slice));
    parts.push(Buffer.from(`${at === 0 ? '' : ','}${some.join(',')}`));
    await breath();
  }
  return Buffer.concat([...parts, Buffer.from(tail)]);
}

/** @throws Error where it is no snapshot */
export async function parsedSnapshot(bytes: Buffer): Promise<Snapshot> {
  const { slices, ...rest } = JSON.parse(bytes.toString('utf8')) as { slices: unknown[] };
  const whole = SnapshotSchema.parse({ ...rest, slices: [] });
  const parsed: SnapshotSlice[] = [];
  for (const slice of slices) {
    parsed.push(SnapshotSliceSchema.parse(slice));
    if (parsed.length % AT_ONCE === 0) await breath();
  }
  return { ...whole, slices: parsed };
}

/** Whether they say the same; whatever was written to the log since, such as an export, does not make another snapshot. */
export async function isSame(content: Content, before: Snapshot): Promise<boolean> {
  const { format: _format, version: _version, auditHead: _head, previous: _previous, ...known } = before;
  if (content.slices.length !== known.slices.length) return false;
  if (canonicalJson({ ...content, slices: [] }) !== canonicalJson({ ...known, slices: [] })) return false;
  for (const [at, slice] of content.slices.entries()) {
    if (canonicalJson(slice) !== canonicalJson(known.slices[at])) return false;
    if (at % AT_ONCE === 0) await breath();
  }
  return true;
}

export async function sha256Of(bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256');
  for (let at = 0; at < bytes.byteLength; at += BYTES_AT_ONCE) {
    hash.update(bytes.subarray(at, at + BYTES_AT_ONCE));
    await breath();
  }
  return hash.digest('hex');
}
