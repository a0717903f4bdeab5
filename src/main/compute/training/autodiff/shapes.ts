import { type GraphBuilder, type Value, int, ints } from './graph-builder.ts';

export const sizeOf = (dims: readonly number[]): number => dims.reduce((product, dim) => product * dim, 1);

/** Shape of an elementwise operation by NumPy's rules. @throws RangeError when the shapes do not fit */
export function broadcastDims(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, at) => {
    const [x, y] = [a[at - rank + a.length] ?? 1, b[at - rank + b.length] ?? 1];
    if (x !== y && x !== 1 && y !== 1) throw new RangeError(`[${a.join()}] does not fit [${b.join()}]`);
    return Math.max(x, y);
  });
}

export function reshape(graph: GraphBuilder, value: Value, dims: readonly number[]): Value {
  if (sizeOf(dims) !== sizeOf(value.dims))
    throw new RangeError(`[${value.dims.join()}] has no shape [${dims.join()}]`);
  return dims.join() === value.dims.join() ? value : graph.node('Reshape', [value, graph.int64s(dims)], dims);
}

export function transpose(graph: GraphBuilder, value: Value, order: readonly number[]): Value {
  const dims = order.map((axis) => value.dims[axis]!);
  return graph.node('Transpose', [value], dims, { perm: ints(order) });
}

export function reduceSum(graph: GraphBuilder, value: Value, axes: readonly number[]): Value {
  const dims = value.dims.map((dim, axis) => (axes.includes(axis) ? 1 : dim));
  return graph.node('ReduceSum', [value, graph.int64s(axes)], dims, { keepdims: int(1) });
}

/** The sum over the axes along which a tensor of these dims was broadcast to the value's. */
export function reducedTo(graph: GraphBuilder, value: Value, dims: readonly number[]): Value {
  const added = value.dims.length - dims.length;
  const axes = value.dims.flatMap((dim, axis) => (axis < added || dims[axis - added] !== dim ? [axis] : []));
  return axes.length === 0 ? value : reshape(graph, reduceSum(graph, value, axes), dims);
}
