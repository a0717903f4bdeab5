import { extractMentions } from '../../src/main/llm/index.ts';
import { AppError } from '../../src/shared/contract/app-error.ts';
import { LlmClient } from '../../src/main/llm/index.ts';

/**
 * Asks a server about so many captions at a time and prints how they ended, how long it took and by how much the memory of the
 * process grew at most.
 *
 * Arguments: address, captions, stream (yes or no), limit in all and of silence in ms.
 */
const [url, captions, stream, totalMs, idleMs] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
];
const client = new LlmClient({
  baseUrl: url,
  model: 'test-model',
  plainHttpOrigin: null,
  keyFor: () => process.env['PLUMBLINE_LLM_KEY'] ?? null,
  stream: stream === 'yes',
  concurrency: Number(captions),
  maxTokens: 512,
  totalMs: Number(totalMs),
  idleMs: Number(idleMs),
  waiting: { wait: () => Promise.resolve(), random: () => 0, now: () => 0 },
});

async function ask(n: number): Promise<string> {
  try {
    const caption = { text: `Leber unauffällig, Schicht ${n}.`, language: 'de' } as const;
    const outcome = await extractMentions(client, caption, new AbortController().signal);
    return outcome.ok ? 'ok' : outcome.problem.code;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

const ends = new Map<string, number>();
globalThis.gc?.();
const before = process.memoryUsage.rss();
let peak = before;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 20);
const began = performance.now();
for (const end of await Promise.all(Array.from({ length: Number(captions) }, (_, n) => ask(n))))
  ends.set(end, (ends.get(end) ?? 0) + 1);
clearInterval(watch);
peak = Math.max(peak, process.memoryUsage.rss());
client.close();
process.stdout.write(
  JSON.stringify({
    ends: Object.fromEntries(ends),
    ms: Math.round(performance.now() - began),
    grownMiB: Math.round((peak - before) / 1024 / 1024),
  }),
);
