import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createProject } from '../../src/main/store/project-store.ts';
import { sliceRecord } from '../../test/support/slice-record.ts';
import { textServices } from '../../test/support/text-project.ts';
import { type Figure, type Suite, atLeast } from '../figure.ts';
import { inScratch } from '../support/scratch.ts';

const CONCURRENCY = 100;
const LATENCY_MS = 500;
const CAPTIONS = 4000;

/** The extraction job over a project, against a real HTTP server on loopback that takes half a second for an answer. */
export const llm: Suite = {
  name: 'llm',
  title: 'captions a second through a language model, against concurrency / latency',
  run: () =>
    inScratch(async (dir) => {
      const child = spawn(process.execPath, [
        join(import.meta.dirname, '..', 'support', 'llm-server-child.ts'),
        String(LATENCY_MS),
      ]);
      try {
        const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
        return [
          await measure(join(dir, 'whole'), url, false),
          await measure(join(dir, 'streamed'), url, true),
        ];
      } finally {
        child.kill();
      }
    }),
};

async function measure(dir: string, url: string, stream: boolean): Promise<Figure> {
  const store = createProject(dir, 'Bench', { at: '2026-01-01T00:00:00.000Z' });
  store.slices.saveAll(
    Array.from({ length: CAPTIONS }, (_, n) => {
      const record = sliceRecord(n);
      const provenance = { ...record.provenance, derivation: 'imported' as const };
      return { ...record, provenance, captions: [{ language: 'de', text: `Leber ${n}.`, isOriginal: null }] };
    }),
  );
  const { jobs, texts } = textServices(store, url, { concurrency: CONCURRENCY, stream });
  const begun = performance.now();
  const { jobId } = texts.start('mentions');
  let asked = 0;
  // Until the last answer is there; what the pairs make of it afterwards is the suite of derivations.
  while (asked === 0) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    const job = jobs.get(jobId);
    if (job.step === 'derive' || job.status === 'done') asked = performance.now() - begun;
    if (job.status === 'failed') throw new Error(JSON.stringify(job.error));
  }
  await jobs.finished(jobId);
  await jobs.close();
  store.close();
  const ideal = CONCURRENCY / (LATENCY_MS / 1000);
  const rate = CAPTIONS / (asked / 1000);
  return {
    name: `captions a second / (${CONCURRENCY} / ${LATENCY_MS} ms), ${stream ? 'server-sent events' : 'answers in one piece'}`,
    value: rate / ideal,
    unit: 'x',
    goal: atLeast(0.95),
    note: `${CAPTIONS} different captions, ${rate.toFixed(0)} /s, stored`,
  };
}
