import { seededRandom } from '../../../shared/lib/random.ts';

/** Sizes of a token-box head. */
export interface HeadShape {
  /** Classes that have a query: 121. */
  readonly classes: number;
  /** Patches of a slice; a square number where they lie on a grid. */
  readonly tokens: number;
  /** Width of the features that the head sees, after any projection. */
  readonly features: number;
  /** Width of queries, keys and values; divisible by `heads`. */
  readonly width: number;
  readonly heads: number;
  /** Width inside the residual MLP. */
  readonly inner: number;
  /** Location bins of an edge: 512 in the released format. */
  readonly bins: number;
}

/** Sizes that were measured; see docs/training.md. */
export const HEAD_WIDTHS = { classes: 121, width: 256, heads: 8, inner: 512, bins: 512 } as const;

export interface ParameterSpec {
  readonly name: string;
  readonly dims: readonly number[];
  /** How it starts: zeros, ones, normal with this deviation, or the grid's positions as sines. */
  readonly start: 'zeros' | 'ones' | 'positions' | number;
  /** Whether weight decay pulls at it: matrices only. */
  readonly decays: boolean;
}

/** Every parameter, in the order of checkpoints. */
export function parameterSpecs({
  classes,
  tokens,
  features,
  width,
  inner,
  bins,
}: HeadShape): ParameterSpec[] {
  const matrix = (name: string, rows: number, columns: number, gain = 1): ParameterSpec => ({
    name,
    dims: [rows, columns],
    start: gain / Math.sqrt(rows),
    decays: true,
  });
  const vector = (name: string, length: number, start: 'zeros' | 'ones' = 'zeros'): ParameterSpec => ({
    name,
    dims: [length],
    start,
    decays: false,
  });
  const positions = (name: string): ParameterSpec => ({
    name,
    dims: [tokens, width],
    start: 'positions',
    decays: false,
  });
  return [
    { name: 'queries', dims: [classes, width], start: 1, decays: false },
    matrix('key', features, width),
    positions('key.position'),
    matrix('value', features, width),
    positions('value.position'),
    matrix('out', width, width),
    vector('out.bias', width),
    vector('norm.scale', width, 'ones'),
    vector('norm.shift', width),
    matrix('mlp.in', width, inner),
    vector('mlp.in.bias', inner),
    matrix('mlp.out', inner, width),
    vector('mlp.out.bias', width),
    vector('last.scale', width, 'ones'),
    vector('last.shift', width),
    matrix('presence.weight', width, 1, 0.1),
    { name: 'presence.bias', dims: [classes, 1], start: 'zeros', decays: false },
    matrix('box.weight', width, 4 * bins, 0.1),
    vector('box.bias', 4 * bins),
  ];
}

/** Starting values, the same for the same seed. */
export function startingValues(specs: readonly ParameterSpec[], seed: number): Float32Array[] {
  const normal = normalRandom(seededRandom(seed));
  return specs.map(({ dims, start }) => {
    const values = new Float32Array(dims.reduce((product, dim) => product * dim, 1));
    if (start === 'ones') values.fill(1);
    else if (start === 'positions') fillPositions(values, dims as [number, number]);
    else if (typeof start === 'number')
      for (let at = 0; at < values.length; at += 1) values[at] = start * normal();
    return values;
  });
}

/**
 * Sines and cosines of each patch's column (first half of the width) and row (second half), as Vaswani et al. 2017 place words, of
 * half their height. Where patches are no square grid, their number in the row counts for both.
 */
function fillPositions(values: Float32Array, [tokens, width]: readonly [number, number]): void {
  const edge = Math.sqrt(tokens);
  const isGrid = Number.isInteger(edge);
  const half = Math.floor(width / 2);
  for (let token = 0; token < tokens; token += 1) {
    const [column, row] = isGrid ? [token % edge, Math.floor(token / edge)] : [token, token];
    for (let at = 0; at < width; at += 1) {
      const place = at < half ? column : row;
      const step = at % half;
      const angle = place / 100 ** ((step - (step % 2)) / half);
      values[token * width + at] = 0.5 * (step % 2 === 0 ? Math.sin(angle) : Math.cos(angle));
    }
  }
}

/** Standard normal values by Box and Muller's method. */
export function normalRandom(uniform: () => number): () => number {
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}
