/** Sizes of an array whose first axis is the fastest in memory: voxel (x, y, z) at x + nx * (y + ny * z). */
export type Dims3 = readonly [number, number, number];

export type Samples = Int16Array | Int32Array | Float32Array | Float64Array | Uint8Array;

/** A volume in memory; element (x, y, z) at x + nx * (y + ny * z). */
export interface Grid<Data extends Samples = Samples> {
  readonly dims: Dims3;
  readonly data: Data;
}

export const voxelsOf = ([x, y, z]: Dims3): number => x * y * z;

/** Python's `round`: to the nearest whole number, halves to the even one. Sizes and tile starts depend on it. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

/** Copies a box [start, end) of a volume. @throws RangeError if it leaves the volume */
export function cutBox<Data extends Samples>(
  { dims, data }: Grid<Data>,
  start: Dims3,
  end: Dims3,
): Grid<Data> {
  if (start.some((value, a) => value < 0 || end[a]! > dims[a]! || end[a]! < value))
    throw new RangeError(`Box ${start.join()} to ${end.join()} leaves a volume of ${dims.join()}`);
  const size: Dims3 = [end[0] - start[0], end[1] - start[1], end[2] - start[2]];
  const out = new (data.constructor as new (length: number) => Data)(voxelsOf(size));
  forEachRow(size, (row, y, z) => {
    const from = start[0] + dims[0] * (y + start[1] + dims[1] * (z + start[2]));
    out.set(data.subarray(from, from + size[0]), row);
  });
  return { dims: size, data: out };
}

/** Writes a volume into a larger one with its voxel (0, 0, 0) at `at`. */
export function pasteBox(target: Grid, box: Grid, at: Dims3): void {
  forEachRow(box.dims, (row, y, z) => {
    const to = at[0] + target.dims[0] * (y + at[1] + target.dims[1] * (z + at[2]));
    target.data.set(box.data.subarray(row, row + box.dims[0]), to);
  });
}

/**
 * LPS ⟷ RAS: the first two axes run the other way round. Canonical RAS is what the networks were trained on. A volume may be
 * gigabytes, so its samples are turned where they lie.
 */
export function flipFirstTwoAxes<Data extends Samples>(volume: Grid<Data>): Grid<Data> {
  const [nx, ny] = volume.dims;
  const plane = nx * ny;
  // Both axes backwards is the whole plane backwards.
  for (let start = 0; start < volume.data.length; start += plane)
    volume.data.subarray(start, start + plane).reverse();
  return volume;
}

function forEachRow([nx, ny, nz]: Dims3, visit: (row: number, y: number, z: number) => void): void {
  for (let z = 0; z < nz; z += 1) for (let y = 0; y < ny; y += 1) visit(nx * (y + ny * z), y, z);
}
