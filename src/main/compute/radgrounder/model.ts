import { join } from 'node:path';
import { graphFile } from '../../formats/model-pack/graph-roles.ts';
import type { PackDtype, RadGrounderPlan } from '../../formats/model-pack/radgrounder-manifest.ts';
import type { Graph } from '../graph.ts';
import type { Kept } from '../task.ts';
import { asFloat32, floatTensor } from '../floats.ts';
import { type PackTokenizer, openTokenizer } from './tokenizer.ts';

export interface ModelFiles {
  /** Absolute folder of a checked pack. */
  readonly dir: string;
  readonly plan: RadGrounderPlan;
  readonly dtype: PackDtype;
}

/** A RadGrounder pack, ready to write. */
export interface RadGrounder extends Kept {
  readonly plan: RadGrounderPlan;
  readonly tokenizer: PackTokenizer;
  readonly decoder: Graph;
  /** @param pixels [3, size, size] of each image @returns [image tokens, hidden] of each image */
  lookAt(pixels: readonly Float32Array[]): Promise<Float32Array[]>;
  /** @returns [ids, hidden] */
  embed(ids: BigInt64Array): Promise<{ data: Float32Array; hidden: number }>;
}

/** @throws AppError compute.*, models.bad-json, models.bad-tokenizer */
export async function openRadGrounder(
  { dir, plan, dtype }: ModelFiles,
  openGraph: (file: string) => Promise<Graph>,
): Promise<RadGrounder> {
  const tokenizer = await openTokenizer(dir, plan);
  const graphs: Graph[] = [];
  const open = async (name: string): Promise<Graph> => {
    const graph = await openGraph(join(dir, graphFile(name, dtype)));
    graphs.push(graph);
    return graph;
  };
  const release = async (): Promise<void> => {
    for (const graph of graphs.splice(0)) await graph.release();
  };
  try {
    const [vision, embedding] = [await open('vision_encoder'), await open('embed_tokens')];
    const decoder = await open('decoder_model_merged');
    return { plan, tokenizer, decoder, release, lookAt: lookWith(vision, plan), embed: embedWith(embedding) };
  } catch (error) {
    await release();
    throw error;
  }
}

/** One image after the other: the encoder's working memory grows with the batch, its speed on a processor does not. */
function lookWith(vision: Graph, { input: { size } }: RadGrounderPlan): RadGrounder['lookAt'] {
  const type = vision.inputs[0]?.type ?? 'float32';
  return async (pixels) => {
    const features: Float32Array[] = [];
    for (const one of pixels) {
      const outputs = await vision.run({ pixel_values: floatTensor(type, [1, 3, size, size], one) });
      features.push(Float32Array.from(asFloat32(outputs, 'image_features').data));
    }
    return features;
  };
}

function embedWith(graph: Graph): RadGrounder['embed'] {
  return async (ids) => {
    const outputs = await graph.run({ input_ids: { type: 'int64', dims: [1, ids.length], data: ids } });
    const { data, dims } = asFloat32(outputs, 'inputs_embeds');
    return { data, hidden: dims[2]! };
  };
}
