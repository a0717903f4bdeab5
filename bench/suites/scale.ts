import { statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { PROJECT_FILE, type ProjectStore, createProject } from '../../src/main/store/project-store.ts';
import { classId } from '../../src/shared/domain/anatomy/classes.ts';
import type { PairFilter } from '../../src/main/store/pair-store.ts';
import { facetsOf } from '../../src/main/services/review/facets.ts';
import { type Figure, type Suite, atMost, median, percentile, timed } from '../figure.ts';
import { PAIRS_PER_SLICE, manySlices } from '../support/many-slices.ts';
import { reviewAtScale } from '../support/review-at-scale.ts';
import { inScratch } from '../support/scratch.ts';

const PUBLISHED_PAIRS = 1_200_000;
/** Share of the published size; 1 takes minutes. Whatever grows with the size is told for the size that was run. */
const SCALE = Number(process.env['PLUMBLINE_BENCH_SCALE'] ?? 0.25);
const QUERIES = 400;
/** Common words, pieces of many words, two words together, compounds, a rare word, and pieces that are in most captions. */
const TYPED =
  'leber|zyste|niere|metast|kidney|aort|lung|milz|rippe|pleura|nierenstein|leber zyste|cyst kidney|größe|granulom|gran|e|an de';
const FILTERS: readonly PairFilter[] = [
  {},
  { states: ['pending'] },
  { states: ['pending'], modalities: ['MR'] },
  { states: ['pending'], classIds: [classId(5)] },
  { states: ['pending'], findings: ['mask-tiny'] },
];

/** The store at the size of the published data set. */
export const scale: Suite = {
  name: 'scale',
  title: `import, queue, facets, search, decisions, snapshot and order over ${Math.round((PUBLISHED_PAIRS * SCALE) / 1000)} thousand pairs`,
  run: (say) => inScratch(async (dir) => measure(dir, say)),
};

async function measure(dir: string, say: (line: string) => void): Promise<Figure[]> {
  const store = createProject(dir, 'Bench', { at: '2026-01-01T00:00:00.000Z' });
  const pairs = PUBLISHED_PAIRS * SCALE;
  const { seconds, textBytes } = fill(store, pairs / PAIRS_PER_SLICE, say);
  const figures = [...ask(store), ...(await reviewAtScale(store))];
  store.close();
  return [
    {
      name: 'import of 1.2 million pairs, from what was imported',
      value: (seconds * PUBLISHED_PAIRS) / pairs,
      unit: 's',
      goal: atMost(60),
      note: `${pairs} pairs in ${seconds.toFixed(1)} s, with captions, findings, search and counters`,
    },
    ...figures,
    { name: 'search index / captions', value: indexBytes(dir) / textBytes, unit: 'x', goal: atMost(1) },
    { name: 'project file', value: statSync(join(dir, PROJECT_FILE)).size / 2 ** 20, unit: 'MiB' },
  ];
}

/** The questions that review asks. */
function ask(store: ProjectStore): Figure[] {
  const page = (filter: Parameters<typeof store.pairs.page>[0]) => () =>
    void store.pairs.page(filter, { order: { by: 'suspicion' }, cursor: null, limit: 1 });
  const next = timed(QUERIES, page({ states: ['pending'] }));
  const ofClass = timed(QUERIES, (n) => page({ states: ['pending'], classIds: [classId(1 + (n % 117))] })());
  const facets = timed(
    QUERIES,
    () => void facetsOf(store.pairs.facets(), {}, () => ({ n: 0, areMore: false })),
  );
  const typed = TYPED.split('|');
  const asked = (n: number): PairFilter => ({
    ...FILTERS[Math.floor(n / typed.length) % FILTERS.length],
    search: typed[n % typed.length]!,
  });
  const search = (n: number): void =>
    void store.pairs.page(asked(n), { order: { by: 'suspicion' }, cursor: null, limit: 50 });
  const [firstSearch] = timed(1, () => search(0));
  const searches = timed(QUERIES, search);
  const counts = timed(QUERIES, (n) => void store.pairs.countTo(asked(n)));
  return [
    { name: 'next pair, p50', value: median(next), unit: 'ms' },
    { name: 'next pair, p99', value: percentile(next, 0.99), unit: 'ms', goal: atMost(1) },
    { name: 'next pair of a class, p99', value: percentile(ofClass, 0.99), unit: 'ms', goal: atMost(5) },
    { name: 'facet counts, p99', value: percentile(facets, 0.99), unit: 'ms', goal: atMost(0.5) },
    {
      name: 'search, 50 most suspicious, p99',
      value: percentile(searches, 0.99),
      unit: 'ms',
      goal: atMost(20),
    },
    { name: 'search, 50 most suspicious, p50', value: median(searches), unit: 'ms' },
    {
      name: 'pairs that a search finds, as counted beside the filters, p50',
      value: median(counts),
      unit: 'ms',
    },
    {
      name: 'pairs that a search finds, as counted beside the filters, p99',
      value: percentile(counts, 0.99),
      unit: 'ms',
    },
    { name: 'first search after a start', value: firstSearch!, unit: 'ms', note: 'reads the vocabulary' },
  ];
}

/** @returns seconds that the store took, without making the slices up, and UTF-8 bytes of the captions */
function fill(
  store: ProjectStore,
  slices: number,
  say: (line: string) => void,
): { seconds: number; textBytes: number } {
  const BATCH = 500;
  let [milliseconds, textBytes, done] = [0, 0, 0];
  let batch = [];
  for (const slice of manySlices(slices)) {
    textBytes += slice.captions.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
    batch.push(slice);
    if (batch.length < BATCH) continue;
    const begun = performance.now();
    store.slices.saveAll(batch);
    milliseconds += performance.now() - begun;
    done += batch.length;
    batch = [];
    if (done % 20_000 === 0) say(`${done} of ${slices} slices`);
  }
  return { seconds: milliseconds / 1000, textBytes };
}

/** Of a project that is closed: the store has no door for this. */
function indexBytes(dir: string): number {
  const db = new Database(join(dir, PROJECT_FILE), { readonly: true });
  const bytes = db.prepare('SELECT sum(length(block)) FROM caption_search_data').pluck().get() as number;
  db.close();
  return bytes;
}
