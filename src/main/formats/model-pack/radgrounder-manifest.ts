import { z } from 'zod';

/** How pixels become `pixel_values [b, 3, size, size]`: `src/shared/domain/image/model-input.ts`. */
const VisionInputSchema = z.strictObject({
  size: z.int().min(28).max(1024),
  normalisation: z.enum(['medgemma', 'min-max']),
});

/** Numeric types that a pack carries its graphs in: `onnx/<graph>.onnx`, `onnx/<graph>_fp16.onnx`, … as transformers.js names them. */
export const DtypeSchema = z.enum(['fp32', 'fp16', 'int8', 'q4']);
export type PackDtype = z.infer<typeof DtypeSchema>;

/**
 * A PaliGemma-2-style model in the file layout of transformers.js: `config.json`, `tokenizer.json`, `generation_config.json`,
 * `preprocessor_config.json`, `onnx/vision_encoder.onnx`, `onnx/embed_tokens.onnx`, `onnx/decoder_model_merged.onnx`.
 */
export const RadGrounderSchema = z.strictObject({
  input: VisionInputSchema,
  /** Number of `<image>` tokens before `<bos>`. */
  imageTokens: z.int().min(1).max(4096),
  /** Order of the four location tokens; the released checkpoints write x first. */
  boxOrder: z.enum(['xyxy', 'yxyx']),
  /** Bins per axis; a location token counts from 0 to this number. */
  bins: z.int().min(2).max(1024),
  /** Class of `<segNNN>`: the number is the id of the unified schema. */
  languages: z.array(z.enum(['de', 'en'])).min(1),
  tasks: z.array(z.enum(['report', 'ground', 'vqa'])).min(1),
  dtypes: z.array(DtypeSchema).min(1),
  /** The exporter's proof that image and prompt attend to each other both ways; a causal prefill is another model. */
  prefill: z.literal('bidirectional'),
  decoder: z.strictObject({ layers: z.int().min(1), kvHeads: z.int().min(1), headDim: z.int().min(1) }),
});
export type RadGrounderPlan = z.infer<typeof RadGrounderSchema>;

/** An image encoder alone: `pixel_values` → `image_features [b, tokens, width]`, the frozen part of the fast training loop. */
export const VisionEncoderSchema = z.strictObject({
  onnx: z.string(),
  input: VisionInputSchema,
  tokens: z.int().min(1),
  width: z.int().min(1),
});
export type VisionEncoderPlan = z.infer<typeof VisionEncoderSchema>;
