import { randomUUID } from 'node:crypto';
import { openSync, writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type Database from 'better-sqlite3';
import { classId } from '../../src/shared/domain/anatomy/classes.ts';
import { openProject } from '../../src/main/store/project-store.ts';

/**
 * Decides in the project named on the command line and acknowledges each decision after its commit, a line each.
 *
 * `--acks FILE` acknowledges there instead of on standard output; `--count N` ends by SIGKILL after so many instead of
 * going on until it is killed; `--synchronous NORMAL` weakens the store, to show that a test would notice.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { acks: { type: 'string' }, count: { type: 'string' }, synchronous: { type: 'string' } },
});
const store = openProject(positionals[0]!, { at: '2026-01-01T00:00:00.000Z' });
if (values.synchronous === 'NORMAL')
  (store as unknown as { db: Database.Database }).db.pragma('synchronous = NORMAL');
const acks = values.acks ? openSync(values.acks, 'a') : undefined;
const count = values.count ? Number(values.count) : Number.POSITIVE_INFINITY;
const standing = {
  state: 'pending',
  classId: classId(5),
  box: [0, 0, 2, 2],
  regionClassIds: [classId(5)],
} as const;
const ids = store.pairs
  .page({}, { order: { by: 'suspicion' }, cursor: null, limit: 200 })
  .pairs.map(({ pairId }) => pairId);
for (let n = 0; n < count; n += 1) {
  const pair = store.pairs.get(ids[n % ids.length]!)!;
  const decisionId = randomUUID();
  store.decisions.decide({
    decisionId,
    pairId: pair.pairId,
    revision: pair.revision,
    verdict: { kind: 'accept' },
    correction: null,
    reviewer: 'R',
    at: '2026-01-01T00:00:00.000Z',
    durationMs: 1,
    key: 'KeyA',
    seen: null,
    before: { ...standing, state: pair.state },
    after: { ...standing, state: 'accepted' },
  });
  if (acks === undefined) process.stdout.write(`${decisionId}\n`);
  else writeSync(acks, `${decisionId}\n`);
}
process.kill(process.pid, 'SIGKILL');
