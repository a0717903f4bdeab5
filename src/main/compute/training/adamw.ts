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
  // Each line is a pass over the whole parameter, so that scalars are multiplied with each other first.
  const scalars = (a: Value, b: Value): Value => graph.node('Mul', [a, b], []);
  const scaled = (a: Value, by: Value): Value => graph.node('Mul', [a, by], dims);
  const sum = (a: Value, b: Value): Value => graph.node('Add', [a, b], dims);
  const part = scaled(step.gradient, scalars(step.factor, graph.scalar(1 - beta1)));
  const nextFirst = sum(scaled(first, graph.scalar(beta1)), part);
  const root = scaled(step.gradient, scalars(step.factor, graph.scalar(Math.sqrt(1 - beta2))));
  const nextSecond = sum(scaled(second, graph.scalar(beta2)), graph.node('Mul', [root, root], dims));
  const deviation = sum(graph.node('Sqrt', [nextSecond], dims), epsilon);
  const move = graph.node('Div', [scaled(nextFirst, rate), deviation], dims);
  const left = graph.node('Sub', [graph.scalar(1), decay], []);
  const kept = step.decays ? scaled(value, left) : value;
  return { value: graph.node('Sub', [kept, move], dims), first: nextFirst, second: nextSecond };
}
