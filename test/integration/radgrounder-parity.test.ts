import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Manifest } from '../../src/main/formats/model-pack/manifest.ts';
import { generate } from '../../src/main/compute/radgrounder/generate.ts';
import { type RadGrounder, openRadGrounder } from '../../src/main/compute/radgrounder/model.ts';
import type { Sequence } from '../../src/main/compute/radgrounder/sequence.ts';
import { openGraph } from '../../src/main/compute/session.ts';
import { type GenerateTask, promptText } from '../../src/shared/domain/radgrounder/prompt.ts';
import { TINY_RADGROUNDER, type Golden, syntheticPixels } from '../support/tiny-radgrounder.ts';

const golden = JSON.parse(readFileSync(join(TINY_RADGROUNDER, 'golden.json'), 'utf8')) as Golden;
const manifest = JSON.parse(readFileSync(join(TINY_RADGROUNDER, 'manifest.json'), 'utf8')) as Manifest & {
  kind: 'radgrounder';
};

let model: RadGrounder;
beforeAll(async () => {
  model = await openRadGrounder(
    { dir: TINY_RADGROUNDER, plan: manifest.radgrounder, dtype: 'fp32' },
    (file) => openGraph(file, { provider: 'cpu', threads: 1 }),
  );
});
afterAll(() => model.release());

function write(prompts: Golden['prompts'], isMasked = false): Promise<Sequence[]> {
  const images = [...new Set(prompts.map(({ image }) => image))];
  return generate(
    model,
    {
      images: images.map(syntheticPixels),
      prompts: prompts.map(({ image, text }) => ({ image: images.indexOf(image), text })),
      maxNewTokens: golden.maxNewTokens,
      isMasked,
    },
    { signal: new AbortController().signal },
  );
}

const tokensOf = (sequence: Sequence): number[] => sequence.chosen.map(({ token }) => token);
const batches = Array.from({ length: golden.prompts.length / golden.batch }, (_, at) =>
  golden.prompts.slice(at * golden.batch, (at + 1) * golden.batch),
);

describe('RadGrounder beside PyTorch', () => {
  it('reads texts and tags as the same tokens', () => {
    for (const { text, ids } of golden.tokenizations) {
      expect(model.tokenizer.encode(text)).toEqual(ids);
      expect(model.tokenizer.decode(ids)).toBe(text);
    }
    for (const { text, inputIds } of golden.prompts)
      expect([model.tokenizer.vocabulary.begin, ...model.tokenizer.encode(text)]).toEqual(inputIds);
  });

  it('builds the same prompts from their parts', () => {
    for (const { task, language, prefix, text } of golden.prompts)
      // The prefix is whole already, so it is given where nothing is put around it.
      expect(`\n${prefix}${promptText({ task: task as GenerateTask, language }).slice(1)}`).toBe(text);
  });

  it('writes the same tokens for over 200 prompts, one by one', async () => {
    expect(golden.prompts.length).toBeGreaterThan(200);
    for (const prompt of golden.prompts) expect(tokensOf((await write([prompt]))[0]!)).toEqual(prompt.tokens);
  });

  it('writes the same tokens in left-padded batches of eight, with the same probabilities', async () => {
    let worst = 0;
    for (const prompts of batches)
      for (const [row, sequence] of (await write(prompts)).entries()) {
        expect(tokensOf(sequence)).toEqual(prompts[row]!.tokens);
        for (const [at, { logProb }] of sequence.chosen.entries())
          worst = Math.max(worst, Math.abs(logProb - prompts[row]!.logProbs[at]!));
      }
    // Half of the smallest lead that a chosen token has over the next.
    expect(worst).toBeLessThan(5e-3);
  });
});

describe('the grammar over a network that knows nothing', () => {
  it('makes every answer well-formed, the same alone as in a batch', async () => {
    const alone = [];
    for (const prompt of golden.prompts.slice(0, 16)) alone.push(...(await write([prompt], true)));
    const together = [
      ...(await write(golden.prompts.slice(0, 8), true)),
      ...(await write(golden.prompts.slice(8, 16), true)),
    ];
    expect(together.map(tokensOf)).toEqual(alone.map(tokensOf));
    for (const sequence of alone) expect(sequence.answer().text).not.toMatch(/<loc|<seg|bbox|id=/);
  });
});

it('stops within a step when nobody wants the answer any more', async () => {
  const abort = new AbortController();
  const { image, text } = golden.prompts.find(({ tokens }) => tokens.length === golden.maxNewTokens)!;
  let steps = 0;
  const answer = generate(
    model,
    { images: [syntheticPixels(image)], prompts: [{ image: 0, text }], maxNewTokens: 24, isMasked: false },
    { signal: abort.signal, onStep: () => ++steps === 3 && abort.abort() },
  );
  await expect(answer).rejects.toThrow('abort');
  expect(steps).toBe(3);
});
