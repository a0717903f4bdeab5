/** Two names of the standard operators. */
export const STANDARD_DOMAINS: readonly string[] = ['', 'ai.onnx'];

/**
 * Operators of Microsoft's own domain that exporters of quantised and fused language models write, as transformers.js and
 * Optimum ship them. A list and not the whole domain: others in it read further files (EPContext) or run foreign code.
 */
export const CONTRIB_DOMAIN = 'com.microsoft';
export const CONTRIB_OPERATORS: ReadonlySet<string> = new Set([
  'BiasGelu',
  'DequantizeLinear',
  'DynamicQuantizeMatMul',
  'FastGelu',
  'FusedMatMul',
  'GatherBlockQuantized',
  'Gelu',
  'GroupQueryAttention',
  'MatMulInteger16',
  'MatMulIntegerToFloat',
  'MatMulNBits',
  'MultiHeadAttention',
  'QLinearAdd',
  'QLinearMul',
  'QuantizeLinear',
  'QuickGelu',
  'RotaryEmbedding',
  'SkipLayerNormalization',
  'SkipSimplifiedLayerNormalization',
]);

/** The newest that ONNX Runtime 1.30 reads. Measured: 27 and 14 are refused by it. */
export const NEWEST = { opset: 26, irVersion: 13 } as const;
