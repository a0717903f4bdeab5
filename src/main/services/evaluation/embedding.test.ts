import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { Provider } from '../../../shared/contract/compute.ts';
import { type EmbeddingDeps, withEmbedding } from './embedding.ts';

const PACK = {
  id: 'a'.repeat(64),
  dir: '/pack',
  origin: 'stored',
  manifest: { name: 'multilingual', version: '1.2.0', textEmbedding: { width: 2 } },
};

/** A machine whose usual provider is given, and on which the pack fails its self-test on some. */
function machine(usual: Provider, failing: readonly Provider[]) {
  const ran: (readonly [Provider, number])[] = [];
  const told: string[] = [];
  const deps: EmbeddingDeps = {
    models: { use: ((_wanted: unknown, job: (pack: object) => unknown) => job(PACK)) as never },
    compute: {
      processor: () => ({ provider: 'cpu', threads: 1 }),
      run: ((
        _task: string,
        { texts }: { texts: string[] },
        options: { device?: { provider: Provider }; onPart?: (part: object) => void },
      ) => {
        const provider = options.device?.provider ?? usual;
        ran.push([provider, texts.length]);
        if (failing.includes(provider))
          return Promise.reject(new AppError('models.self-test-failed', { file: 'x', provider }));
        options.onPart?.({ places: [1, 0], vectors: Float32Array.of(0, 1, 1, 1) });
        return Promise.resolve({ texts: 2, distance: 0 });
      }) as never,
    },
  };
  const similarity = () =>
    withEmbedding('multilingual', deps, {
      signal: new AbortController().signal,
      onProblem: ({ code, params }) => told.push(`${code} ${params['provider']}`),
      work: async ({ similarityOf, head }) => {
        const alike = await similarityOf(['a', 'b'], {
          signal: new AbortController().signal,
          onProgress: () => undefined,
        });
        return { head, value: alike('a', 'b') };
      },
    });
  return { ran, told, similarity };
}

describe('the embedding of an evaluation', () => {
  it('is tried out before the work, and computes on the usual device', async () => {
    const { ran, similarity } = machine('cuda', []);
    expect(await similarity()).toEqual({
      head: { name: 'multilingual', version: '1.2.0', pack: PACK.id },
      value: Math.round(Math.SQRT1_2 * 1e6) / 1e6,
    });
    expect(ran).toEqual([
      ['cuda', 0],
      ['cuda', 2],
    ]);
  });

  it('computes on the processor where a card does not give its maker’s vectors, and says so', async () => {
    const { ran, told, similarity } = machine('cuda', ['cuda']);
    await similarity();
    expect(told).toEqual(['evaluation.on-processor cuda']);
    expect(ran).toEqual([
      ['cuda', 0],
      ['cpu', 0],
      ['cpu', 2],
    ]);
  });

  it('is refused where the processor does not give them either', async () => {
    const { ran, similarity } = machine('cpu', ['cpu']);
    await expect(similarity()).rejects.toMatchObject({ code: 'models.self-test-failed' });
    expect(ran).toEqual([['cpu', 0]]);
  });
});
