import type { Tensor } from '../graph.ts';
import type { Arrays } from './checkpoint.ts';
import { type HeadShape, type ParameterSpec, parameterSpecs, startingValues } from './head-parameters.ts';
import type { Projection } from './projection.ts';

/** Suffixes of a parameter and its two moments, as the training graph names them. */
const SUFFIXES = ['', '/m', '/v'] as const;

/** Parameters and moments of a head in training, by the names of the training graph. */
export class HeadState {
  readonly specs: readonly ParameterSpec[];
  private arrays: Record<string, Float32Array>;

  private constructor(specs: readonly ParameterSpec[], arrays: Record<string, Float32Array>) {
    this.specs = specs;
    this.arrays = arrays;
  }

  /** @param values Parameters to start from; moments start at zero. */
  static begin(shape: HeadShape, values: { readonly seed: number } | { readonly from: Arrays }): HeadState {
    const specs = parameterSpecs(shape);
    const start =
      'from' in values ? specs.map(({ name }) => values.from[name]!) : startingValues(specs, values.seed);
    const arrays = Object.fromEntries(
      specs.flatMap(({ name }, at) => [
        [name, start[at]!.slice()],
        [`${name}/m`, new Float32Array(start[at]!.length)],
        [`${name}/v`, new Float32Array(start[at]!.length)],
      ]),
    );
    return new HeadState(specs, arrays);
  }

  /** As `all` gave them. */
  static restore(shape: HeadShape, arrays: Arrays): HeadState {
    const specs = parameterSpecs(shape);
    const names = specs.flatMap(({ name }) => SUFFIXES.map((suffix) => `${name}${suffix}`));
    return new HeadState(specs, Object.fromEntries(names.map((name) => [name, arrays[name]!])));
  }

  get all(): Arrays {
    return this.arrays;
  }

  /** The parameters alone, copied. */
  parameters(): Record<string, Float32Array> {
    return Object.fromEntries(this.specs.map(({ name }) => [name, this.arrays[name]!.slice()]));
  }

  /** As the training graph takes them; without moments as the scoring graph does. */
  feeds({ withMoments }: { readonly withMoments: boolean }): Record<string, Tensor> {
    return Object.fromEntries(
      this.specs.flatMap(({ name, dims }) =>
        (withMoments ? SUFFIXES : ([''] as const)).map((suffix): [string, Tensor] => [
          `${name}${suffix}`,
          { type: 'float32', dims, data: this.arrays[`${name}${suffix}`]! },
        ]),
      ),
    );
  }

  /** Takes over what the training graph gave. */
  advance(outputs: Readonly<Record<string, Tensor>>): void {
    this.arrays = Object.fromEntries(
      Object.keys(this.arrays).map((name) => [name, outputs[`${name}/next`]!.data as Float32Array]),
    );
  }
}

/** Whether arrays are the parameters of a head of this shape. */
export function fits(shape: HeadShape, arrays: Arrays): boolean {
  return parameterSpecs(shape).every(
    ({ name, dims }) => arrays[name]?.length === dims.reduce((product, dim) => product * dim, 1),
  );
}

export const projectionArrays = ({ mean, components, scale }: Projection): Arrays => ({
  'projection/mean': mean,
  'projection/scale': scale,
  ...(components && { 'projection/components': components }),
});

export function projectionOf(arrays: Arrays): Projection {
  return {
    mean: arrays['projection/mean']!,
    scale: arrays['projection/scale']!,
    components: arrays['projection/components'] ?? null,
  };
}
