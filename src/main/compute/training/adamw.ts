import type { GraphBuilder, Value } from './autodiff/graph-builder.ts';

/** Decoupled weight decay (Loshchilov and Hutter 2019). */
export interface AdamW {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
  /** Largest norm of all gradients together; longer ones are shortened to it. */
  readonly clipNorm: number;
}

export const ADAMW: AdamW = {
  beta1: 0.9,
  beta2: 0.99,
  epsilon: 1e-8,
  weightDecay: 0.01,
  clipNorm: 1,
};

/** The scalars of a step that change from step to step: step size with both bias corrections, epsilon with its own, decay. */
export function stepScalars(
  { beta1, beta2, epsilon, weightDecay }: AdamW,
  step: number,
  rate: number,
): number[] {
  const second = Math.sqrt(1 - beta2 ** step);
  return [(rate * second) / (1 - beta1 ** step), epsilon * second, rate * weightDecay];
}

export interface Moments {
  readonly value: Value;
  readonly first: Value;
  readonly second: Value;
}

/** The length of all gradients together, and what to multiply them with so that it is at most `clipNorm`. */
export function clipping(
  graph: GraphBuilder,
  gradients: readonly Value[],
  clipNorm: number,
): { readonly norm: Value; readonly factor: Value } {
  const squares = gradients.map((gradient) =>
    graph.node('ReduceSumSquare', [gradient], [], { keepdims: { kind: 'int', value: 0 } }),
  );
  const norm = graph.node('Sqrt', [graph.node('Sum', squares, [])], []);
  const longest = graph.node('Max', [norm, graph.scalar(clipNorm)], []);
  return { norm, factor: graph.node('Div', [graph.scalar(clipNorm), longest], []) };
}

/** One update of one parameter. @param scalars As `stepScalars` gives them, each without axes */
export function update(
  graph: GraphBuilder,
  { value, first, second }: Moments,
  step: {
    readonly gradient: Value;
    readonly factor: Value;
    readonly scalars: readonly [Value, Value, Value];
    readonly decays: boolean;
    readonly adamw: AdamW;
  },
): Moments {
  const { dims } = value;
  const { beta1, beta2 } = step.adamw;
  const [rate, epsilon, decay] = step.scalars;
  const mul = (a: Value, b: Value): Value =>
    graph.node('Mul', [a, b], a.dims.length >= b.dims.length ? a.dims : b.dims);
  const gradient = mul(step.gradient, step.factor);
  const nextFirst = graph.node(
    'Add',
    [mul(first, graph.scalar(beta1)), mul(gradient, graph.scalar(1 - beta1))],
    dims,
  );
  const squared = mul(mul(gradient, gradient), graph.scalar(1 - beta2));
  const nextSecond = graph.node('Add', [mul(second, graph.scalar(beta2)), squared], dims);
  const root = graph.node('Add', [graph.node('Sqrt', [nextSecond], dims), epsilon], dims);
  const move = mul(graph.node('Div', [nextFirst, root], dims), rate);
  const kept = step.decays ? graph.node('Sub', [value, mul(value, decay)], dims) : value;
  return { value: graph.node('Sub', [kept, move], dims), first: nextFirst, second: nextSecond };
}
