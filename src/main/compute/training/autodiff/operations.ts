import { type GraphBuilder, type Value, int } from './graph-builder.ts';
import { broadcastDims, reduceSum, reshape as reshaped, sizeOf, transpose as transposed } from './shapes.ts';
import type { Tape } from './tape.ts';

/** Elementwise, with broadcasting. */
export function add(tape: Tape, a: Value, b: Value): Value {
  const result = tape.graph.node('Add', [a, b], broadcastDims(a.dims, b.dims));
  return tape.record([a, b], result, (gradient) => [tape.reduced(gradient, a), tape.reduced(gradient, b)]);
}

export function subtract(tape: Tape, a: Value, b: Value): Value {
  const { graph } = tape;
  const difference = graph.node('Sub', [a, b], broadcastDims(a.dims, b.dims));
  return tape.record([a, b], difference, (gradient) => [
    tape.reduced(gradient, a),
    tape.isTracked(b) ? tape.reduced(graph.node('Neg', [gradient], gradient.dims), b) : null,
  ]);
}

export function multiply(tape: Tape, a: Value, b: Value): Value {
  const { graph } = tape;
  const product = graph.node('Mul', [a, b], broadcastDims(a.dims, b.dims));
  const part = (gradient: Value, own: Value, other: Value): Value | null =>
    tape.isTracked(own) ? tape.reduced(graph.node('Mul', [gradient, other], product.dims), own) : null;
  return tape.record([a, b], product, (gradient) => [part(gradient, a, b), part(gradient, b, a)]);
}

export function reshape(tape: Tape, value: Value, dims: readonly number[]): Value {
  const result = reshaped(tape.graph, value, dims);
  if (result === value) return value;
  return tape.record([value], result, (gradient) => [reshaped(tape.graph, gradient, value.dims)]);
}

export function transpose(tape: Tape, value: Value, order: readonly number[]): Value {
  const back = order.map((_, axis) => order.indexOf(axis));
  const result = transposed(tape.graph, value, order);
  return tape.record([value], result, (gradient) => [transposed(tape.graph, gradient, back)]);
}

/** The sum of all elements, without axes. */
export function sum(tape: Tape, value: Value): Value {
  const { graph } = tape;
  const total = graph.node('ReduceSum', [value], [], { keepdims: int(0) });
  return tape.record([value], total, (gradient) => [
    graph.node('Expand', [gradient, graph.int64s(value.dims)], value.dims),
  ]);
}

/** [..., k] x [k, n] → [..., n]: rows through a layer's weights. */
export function linear(tape: Tape, rows: Value, weights: Value): Value {
  const { graph } = tape;
  const [inner, width] = [weights.dims[0]!, weights.dims[1]!];
  const flat = [sizeOf(rows.dims) / inner, inner];
  const a = reshaped(graph, rows, flat);
  const product = graph.node('MatMul', [a, weights], [flat[0]!, width]);
  const result = reshaped(graph, product, [...rows.dims.slice(0, -1), width]);
  return tape.record([rows, weights], result, (gradient) => {
    const g = reshaped(graph, gradient, product.dims);
    return [
      tape.isTracked(rows)
        ? reshaped(graph, graph.node('Gemm', [g, weights], flat, { transB: int(1) }), rows.dims)
        : null,
      graph.node('Gemm', [a, g], weights.dims, { transA: int(1) }),
    ];
  });
}

/** Matrix products over the last two axes; all other axes are the same in both. */
export function batchedProduct(tape: Tape, a: Value, b: Value): Value {
  const { graph } = tape;
  const product = graph.node('MatMul', [a, b], [...a.dims.slice(0, -1), b.dims.at(-1)!]);
  return tape.record([a, b], product, (gradient) => [
    tape.isTracked(a) ? graph.node('MatMul', [gradient, swapped(graph, b)], a.dims) : null,
    tape.isTracked(b) ? graph.node('MatMul', [swapped(graph, a), gradient], b.dims) : null,
  ]);
}

/** [..., m, k] x [..., n, k] → [..., m, n]: each row of one against each row of the other. */
export function rowProducts(tape: Tape, a: Value, b: Value): Value {
  const { graph } = tape;
  const product = graph.node('MatMul', [a, swapped(graph, b)], [...a.dims.slice(0, -1), b.dims.at(-2)!]);
  return tape.record([a, b], product, (gradient) => [
    tape.isTracked(a) ? graph.node('MatMul', [gradient, b], a.dims) : null,
    tape.isTracked(b) ? graph.node('MatMul', [swapped(graph, gradient), a], b.dims) : null,
  ]);
}

/** The last two axes the other way round; ONNX Runtime makes one product of this and the MatMul behind it. */
function swapped(graph: GraphBuilder, value: Value): Value {
  const lead = value.dims.length - 2;
  return transposed(graph, value, [...Array.from({ length: lead }, (_, axis) => axis), lead + 1, lead]);
}

/** Over the last axis. */
export function softmax(tape: Tape, logits: Value): Value {
  const { graph } = tape;
  const { dims } = logits;
  const shares = graph.node('Softmax', [logits], dims, { axis: int(-1) });
  return tape.record([logits], shares, (gradient) => {
    const weighted = graph.node('Mul', [gradient, shares], dims);
    const total = reduceSum(graph, weighted, [dims.length - 1]);
    return [graph.node('Sub', [weighted, graph.node('Mul', [shares, total], dims)], dims)];
  });
}

/** Over the last axis. */
export function logSoftmax(tape: Tape, logits: Value): Value {
  const { graph } = tape;
  const { dims } = logits;
  const logs = graph.node('LogSoftmax', [logits], dims, { axis: int(-1) });
  return tape.record([logits], logs, (gradient) => {
    const total = reduceSum(graph, gradient, [dims.length - 1]);
    const shares = graph.node('Exp', [logs], dims);
    return [graph.node('Sub', [gradient, graph.node('Mul', [shares, total], dims)], dims)];
  });
}

/** x * sigmoid(x), smooth everywhere. */
export function silu(tape: Tape, value: Value): Value {
  const { graph } = tape;
  const { dims } = value;
  const gate = graph.node('Sigmoid', [value], dims);
  const result = graph.node('Mul', [value, gate], dims);
  return tape.record([value], result, (gradient) => {
    // d/dx = gate + result * (1 - gate)
    const rest = graph.node('Sub', [result, graph.node('Mul', [result, gate], dims)], dims);
    return [graph.node('Mul', [gradient, graph.node('Add', [gate, rest], dims)], dims)];
  });
}

/** log(1 + exp(x)), by ONNX's own operator, which does not overflow. */
export function softplus(tape: Tape, value: Value): Value {
  const { graph } = tape;
  const { dims } = value;
  const result = graph.node('Softplus', [value], dims);
  return tape.record([value], result, (gradient) => [
    graph.node('Mul', [gradient, graph.node('Sigmoid', [value], dims)], dims),
  ]);
}
