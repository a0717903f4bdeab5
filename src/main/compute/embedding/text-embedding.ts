import { join } from 'node:path';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { TextEmbeddingPlan } from '../../formats/model-pack/text-embedding-manifest.ts';
import { asFloat32 } from '../floats.ts';
import type { Graph, TensorOf } from '../graph.ts';
import type { Kept } from '../task.ts';
import { pooled, unit } from './pooling.ts';
import { type TextTokenizer, type TokenRow, openTextTokenizer } from './text-tokenizer.ts';

export interface EmbeddingFiles {
  /** Absolute folder of a checked pack. */
  readonly dir: string;
  readonly plan: TextEmbeddingPlan;
}

/** A text with the place that it has among all. */
interface Row extends TokenRow {
  readonly at: number;
}

/**
 * Texts side by side. Only texts of the same number of tokens go together, so that nothing is padded and no text's vector hangs on
 * its neighbours' lengths.
 */
const BATCH = 16;

/** A text-embedding pack, ready to embed. */
export class TextEmbeddingModel implements Kept {
  private readonly graph: Graph;
  private readonly tokenize: TextTokenizer;
  private readonly plan: TextEmbeddingPlan;

  private constructor(plan: TextEmbeddingPlan, tokenize: TextTokenizer, graph: Graph) {
    this.plan = plan;
    this.tokenize = tokenize;
    this.graph = graph;
  }

  /** @throws AppError compute.*, models.bad-json, models.bad-tokenizer */
  static async open(
    { dir, plan }: EmbeddingFiles,
    openGraph: (file: string) => Promise<Graph>,
  ): Promise<TextEmbeddingModel> {
    const tokenize = await openTextTokenizer(dir, plan);
    return new TextEmbeddingModel(plan, tokenize, await openGraph(join(dir, plan.onnx)));
  }

  release(): Promise<void> {
    return this.graph.release();
  }

  /**
   * Vectors of `width` numbers, batch by batch, each with the places of its texts. A text without a token has the vector 0.
   *
   * @throws AppError models.bad-tokenizer, models.graph-mismatch, models.no-numbers, compute.*
   */
  async *embed(texts: readonly string[]): AsyncGenerator<ReadonlyMap<number, Float32Array>> {
    const rows = texts.map((text, at): Row => ({ ...this.tokenize(text), at }));
    for (const batch of this.batches(rows)) {
      const vectors = batch[0]!.ids.length === 0 ? batch.map(() => this.nothing()) : await this.run(batch);
      for (const [n, vector] of vectors.entries())
        if (!vector.every(Number.isFinite))
          throw new AppError('models.no-numbers', { file: this.plan.onnx, text: batch[n]!.at + 1 });
      yield new Map(batch.map(({ at }, n) => [at, vectors[n]!]));
    }
  }

  private *batches(rows: readonly Row[]): Generator<readonly Row[]> {
    // What a dynamically quantised graph rounds to is told by the largest number of a whole batch.
    const size = this.plan.precision === 'int8' ? 1 : BATCH;
    const byLength = [...Map.groupBy(rows, ({ ids }) => ids.length)].toSorted(([a], [b]) => a - b);
    for (const [, alike] of byLength)
      for (let at = 0; at < alike.length; at += size) yield alike.slice(at, at + size);
  }

  private async run(batch: readonly Row[]): Promise<Float32Array[]> {
    const { inputs, output, width, onnx } = this.plan;
    const dims = [batch.length, batch[0]!.ids.length] as const;
    const values = {
      input_ids: batch.flatMap(({ ids }) => ids),
      attention_mask: batch.flatMap(({ ids }) => ids.map(() => 1)),
      token_type_ids: batch.flatMap(({ types }) => types),
    };
    const feeds = Object.fromEntries(inputs.map((name) => [name, integers(dims, values[name])]));
    const found = asFloat32(await this.graph.run(feeds, { outputs: [output] }), output);
    const expected = output === 'sentence_embedding' ? [dims[0], width] : [...dims, width];
    if (found.dims.join() !== expected.join()) {
      const detail = `output ${output}: [${found.dims.join(', ')}] ≠ [${expected.join(', ')}]`;
      throw new AppError('models.graph-mismatch', { file: onnx, detail });
    }
    const each = found.data.length / batch.length;
    return batch.map((_, n) => this.vector(found.data.subarray(n * each, (n + 1) * each)));
  }

  private vector(data: Float32Array): Float32Array {
    const { pooling, normalisation, width } = this.plan;
    const one =
      pooling === 'none' ? data.slice() : pooled({ data, tokens: data.length / width, width }, pooling);
    return normalisation === 'l2' ? unit(one) : one;
  }

  private nothing(): Float32Array {
    return new Float32Array(this.plan.width);
  }
}

const integers = (dims: readonly number[], values: readonly number[]): TensorOf<'int64'> => ({
  type: 'int64',
  dims,
  data: BigInt64Array.from(values, BigInt),
});
