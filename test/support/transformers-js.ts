import { dirname } from 'node:path';
import {
  PaliGemmaForConditionalGeneration,
  type PreTrainedModel,
  Tensor,
  env,
} from '@huggingface/transformers';

export interface PeerPrompt {
  /** Token ids from `<bos>` on. */
  readonly inputIds: readonly number[];
  /** [3, 224, 224]. */
  readonly pixels: Float32Array;
}

/** transformers.js over the same pack: what others would run it with. */
export class TransformersJs {
  private readonly model: PreTrainedModel;
  private readonly image: { readonly token: number; readonly count: number };

  private constructor(model: PreTrainedModel, image: TransformersJs['image']) {
    this.model = model;
    this.image = image;
  }

  /** @param dir The pack's folder. Nothing is fetched. */
  static async open(dir: string, image: TransformersJs['image']): Promise<TransformersJs> {
    env.allowRemoteModels = false;
    env.localModelPath = `${dirname(dir)}/`;
    const model = await PaliGemmaForConditionalGeneration.from_pretrained(dir, {
      local_files_only: true,
      dtype: 'fp32',
      device: 'cpu',
    });
    return new TransformersJs(model, image);
  }

  /** @returns tokens of each answer, up to and with the end token */
  async write(
    prompts: readonly PeerPrompt[],
    { maxNewTokens, pad, end }: { maxNewTokens: number; pad: number; end: number },
  ): Promise<number[][]> {
    const length = Math.max(...prompts.map(({ inputIds }) => inputIds.length)) + this.image.count;
    const ids = new BigInt64Array(prompts.length * length).fill(BigInt(pad));
    const mask = new BigInt64Array(prompts.length * length);
    const edge = 224;
    const pixels = new Float32Array(prompts.length * 3 * edge * edge);
    for (const [row, prompt] of prompts.entries()) {
      const start = row * length + length - prompt.inputIds.length - this.image.count;
      ids.fill(BigInt(this.image.token), start, start + this.image.count);
      ids.set(prompt.inputIds.map(BigInt), start + this.image.count);
      mask.fill(1n, start, (row + 1) * length);
      pixels.set(prompt.pixels, row * 3 * edge * edge);
    }
    const output = (await this.model.generate({
      input_ids: new Tensor('int64', ids, [prompts.length, length]),
      attention_mask: new Tensor('int64', mask, [prompts.length, length]),
      pixel_values: new Tensor('float32', pixels, [prompts.length, 3, edge, edge]),
      max_new_tokens: maxNewTokens,
      do_sample: false,
    } as Parameters<PreTrainedModel['generate']>[0])) as Tensor;
    const [rows, total] = output.dims as [number, number];
    const all = [...(output.data as BigInt64Array)].map(Number);
    return Array.from({ length: rows }, (_, row) => {
      const written = all.slice(row * total + length, (row + 1) * total);
      const last = written.indexOf(end);
      return last === -1 ? written : written.slice(0, last + 1);
    });
  }

  async close(): Promise<void> {
    await this.model.dispose();
  }
}
