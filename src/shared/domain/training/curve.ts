/** What a run told after some of its steps, in numbers by step. */
export type CurvePoint = { readonly step: number } & Readonly<Record<string, number>>;

/**
 * A curve of at most so many points: the means of neighbours, at the last step of each group, so that its end is the run's end and
 * single steps do not decide what it looks like.
 *
 * @param most At least 1
 */
export function thinned<Point extends CurvePoint>(points: readonly Point[], most: number): Point[] {
  if (points.length <= most) return [...points];
  return Array.from({ length: most }, (_, at) => {
    const first = Math.floor((at * points.length) / most);
    const group = points.slice(first, Math.floor(((at + 1) * points.length) / most));
    return meanOf(group);
  });
}

function meanOf<Point extends CurvePoint>(group: readonly Point[]): Point {
  const last = group.at(-1)!;
  const entries = Object.keys(last).map((name) => [
    name,
    name === 'step' ? last.step : group.reduce((sum, point) => sum + point[name]!, 0) / group.length,
  ]);
  return Object.fromEntries(entries) as Point;
}
