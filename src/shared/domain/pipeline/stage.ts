/** What happens to a study, in an order in which each stage comes after those that it needs. */
export const STAGES = ['intake', 'segment', 'extract', 'derive', 'suggest'] as const;

/**
 * - `intake` brings images, captions and given segmentations in
 * - `segment` gives masks to slices that came without one
 * - `extract` finds mentions of anatomy in the captions
 * - `derive` makes pairs of masks and mentions
 * - `suggest` has RadGrounder draw boxes of its own
 */
export type Stage = (typeof STAGES)[number];

/** Stages whose result a stage works on. */
export const NEEDS: Readonly<Record<Stage, readonly Stage[]>> = {
  intake: [],
  segment: ['intake'],
  extract: ['intake'],
  derive: ['segment', 'extract'],
  suggest: ['derive'],
};

/** One value for each stage. */
export type PerStage<T> = Readonly<Record<Stage, T>>;

export function perStage<T>(value: (stage: Stage) => T): PerStage<T> {
  return Object.fromEntries(STAGES.map((stage) => [stage, value(stage)])) as PerStage<T>;
}
