import type { RadGrounderPlan } from '../../formats/model-pack/radgrounder-manifest.ts';
import type { ElementType, Graph, Tensor } from '../graph.ts';
import { asFloat32, floatTensor } from '../floats.ts';

/** What goes through the decoder in one run. */
export interface DecoderInput {
  /** [rows, columns, hidden]. */
  readonly embeds: Float32Array;
  readonly rows: number;
  readonly columns: number;
  readonly hidden: number;
  /** [rows, past + columns]: 0 for padding. */
  readonly attentionMask: BigInt64Array;
  /** [rows, columns], from 1. */
  readonly positionIds: BigInt64Array;
}

const CACHE_PARTS = ['key', 'value'] as const;

/** The decoder graph with its memory of one batch: keys and values of every layer, [rows, heads, past, width each]. */
export class CachedDecoder {
  private readonly graph: Graph;
  private readonly names: readonly string[];
  private cache: Record<string, Tensor>;
  private past = 0;

  constructor(graph: Graph, { layers, kvHeads, headDim }: RadGrounderPlan['decoder'], rows: number) {
    this.graph = graph;
    this.names = Array.from({ length: layers }, (_, layer) =>
      CACHE_PARTS.map((part) => `${layer}.${part}`),
    ).flat();
    this.cache = Object.fromEntries(
      this.names.map((name) => [
        name,
        floatTensor(this.typeOf(`past_key_values.${name}`), [rows, kvHeads, 0, headDim], new Float32Array()),
      ]),
    );
  }

  /** @returns the logits behind the last column of each row, [vocabulary] each @throws AppError compute.* */
  async run(input: DecoderInput): Promise<Float32Array[]> {
    const { rows, columns, hidden, attentionMask, positionIds } = input;
    const total = this.past + columns;
    const outputs = await this.graph.run({
      inputs_embeds: floatTensor(this.typeOf('inputs_embeds'), [rows, columns, hidden], input.embeds),
      attention_mask: { type: 'int64', dims: [rows, total], data: attentionMask },
      position_ids: { type: 'int64', dims: [rows, columns], data: positionIds },
      ...Object.fromEntries(this.names.map((name) => [`past_key_values.${name}`, this.cache[name]!])),
    });
    this.cache = Object.fromEntries(this.names.map((name) => [name, outputs[`present.${name}`]!]));
    this.past = total;
    return lastRows(asFloat32(outputs, 'logits'), rows);
  }

  private typeOf(input: string): ElementType {
    return this.graph.inputs.find(({ name }) => name === input)?.type ?? 'float32';
  }
}

/** A graph may give the logits of the last column only, or of all. */
function lastRows(
  { data, dims }: { data: Float32Array; dims: readonly number[] },
  rows: number,
): Float32Array[] {
  const [, columns, size] = dims as [number, number, number];
  return Array.from({ length: rows }, (_, row) => {
    const end = (row + 1) * columns * size;
    return data.subarray(end - size, end);
  });
}
