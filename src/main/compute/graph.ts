/** Numeric types of tensors and the arrays that hold them. float16 travels as its 16 bits: `new Float16Array(data.buffer, …)` reads them. */
interface ElementArrays {
  float32: Float32Array;
  float16: Uint16Array;
  int64: BigInt64Array;
  int32: Int32Array;
  int8: Int8Array;
  uint8: Uint8Array;
  bool: Uint8Array;
}
export type ElementType = keyof ElementArrays;

/** A dense tensor, row-major (last axis fastest); `data.length` is the product of `dims`. */
export type Tensor = { [Type in ElementType]: TensorOf<Type> }[ElementType];
export interface TensorOf<Type extends ElementType> {
  readonly type: Type;
  readonly dims: readonly number[];
  readonly data: ElementArrays[Type];
}

/** Name, type and shape of an input or output as the graph declares it; a string is a named free dimension. */
export interface TensorSpec {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly (number | string)[];
}

export interface RunOptions {
  /** Names of the outputs that are wanted; all where not given. */
  readonly outputs?: readonly string[];
  /** Arrays that outputs are written into, by output name, instead of fresh ones. Shape and type have to be those of the output. */
  readonly into?: Readonly<Record<string, Tensor>>;
}

/**
 * An ONNX graph that is ready to run. Model code takes this and knows no runtime, so its tests may pass a graph of their own.
 *
 * `run` blocks the thread of the compute process while it computes; between two runs messages (a cancel) come in, so code
 * that checks its AbortSignal before each run stops within one run. Whoever opens a graph releases it.
 */
export interface Graph {
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
  /** @throws AppError compute.out-of-memory, compute.run-failed */
  run(
    feeds: Readonly<Record<string, Tensor>>,
    options?: RunOptions,
  ): Promise<Readonly<Record<string, Tensor>>>;
  release(): Promise<void>;
}

/** The output of that name and type. @throws when the graph gave none or another type: a graph of another kind than its pack says */
export function outputOf<Type extends ElementType>(
  outputs: Readonly<Record<string, Tensor>>,
  name: string,
  type: Type,
): TensorOf<Type> {
  const tensor = outputs[name];
  if (!tensor) throw new Error(`The graph gave no output "${name}"`);
  if (!isOfType(tensor, type)) throw new Error(`Output "${name}" is ${tensor.type} where ${type} is needed`);
  return tensor;
}

const isOfType = <Type extends ElementType>(
  tensor: Tensor,
  type: Type,
): tensor is Extract<Tensor, TensorOf<Type>> => tensor.type === type;
