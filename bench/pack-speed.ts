/**
 * How fast a RadGrounder pack writes on one provider, in this process: `node bench/pack-speed.ts PACK PROVIDER [DTYPE] [BATCH] [TOKENS]`.
 * A line of JSON: seconds to open the graphs, to the first token (encoder included), and tokens a second behind it over the batch, in the
 * second of two runs. CUDA's libraries have to be in LD_LIBRARY_PATH here.
 */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import type { Provider } from '../src/main/compute/device.ts';
import { generate } from '../src/main/compute/radgrounder/generate.ts';
import { openRadGrounder } from '../src/main/compute/radgrounder/model.ts';
import { openGraph } from '../src/main/compute/session.ts';
import type { PackDtype, RadGrounderPlan } from '../src/main/formats/model-pack/radgrounder-manifest.ts';
import { promptText } from '../src/shared/domain/radgrounder/prompt.ts';
import { seededRandom } from '../src/shared/lib/random.ts';

const [, , pack = '', provider = 'cpu', dtype = 'fp32', batch = '1', tokens = '64'] = process.argv;
const dir = resolve(pack);
const { radgrounder: plan } = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as {
  radgrounder: RadGrounderPlan;
};
const device = { provider: provider as Provider, threads: Math.max(1, availableParallelism() - 1) };
const seconds = (since: number): number => (performance.now() - since) / 1000;

const started = performance.now();
const model = await openRadGrounder({ dir, plan, dtype: dtype as PackDtype }, (file) =>
  openGraph(file, device),
);
const open = seconds(started);

const random = seededRandom(1);
const images = Array.from({ length: Number(batch) }, () =>
  Float32Array.from({ length: 3 * plan.input.size ** 2 }, () => 2 * random() - 1),
);
const prompts = images.map((_, image) => ({ image, text: promptText({ task: 'ground', language: 'en' }) }));

/** Seconds until each token of the slowest answer. */
async function run(): Promise<number[]> {
  const [at, steps]: [number, number[]] = [performance.now(), []];
  const input = { images, prompts, maxNewTokens: Number(tokens), isMasked: true };
  await generate(model, input, {
    signal: new AbortController().signal,
    onStep: () => steps.push(seconds(at)),
  });
  return steps;
}

await run();
const steps = await run();
const [first, last] = [steps[0]!, steps.at(-1)!];
const perSecond = steps.length > 1 ? (Number(batch) * (steps.length - 1)) / (last - first) : null;
process.stdout.write(
  `${JSON.stringify({ provider, dtype, batch: Number(batch), open, first, steps: steps.length, perSecond })}\n`,
);
await model.release();
