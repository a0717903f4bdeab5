import type { ElementType, Tensor, TensorOf } from './graph.ts';

/** A tensor of the floating type that a graph wants. */
export function floatTensor(
  type: ElementType,
  dims: readonly number[],
  data: Float32Array,
): TensorOf<'float32'> | TensorOf<'float16'> {
  if (type !== 'float16') return { type: 'float32', dims, data };
  return { type, dims, data: new Uint16Array(Float16Array.from(data).buffer) };
}

/** An output of either floating type in single precision. @throws Error where there is none, or another type */
export function asFloat32(
  outputs: Readonly<Record<string, Tensor>>,
  name: string,
): { data: Float32Array; dims: readonly number[] } {
  const tensor = outputs[name];
  if (tensor?.type === 'float32') return { data: tensor.data, dims: tensor.dims };
  if (tensor?.type !== 'float16') throw new Error(`The graph gave no numbers as "${name}"`);
  const { buffer, byteOffset, length } = tensor.data;
  return { data: Float32Array.from(new Float16Array(buffer, byteOffset, length)), dims: tensor.dims };
}
