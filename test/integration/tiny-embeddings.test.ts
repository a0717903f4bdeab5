import { mkdtempSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TextEmbeddingSchema } from '../../src/main/formats/model-pack/text-embedding-manifest.ts';
import { type RunningModels, cleanUp, startModels } from '../support/models.ts';

/** Random networks of released architectures with transformers' vectors; tools/model-packs/README.md. */
const FIXTURES = fileURLToPath(new URL('../fixtures/tiny-embeddings', import.meta.url));
const CPU = { provider: 'cpu', threads: 1 } as const;
const MENTIONS = [
  'liver',
  'Leber',
  'spleen',
  'linke Niere',
  'left kidney',
  'Ösophagus',
  'L4/5',
  'große Gefäße',
];

let root: string;
let running: RunningModels;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'plumbline-tiny-embeddings-'));
  running = startModels(root);
});
afterAll(() => {
  running.compute.close();
  cleanUp(root);
});

const filesOf = async (kind: string) => {
  const dir = join(FIXTURES, kind);
  const manifest = JSON.parse(await readFile(join(dir, 'manifest.json'), 'utf8')) as object;
  return { dir, plan: TextEmbeddingSchema.parse(Reflect.get(manifest, 'textEmbedding')) };
};

async function embedded(kind: string, texts: readonly string[]): Promise<number[][]> {
  const files = await filesOf(kind);
  const { width } = files.plan;
  const found: number[][] = [];
  await running.compute.run(
    'embed-texts',
    { ...files, texts: [...texts] },
    {
      device: CPU,
      onPart: ({ places, vectors }) => {
        for (const [n, at] of places.entries()) found[at] = [...vectors.subarray(n * width, (n + 1) * width)];
      },
    },
  );
  return found;
}

describe.each(['bert', 'xlm-roberta', 'gemma'])('a random network like %s', { timeout: 60_000 }, (kind) => {
  it('gives the vectors of transformers within 1e-5', async () => {
    const { texts, distance } = await running.compute.run('test-embedding', await filesOf(kind), {
      device: CPU,
    });
    expect(texts).toBe(18);
    expect(distance).toBeLessThan(1e-5);
  });

  it('is a pack that can be added', async () => {
    const { pack } = await running.models.add(join(FIXTURES, kind));
    expect(pack.manifest.name).toBe(`tiny-embedding-${kind}`);
  });

  it('gives a text the same vector alone as among others', async () => {
    const together = await embedded(kind, MENTIONS);
    for (const [at, text] of MENTIONS.entries()) {
      const [alone] = await embedded(kind, [text]);
      const difference = Math.max(...alone!.map((value, n) => Math.abs(value - together[at]![n]!)));
      expect(difference, text).toBeLessThan(1e-6);
    }
  });
});
