import { setImmediate as yieldToMessages } from 'node:timers/promises';
import { CachedDecoder } from './decoder.ts';
import type { RadGrounder } from './model.ts';
import { type PromptBatch, promptBatch } from './prompt-batch.ts';
import { Sequence } from './sequence.ts';

export interface GenerateInput {
  /** Normalised pixels [3, size, size] of each image. */
  readonly images: readonly Float32Array[];
  /** One answer each. */
  readonly prompts: readonly {
    /** Index into `images`. */
    readonly image: number;
    /** What stands behind `<bos>`. */
    readonly text: string;
  }[];
  /** Tokens of an answer at most, the end token included. */
  readonly maxNewTokens: number;
  /** Only well-formed tags. */
  readonly isMasked: boolean;
}

export interface GenerateHooks {
  readonly signal: AbortSignal;
  /** After each token, with all answers as far as they are written. */
  readonly onStep?: ((sequences: readonly Sequence[]) => void) | undefined;
}

/**
 * Writes an answer to each prompt, all side by side: images and prompts go through the decoder once, then a token for each
 * answer at a time. Greedy: the same input gives the same answer.
 *
 * @throws AppError compute.*; the signal's reason, within one run of a graph
 */
export async function generate(
  model: RadGrounder,
  { images, prompts, maxNewTokens, isMasked }: GenerateInput,
  { signal, onStep }: GenerateHooks,
): Promise<Sequence[]> {
  const { tokenizer, plan } = model;
  const { vocabulary } = tokenizer;
  const texts = prompts.map(({ text }) => [vocabulary.begin, ...tokenizer.encode(text)]);
  const batch = promptBatch(texts, { imageTokens: plan.imageTokens, pad: vocabulary.pad });
  const sequences = prompts.map(() => new Sequence({ tokenizer, maxNewTokens, isMasked }));
  const beforeRun = async (): Promise<void> => {
    await yieldToMessages();
    signal.throwIfAborted();
  };

  const features: Float32Array[] = [];
  for (const image of images) {
    await beforeRun();
    features.push(...(await model.lookAt([image])));
  }
  await beforeRun();
  const decoder = new CachedDecoder(model.decoder, plan.decoder, batch.rows);
  let logits = await decoder.run(await prefill(model, batch, (row) => features[prompts[row]!.image]!));
  for (let step = 1; ; step += 1) {
    for (const [row, sequence] of sequences.entries()) if (!sequence.isDone) sequence.extend(logits[row]!);
    onStep?.(sequences);
    if (sequences.every(({ isDone }) => isDone)) return sequences;
    await beforeRun();
    logits = await decoder.run(await nextTokens(model, { batch, sequences, step }));
  }
}

/** Padding (zeros), image features, text embeddings of each row. */
async function prefill(
  model: RadGrounder,
  batch: PromptBatch,
  featuresOf: (row: number) => Float32Array,
): Promise<Parameters<CachedDecoder['run']>[0]> {
  const { rows, length, textLength, starts, attentionMask, positionIds } = batch;
  const { data, hidden } = await model.embed(batch.textIds);
  const embeds = new Float32Array(rows * length * hidden);
  for (const [row, start] of starts.entries()) {
    const at = (row * length + start) * hidden;
    const features = featuresOf(row);
    embeds.set(features, at);
    embeds.set(
      data.subarray((row * textLength + start) * hidden, (row + 1) * textLength * hidden),
      at + features.length,
    );
  }
  return { embeds, rows, columns: length, hidden, attentionMask, positionIds };
}

/** The tokens just written; position and mask go on from the prompts. */
async function nextTokens(
  model: RadGrounder,
  { batch, sequences, step }: { batch: PromptBatch; sequences: readonly Sequence[]; step: number },
): Promise<Parameters<CachedDecoder['run']>[0]> {
  const { rows, length, starts } = batch;
  const { data, hidden } = await model.embed(
    BigInt64Array.from(sequences, ({ lastToken }) => BigInt(lastToken)),
  );
  const total = length + step;
  const attentionMask = new BigInt64Array(rows * total).fill(1n);
  for (const [row, start] of starts.entries()) attentionMask.fill(0n, row * total, row * total + start);
  const positionIds = BigInt64Array.from(starts, (start) => BigInt(length - start + step));
  return { embeds: data, rows, columns: 1, hidden, attentionMask, positionIds };
}
