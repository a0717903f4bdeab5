/** Cervical, thoracic, lumbar, sacral. */
export type Region = 'C' | 'T' | 'L' | 'S';

/** Vertebrae per region that are classes; of the sacral ones only the first is. */
export const LEVEL_COUNT: Readonly<Record<Region, number>> = { C: 7, T: 12, L: 5, S: 1 };

export interface Level {
  readonly region: Region;
  readonly value: number;
}

const COLUMN: readonly Level[] = (['C', 'T', 'L', 'S'] as const).flatMap((region) =>
  Array.from({ length: LEVEL_COUNT[region] }, (_, i) => ({ region, value: i + 1 })),
);

/** The vertebrae strictly between two, from the head down, whichever is named first. */
export function levelsBetween(from: Level, to: Level): readonly Level[] {
  const [low, high] = [indexOf(from), indexOf(to)].toSorted((a, b) => a - b) as [number, number];
  return COLUMN.slice(low + 1, high);
}

function indexOf({ region, value }: Level): number {
  return COLUMN.findIndex((level) => level.region === region && level.value === value);
}
