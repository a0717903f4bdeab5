import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TINY_RADGROUNDER, type Golden, syntheticPixels } from '../support/tiny-radgrounder.ts';
import { TransformersJs } from '../support/transformers-js.ts';

/**
 * The answers of the fixture come from PyTorch and `radgrounder-parity.test.ts` holds ours to them; that transformers.js gives
 * the same over the same files makes the pack one that others can run.
 */
const golden = JSON.parse(readFileSync(join(TINY_RADGROUNDER, 'golden.json'), 'utf8')) as Golden;
const limits = { maxNewTokens: golden.maxNewTokens, pad: 0, end: 1 };
const prompts = golden.prompts.map(({ inputIds, image }) => ({ inputIds, pixels: syntheticPixels(image) }));
const expected = golden.prompts.map(({ tokens }) => tokens);

let peer: TransformersJs;
beforeAll(async () => {
  peer = await TransformersJs.open(TINY_RADGROUNDER, { token: 1832, count: 256 });
});
afterAll(() => peer.close());

describe('transformers.js over the same pack', () => {
  it('writes the same tokens for each prompt', async () => {
    const written = [];
    for (const prompt of prompts) written.push(...(await peer.write([prompt], limits)));
    expect(written).toEqual(expected);
  }, 120_000);

  // In batches of different lengths it does not: after the first token it puts ones in place of the mask (4.3.1,
  // generic_text_to_text_forward, "the cache case"), so that padding is seen.
  it('writes the same tokens in batches that need no padding', async () => {
    const batches = Map.groupBy(prompts.keys(), (at) => prompts[at]!.inputIds.length);
    const largest = [...batches.values()].toSorted((a, b) => b.length - a.length).slice(0, 3);
    for (const batch of largest) {
      const rows = batch.slice(0, golden.batch);
      expect(rows.length).toBeGreaterThan(3);
      const written = await peer.write(
        rows.map((at) => prompts[at]!),
        limits,
      );
      expect(written).toEqual(rows.map((at) => expected[at]));
    }
  }, 120_000);
});
