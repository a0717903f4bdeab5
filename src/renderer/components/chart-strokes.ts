interface Place {
  readonly x: number;
  /** Null where there is nothing at that place: the line ends before it. */
  readonly y: number | null;
}
type Known = Place & { readonly y: number };

interface StrokeOptions {
  /** A step holds its value until the next point. */
  readonly shape: 'line' | 'step';
  /** Points further apart than this are not joined: nothing is known of what lies between. */
  readonly joins: number;
  /** To where the last value of a step holds. */
  readonly until?: number | undefined;
}

/** The corners of the lines that join points, a list for each line; a point alone is one of a single corner. */
export function strokesOf(
  points: readonly Place[],
  { shape, joins, until }: StrokeOptions,
): (readonly [number, number])[][] {
  const runs = runsOf(points, joins);
  if (shape === 'line') return runs.map((run) => run.map(({ x, y }) => [x, y] as const));
  return runs.map((run) => {
    const end = run === runs.at(-1) && points.at(-1)?.y !== null ? until : endAfter(run, points);
    return stepsOf(run, end);
  });
}

function runsOf(points: readonly Place[], joins: number): Known[][] {
  const runs: Known[][] = [];
  let before: Known | null = null;
  for (const { x, y } of points) {
    if (y === null) {
      before = null;
      continue;
    }
    const point = { x, y };
    if (before && x - before.x <= joins) runs.at(-1)!.push(point);
    else runs.push([point]);
    before = point;
  }
  return runs;
}

/** A step holds until whatever ends it. */
const endAfter = (run: readonly Known[], points: readonly Place[]): number | undefined =>
  points.find(({ x }) => x > run.at(-1)!.x)?.x;

function stepsOf(run: readonly Known[], end: number | undefined): (readonly [number, number])[] {
  const corners = run.flatMap(({ x, y }, at) => {
    const before = run[at - 1];
    return before
      ? ([
          [x, before.y],
          [x, y],
        ] as const)
      : ([[x, y]] as const);
  });
  const last = run.at(-1)!;
  return end !== undefined && end > last.x ? [...corners, [end, last.y]] : corners;
}
