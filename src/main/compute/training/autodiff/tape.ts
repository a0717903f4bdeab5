import type { GraphBuilder, Value } from './graph-builder.ts';
import { reducedTo } from './shapes.ts';

/** Takes the gradient of an operation's output back to its inputs; null for inputs that no parameter depends on. */
export type Pull = (gradient: Value) => readonly (Value | null)[];

interface Step {
  readonly inputs: readonly Value[];
  readonly output: Value;
  readonly pull: Pull;
}

/**
 * Records differentiable operations while a graph is written, and writes the gradients behind them (reverse-mode automatic
 * differentiation). What no parameter depends on costs nothing on the way back.
 */
export class Tape {
  readonly graph: GraphBuilder;
  private readonly steps: Step[] = [];
  private readonly tracked = new Set<string>();

  constructor(graph: GraphBuilder, parameters: readonly Value[]) {
    this.graph = graph;
    for (const { name } of parameters) this.tracked.add(name);
  }

  isTracked({ name }: Value): boolean {
    return this.tracked.has(name);
  }

  /** @returns the output, for which gradients will be asked where any input depends on a parameter */
  record(inputs: readonly Value[], output: Value, pull: Pull): Value {
    if (!inputs.some((input) => this.isTracked(input))) return output;
    this.tracked.add(output.name);
    this.steps.push({ inputs, output, pull });
    return output;
  }

  /**
   * Writes the gradients of a scalar.
   *
   * @throws Error when a parameter does not take part in it
   */
  gradients(loss: Value, parameters: readonly Value[]): Value[] {
    const gradients = new Map<string, Value>([[loss.name, this.graph.scalar(1)]]);
    for (const { inputs, output, pull } of this.steps.toReversed()) {
      const gradient = gradients.get(output.name);
      if (!gradient) continue;
      for (const [at, part] of pull(gradient).entries()) {
        const input = inputs[at]!;
        if (part && this.isTracked(input))
          gradients.set(input.name, this.sum(gradients.get(input.name), part));
      }
    }
    return parameters.map((parameter) => {
      const gradient = gradients.get(parameter.name);
      if (!gradient) throw new Error(`Nothing depends on parameter ${parameter.name}`);
      return gradient;
    });
  }

  private sum(known: Value | undefined, part: Value): Value {
    return known ? this.graph.node('Add', [known, part], known.dims) : part;
  }

  /** The part of a gradient that belongs to an operand which was broadcast. */
  reduced(gradient: Value, operand: Value): Value | null {
    return this.isTracked(operand) ? reducedTo(this.graph, gradient, operand.dims) : null;
  }
}
