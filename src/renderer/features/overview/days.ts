const DAY_MS = 86_400_000;
/** A day stands at a whole number, and reaches half a day to either side: its noon is where it is drawn. */
const HALF = 0.5;

/** @param day YYYY-MM-DD, UTC */
export const placeOfDay = (day: string): number => Math.floor(Date.parse(day) / DAY_MS);

/** @param iso ISO 8601 UTC */
export const placeOfMoment = (iso: string): number => Date.parse(iso) / DAY_MS - HALF;

export const momentAt = (place: number): Date => new Date((place + HALF) * DAY_MS);

/**
 * One axis for all drawings of a page: from the first day that is drawn to the last day or event, so that what stands above one
 * another happened at the same time.
 */
export function rangeOf(days: readonly string[], events: readonly string[]): readonly [number, number] {
  const dayPlaces = days.map(placeOfDay);
  const eventPlaces = events.map((iso) => Math.round(placeOfMoment(iso)));
  const first = Math.min(...(days.length > 0 ? dayPlaces : eventPlaces));
  const last = Math.max(first, ...dayPlaces, ...eventPlaces);
  return [first - HALF, last + HALF];
}
