import { randomUUID } from 'node:crypto';
import { classId } from '../../src/shared/domain/anatomy/classes.ts';
import { openProject } from '../../src/main/store/project-store.ts';

/** Decides without end in the project named on the command line and acknowledges each decision after its commit. */
const store = openProject(process.argv[2]!, { at: '2026-01-01T00:00:00.000Z' });
const standing = {
  state: 'pending',
  classId: classId(5),
  box: [0, 0, 2, 2],
  regionClassIds: [classId(5)],
} as const;
const ids = store.pairs
  .page({}, { order: { by: 'suspicion' }, cursor: null, limit: 200 })
  .pairs.map(({ pairId }) => pairId);
for (let n = 0; ; n += 1) {
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
  process.stdout.write(`${decisionId}\n`);
}
