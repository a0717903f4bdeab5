import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TextEmbeddingSchema } from '../../src/main/formats/model-pack/text-embedding-manifest.ts';
import { type RunningModels, cleanUp, startModels, storeNames } from '../support/models.ts';
import { bytesOf, writePack } from '../support/model-packs.ts';
import {
  type EmbeddingDraft,
  WIDTH,
  idsOf,
  meanOf,
  rowOf,
  textEmbeddingPack,
} from '../support/text-embedding-pack.ts';

let root: string;
let running: RunningModels;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'plumbline-embedding-'));
  running = startModels(root);
});
afterAll(() => {
  running.compute.close();
  cleanUp(root);
});
/** A place for a pack of its own. */
const place = (): string => mkdtempSync(join(root, 'pack-'));
const CPU = { provider: 'cpu', threads: 1 } as const;

const written = (draft: EmbeddingDraft = {}): string => writePack(place(), textEmbeddingPack(draft));

/** Vectors of texts as the compute process gives them. */
async function embedded(
  texts: readonly string[],
  draft: EmbeddingDraft = {},
  options: { signal?: AbortSignal; onProgress?: (done: number) => void } = {},
): Promise<number[][]> {
  const pack = textEmbeddingPack(draft);
  const plan = TextEmbeddingSchema.parse(pack.manifest['textEmbedding']);
  const { width } = plan;
  const vectors: number[][] = [];
  await running.compute.run(
    'embed-texts',
    { dir: writePack(place(), pack), plan, texts: [...texts] },
    {
      ...(options.signal && { signal: options.signal }),
      device: CPU,
      onProgress: ({ done, step }) => step === 'embed' && options.onProgress?.(done),
      onPart: ({ places, vectors: rows }) => {
        for (const [n, at] of places.entries()) vectors[at] = [...rows.subarray(n * width, (n + 1) * width)];
      },
    },
  );
  return vectors;
}
const near = (vector: readonly number[]) => vector.map((value) => expect.closeTo(value, 6) as number);
const refusal = (code: string, params: object = {}): object =>
  expect.objectContaining({ code, params: expect.objectContaining(params) });

describe('texts that are embedded', { timeout: 60_000 }, () => {
  it('have the mean of their tokens at length 1, special tokens among them, in the order of the texts', async () => {
    const seen: number[] = [];
    const found = await embedded(
      ['LIVER', 'left kidney', 'Leber', 'left-kid'],
      {},
      { onProgress: (done) => seen.push(done) },
    );
    expect(found).toEqual([
      near(meanOf(idsOf('liver'))),
      near(meanOf(idsOf('left', 'kid', '##ney'))),
      near(meanOf(idsOf('leber'))),
      near(meanOf(idsOf('left', '-', 'kid'))),
    ]);
    expect(seen.at(-1)).toBe(4);
  });

  it('have that of the first or the last token where the pack says so, at its own length', async () => {
    const row = (id: number): number[] => rowOf(id).map((value) => 3 * value);
    const [first, last] = [idsOf('liver')[0]!, idsOf('liver').at(-1)!];
    const references = (id: number) => ['liver', 'left'].map((text) => ({ text, vector: row(id) }));
    for (const [pooling, id] of [
      ['cls', first],
      ['last', last],
    ] as const) {
      const plan = { pooling, normalisation: 'none' };
      const draft = { plan, row, references: references(id), name: `test-${pooling}` };
      expect(await embedded(['Liver'], draft)).toEqual([near(row(id))]);
    }
  });

  it('are pooled by the graph where it gives a vector itself', async () => {
    const plan = { output: 'sentence_embedding', pooling: 'none' };
    expect(await embedded(['left liver'], { plan })).toEqual([near(meanOf(idsOf('left', 'liver')))]);
  });

  it('come behind the words that the model was trained with', async () => {
    const references = [
      { text: 'liver', vector: meanOf(idsOf('query', ':', 'liver')) },
      { text: 'left', vector: meanOf(idsOf('query', ':', 'left')) },
    ];
    expect(await embedded(['Liver'], { plan: { prefix: 'query: ' }, references })).toEqual([
      near(references[0]!.vector),
    ]);
  });

  it('lose their end where they are too long, and keep the special tokens around', async () => {
    const found = await embedded([`${'liver '.repeat(20)}left`], { plan: { maxTokens: 8 } });
    expect(found).toEqual([near(meanOf(idsOf(...Array.from({ length: 6 }, () => 'liver'))))]);
  });

  it('may come with types of tokens', async () => {
    const plan = { inputs: ['input_ids', 'attention_mask', 'token_type_ids'] };
    expect(await embedded(['liver'], { plan })).toEqual([near(meanOf(idsOf('liver')))]);
  });

  it('have the same vectors, bit for bit, whatever else is embedded with them', async () => {
    const texts = Array.from({ length: 50 }, (_, n) => `${['liver', 'left kidney', 'leber'][n % 3]} ${n}`);
    const together = await embedded(texts);
    expect(together).toHaveLength(50);
    for (const at of [0, 17, 49]) expect(await embedded([texts[at]!])).toEqual([together[at]]);
    expect(await embedded(texts.toReversed())).toEqual(together.toReversed());
  });

  it('stop when they are stopped', async () => {
    const stop = new AbortController();
    const texts = Array.from({ length: 5000 }, (_, n) => 'liver '.repeat((n % 40) + 1) + n);
    const working = embedded(texts, {}, { signal: stop.signal, onProgress: () => stop.abort() });
    await expect(working).rejects.toMatchObject({ name: 'AbortError' });
    expect(await embedded(['liver'])).toHaveLength(1);
  });
});

