import { fileURLToPath } from 'node:url';
import type { Language } from '../../src/shared/domain/mention/mention.ts';

/** A random network of the released architecture and what PyTorch writes with it; tools/model-packs/README.md. */
export const TINY_RADGROUNDER = fileURLToPath(new URL('../fixtures/tiny-radgrounder', import.meta.url));

export interface Golden {
  readonly maxNewTokens: number;
  readonly batch: number;
  readonly prompts: readonly {
    readonly task: string;
    readonly language: Language;
    readonly prefix: string;
    readonly text: string;
    readonly inputIds: readonly number[];
    readonly image: number;
    readonly tokens: readonly number[];
    readonly logProbs: readonly number[];
    readonly output: string;
  }[];
  readonly tokenizations: readonly { readonly text: string; readonly ids: readonly number[] }[];
}

const EDGE = 224;

/** Pixel values [3, 224, 224] of the fixture's image number `s`, by the formula of the README. */
export function syntheticPixels(s: number): Float32Array {
  const pixels = new Float32Array(3 * EDGE * EDGE);
  let at = 0;
  for (let c = 0; c < 3; c += 1)
    for (let y = 0; y < EDGE; y += 1)
      for (let x = 0; x < EDGE; x += 1, at += 1)
        pixels[at] = ((x * (3 + s) + y * (5 + 2 * s) + 29 * c + 11 * ((x * y) % (7 + s))) % 256) / 127.5 - 1;
  return pixels;
}
