import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from '../../src/main/compute/radgrounder/generate.ts';
import { type RadGrounder, openRadGrounder } from '../../src/main/compute/radgrounder/model.ts';
import { openGraph } from '../../src/main/compute/session.ts';
import {
  type RadGrounderPlan,
  RadGrounderSchema,
} from '../../src/main/formats/model-pack/radgrounder-manifest.ts';
import { type Golden, TINY_RADGROUNDER, syntheticPixels } from '../../test/support/tiny-radgrounder.ts';
import { TransformersJs } from '../../test/support/transformers-js.ts';
import { type Figure, type Suite, atLeast, median } from '../figure.ts';

const ROUNDS = 3;
/** One after the other, each about an image of its own, as an asking person or the background job on a processor does. */
const ASKED = 40;

/**
 * The same prompts over the same graphs by our decoder and by transformers.js, turn by turn. The network is tiny, so most of it
 * is what a decoder adds to the graphs; over the released model both wait for the same matrix products.
 */
export const radgrounder: Suite = {
  name: 'radgrounder',
  title: 'tokens and slices a second of our decoder against transformers.js on the same pack',
  run: async (say) => {
    const golden = read('golden.json') as Golden;
    const plan = RadGrounderSchema.parse((read('manifest.json') as { radgrounder: unknown }).radgrounder);
    const device = { provider: 'cpu', threads: 1 } as const;
    const model = await openRadGrounder({ dir: TINY_RADGROUNDER, plan, dtype: 'fp32' }, (file) =>
      openGraph(file, device),
    );
    const peer = await TransformersJs.open(TINY_RADGROUNDER, imageOf(model, plan));
    try {
      return await compare({ model, peer, golden }, say);
    } finally {
      await peer.close();
      await model.release();
    }
  },
};

interface Parties {
  readonly model: RadGrounder;
  readonly peer: TransformersJs;
  readonly golden: Golden;
}

async function compare({ model, peer, golden }: Parties, say: (line: string) => void): Promise<Figure[]> {
  const prompts = golden.prompts.slice(0, ASKED);
  const tokens = prompts.reduce((sum, prompt) => sum + prompt.tokens.length, 0);
  const limits = { maxNewTokens: golden.maxNewTokens, pad: 0, end: 1 };
  const pixels = new Map(prompts.map(({ image }) => [image, syntheticPixels(image)]));
  const ours: number[] = [];
  const theirs: number[] = [];
  const batched: number[] = [];
  // The first round warms both up.
  for (let round = 0; round <= ROUNDS; round += 1) {
    say(`round ${round} of ${ROUNDS}`);
    const [one, other, many] = [
      await seconds(async () => {
        for (const prompt of prompts) await ask(model, [prompt], { golden, pixels });
      }),
      await seconds(async () => {
        for (const { inputIds, image } of prompts)
          await peer.write([{ inputIds, pixels: pixels.get(image)! }], limits);
      }),
      await seconds(async () => {
        for (let at = 0; at < prompts.length; at += golden.batch)
          await ask(model, prompts.slice(at, at + golden.batch), { golden, pixels });
      }),
    ];
    if (round === 0) continue;
    ours.push(one);
    theirs.push(other);
    batched.push(many);
  }
  const [own, peers, inBatches] = [median(ours), median(theirs), median(batched)];
  const note = `${ASKED} prompts, ${tokens} tokens, one thread for us, its own choice for transformers.js; medians of ${ROUNDS}`;
  return [
    {
      name: 'tokens/s / transformers.js, each prompt alone',
      value: peers / own,
      unit: 'x',
      goal: atLeast(1),
      note,
    },
    { name: 'tokens/s, each prompt alone', value: tokens / own, unit: 'tokens/s' },
    { name: 'tokens/s of transformers.js', value: tokens / peers, unit: 'tokens/s' },
    { name: 'slices/s, each alone', value: ASKED / own, unit: 'slices/s' },
    { name: `slices/s, left-padded batches of ${golden.batch}`, value: ASKED / inBatches, unit: 'slices/s' },
  ];
}

async function ask(
  model: RadGrounder,
  prompts: Golden['prompts'],
  { golden, pixels }: { golden: Golden; pixels: ReadonlyMap<number, Float32Array> },
): Promise<void> {
  await generate(
    model,
    {
      // An image for each prompt, also where two ask about the same: the peer looks at each anew as well.
      images: prompts.map(({ image }) => pixels.get(image)!),
      prompts: prompts.map(({ text }, image) => ({ image, text })),
      maxNewTokens: golden.maxNewTokens,
      isMasked: false,
    },
    { signal: new AbortController().signal },
  );
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

/** In this tokenizer `<image>` follows the last `<seg127>`, as in PaliGemma's. */
const imageOf = ({ tokenizer }: RadGrounder, { imageTokens }: RadGrounderPlan) => ({
  token: tokenizer.vocabulary.firstSegment + 128,
  count: imageTokens,
});

const read = (file: string): unknown => JSON.parse(readFileSync(join(TINY_RADGROUNDER, file), 'utf8'));
