import type {
  OnnxAttribute,
  OnnxElementType,
  OnnxGraph,
  OnnxNode,
  OnnxTensor,
  OnnxValue,
} from '../../../formats/onnx/model.ts';

/** A tensor in a graph that is being written. Its shape is known: training graphs have no free dimensions. */
export interface Value {
  readonly name: string;
  readonly dims: readonly number[];
}

type Attributes = Readonly<Record<string, OnnxAttribute>>;

export const int = (value: number): OnnxAttribute => ({ kind: 'int', value });
export const ints = (value: readonly number[]): OnnxAttribute => ({ kind: 'ints', value });

/**
 * Writes an ONNX graph node by node. Operators are the standard ones, so the graph runs wherever ONNX Runtime does. The body of
 * a loop has a builder of its own, whose constants lie in the graph around it.
 */
export class GraphBuilder {
  private readonly outer: GraphBuilder | undefined;
  private readonly nodes: OnnxNode[] = [];
  private readonly inputs: OnnxValue[] = [];
  private readonly initializers: OnnxTensor[] = [];
  private readonly constants = new Map<string, Value>();
  private count = 0;

  constructor(outer?: GraphBuilder) {
    this.outer = outer;
  }

  input(name: string, type: OnnxElementType, dims: readonly number[]): Value {
    this.inputs.push({ name, type, dims });
    return { name, dims };
  }

  node(op: string, inputs: readonly Value[], dims: readonly number[], attributes?: Attributes): Value {
    return this.nodeWithOutputs(op, inputs, [dims], attributes)[0]!;
  }

  nodeWithOutputs(
    op: string,
    inputs: readonly Value[],
    outputs: readonly (readonly number[])[],
    attributes?: Attributes,
  ): Value[] {
    const values = outputs.map((dims) => ({ name: this.freshName(), dims }));
    this.nodes.push({
      op,
      inputs: inputs.map(({ name }) => name),
      outputs: values.map(({ name }) => name),
      ...(attributes && { attributes }),
    });
    return values;
  }

  /** A constant of float32 values. */
  floats(data: readonly number[] | Float32Array, dims: readonly number[]): Value {
    const values = Float32Array.from(data);
    return this.constant('float32', dims, values);
  }

  scalar(value: number): Value {
    return this.floats([value], []);
  }

  /** A list of int64: axes, shapes, indices. */
  int64s(data: readonly number[]): Value {
    return this.constant('int64', [data.length], BigInt64Array.from(data, BigInt));
  }

  /** A single int64 without axes, for indices that take an axis away. */
  int64(value: number): Value {
    return this.constant('int64', [], BigInt64Array.of(BigInt(value)));
  }

  /** The same tensor under a name that somebody else knows. */
  named(value: Value, name: string): Value {
    this.nodes.push({ op: 'Identity', inputs: [value.name], outputs: [name] });
    return { name, dims: value.dims };
  }

  finish(name: string, outputs: readonly OnnxValue[]): OnnxGraph {
    return { name, nodes: this.nodes, initializers: this.initializers, inputs: this.inputs, outputs };
  }

  /** A constant's bytes stand once, however often it is used. */
  private constant(
    type: 'float32' | 'int64',
    dims: readonly number[],
    data: Float32Array | BigInt64Array,
  ): Value {
    if (this.outer) return this.outer.constant(type, dims, data);
    const key = `${type} ${dims.join()} ${data.length > 64 ? this.count : data.join()}`;
    const known = this.constants.get(key);
    if (known) return known;
    const value = { name: this.freshName(), dims };
    this.initializers.push({ name: value.name, type, dims, data });
    this.constants.set(key, value);
    return value;
  }

  private freshName(): string {
    this.count += 1;
    return this.outer ? `b${this.count}` : `v${this.count}`;
  }
}