describe('an embedding that cannot be trusted', { timeout: 60_000 }, () => {
  const wrong = [
    { text: 'liver', vector: meanOf(idsOf('liver')) },
    { text: 'left', vector: meanOf(idsOf('leber')) },
  ];

  it('is refused where it does not give its maker’s vectors, and is not in the store', async () => {
    await expect(running.models.add(written({ references: wrong }))).rejects.toEqual(
      refusal('models.self-test-failed', { file: 'self-test.json', text: 2, tolerance: 1e-5 }),
    );
    expect(storeNames(running.storeDir)).toEqual({ finished: [], others: [] });
    await expect(embedded(['liver'], { references: wrong })).rejects.toEqual(
      refusal('models.self-test-failed'),
    );
  });

  it('is refused where it gives what is no number', async () => {
    const row = (id: number): number[] =>
      rowOf(id).map((value) => (id === idsOf('left')[1] ? Number.NaN : value));
    const references = ['liver', 'leber'].map((text) => ({ text, vector: meanOf(idsOf(text)) }));
    await expect(embedded(['liver', 'left'], { row, references })).rejects.toEqual(
      refusal('models.no-numbers', { file: 'model.onnx', text: 2 }),
    );
    await expect(running.models.add(written({ row }))).rejects.toEqual(refusal('models.no-numbers'));
  });

  it('is refused where its vectors have another width than it says', async () => {
    const pack = textEmbeddingPack({ row: (id) => [...rowOf(id), 1] });
    const dir = writePack(place(), pack);
    await expect(running.models.add(dir)).rejects.toEqual(
      refusal('models.graph-mismatch', { file: 'model.onnx', detail: expect.stringContaining(`${WIDTH}]`) }),
    );
  });

  it('is refused where its tokenizer cannot be used', async () => {
    const pack = textEmbeddingPack();
    const tokenizer = JSON.parse(Buffer.from(pack.files.get('tokenizer.json')!).toString()) as object;
    pack.files.set(
      'tokenizer.json',
      bytesOf(JSON.stringify({ ...tokenizer, normalizer: { type: 'Nonsense' } })),
    );
    await expect(running.models.add(writePack(place(), pack))).rejects.toEqual(
      refusal('models.bad-tokenizer', { file: 'tokenizer.json' }),
    );
  });

  it('is whole otherwise: added, found and checked', async () => {
    const { pack, isNew } = await running.models.add(written());
    expect(isNew).toBe(true);
    expect((await running.models.verify(pack.id)).id).toBe(pack.id);
    const found = await running.models.resolve('test-embedding', 'text-embedding');
    expect(found.manifest.textEmbedding.width).toBe(WIDTH);
  });
});
