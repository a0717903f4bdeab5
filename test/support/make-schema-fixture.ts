import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { idOf } from '../../src/shared/domain/anatomy/classes.ts';
import { createReviewService } from '../../src/main/services/review/index.ts';
import { SCHEMA_VERSION } from '../../src/main/store/migrations/index.ts';
import { PROJECT_FILE, createProject } from '../../src/main/store/project-store.ts';
import { factsOf, fixtureDir, migrationHash } from './schema-fixture.ts';
import { registryEntries } from './registry-entries.ts';
import { sliceRecord } from './slice-record.ts';

/**
 * Writes the fixture of the current schema: `node test/support/make-schema-fixture.ts`. It is made once, when a version of
 * the schema is new, by the code of that version; afterwards it stays as it is.
 */
const name = join(fixtureDir, `v${SCHEMA_VERSION}`);
if (existsSync(`${name}.json`) && !process.argv.includes('--force')) {
  process.stderr.write(`${name}.json is there already; an unpublished one may be replaced with --force.\n`);
  process.exit(1);
}

const at = '2026-01-01T00:00:00.000Z';
const dir = mkdtempSync(join(tmpdir(), 'schema-fixture-'));
const store = createProject(dir, 'Fixture', { at });
const volumeId = store.volumes.save({
  key: 'study/series',
  source: { kind: 'nifti', file: '/data/study/series.nii.gz' },
  dims: [4, 4, 30],
  affineLps: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1],
  dtype: 'int16',
  sha256: 'c'.repeat(64),
  modality: 'CT',
  segmentationFile: null,
  segmentationSha256: null,
});
for (let n = 0; n < 30; n += 1) store.slices.save({ ...sliceRecord(n), volumeId });

let id = 0;
const review = createReviewService({
  store,
  clock: { now: () => Date.parse(at), monotonic: () => 0 },
  newId: () => `00000000-0000-4000-8000-${String((id += 1)).padStart(12, '0')}`,
  publish: () => undefined,
});
review.setReviewer('A. Reviewer');
const verdicts = [
  { kind: 'accept' },
  { kind: 'region-wrong', reason: 'too-small' },
  { kind: 'mention-wrong' },
  { kind: 'cannot-judge' },
] as const;
for (let pairId = 1; pairId <= 20; pairId += 1) {
  const { pair, slice, captions } = review.pair(pairId);
  review.decide({
    decisionId: `decision-${pairId}`,
    pairId,
    revision: pair.revision,
    verdict: verdicts[pairId % verdicts.length]!,
    correction: pairId % 8 === 0 ? { box: [0, 0, 3, 3] } : null,
    seen: {
      pixelsSha256: slice.pixelsSha256,
      maskSha256: null,
      captionSha256: captions.map(({ sha256 }) => sha256),
      windowCenter: 40,
      windowWidth: 400,
    },
    durationMs: 1500,
    key: 'KeyA',
  });
}
for (let n = 0; n < 3; n += 1) review.undo(`undo-${n}`);
review.redo('redo-0');
store.jobs.insert({
  jobId: 'job-1',
  kind: 'intake.scan',
  key: '/data',
  input: '{"paths":["/data"]}',
  createdAt: at,
});
store.jobs.update('job-1', { status: 'done', result: '{"volumes":[],"problems":[]}' });
store.proposals.save([
  { pairId: 21, headId: 'e'.repeat(64), presence: 0.75, box: [0, 0, 2.5, 3], confidence: 0.5, createdAt: at },
  { pairId: 22, headId: 'e'.repeat(64), presence: 0.25, box: null, confidence: 0, createdAt: at },
]);
store.suggestions.save({
  sliceId: 30,
  packId: 'd'.repeat(64),
  packName: 'fixture 1.0.0',
  task: 'ground',
  language: 'en',
  text: 'Liver.',
  boxes: [{ classId: idOf('liver'), box: [2, 2, 4, 4], start: 0, end: 5, confidence: 0.8 }],
  isComplete: true,
  createdAt: at,
});
store.stages.savePlans([{ key: 'study/series', study: 'study', plan: '{}' }]);
store.stages.save([
  {
    study: 'study',
    stage: 'intake',
    key: 'e'.repeat(64),
    outcome: 'done',
    endedAt: at,
    seconds: 2.5,
    error: null,
  },
  {
    study: 'study',
    stage: 'segment',
    key: 'f'.repeat(64),
    outcome: 'failed',
    endedAt: at,
    seconds: 0.5,
    error: { code: 'compute.crashed', params: { signal: 'SIGSEGV' } },
  },
]);
for (const entry of registryEntries(at)) store.registry.append(entry);
const facts = { migrationSha256: migrationHash(SCHEMA_VERSION), ...factsOf(store) };
store.close();

mkdirSync(fixtureDir, { recursive: true });
writeFileSync(`${name}.sqlite.gz`, gzipSync(readFileSync(join(dir, PROJECT_FILE)), { level: 9 }));
writeFileSync(`${name}.json`, `${JSON.stringify(facts, null, 1)}\n`);
rmSync(dir, { recursive: true });
