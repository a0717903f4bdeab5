import type { StratumKind } from '../evaluation/strata.ts';

/** What a challenger has to show before it may take the champion's place. */
export interface GatePolicy {
  /** The whole interval of the overall gain has to lie above this. */
  readonly overallMargin: number;
  /** A part may lose so much before it counts. */
  readonly stratumMargins: Readonly<Record<StratumKind, number>>;
  /** Fewer slices (or patients, where patients are drawn) decide nothing overall. */
  readonly leastUnits: number;
  /** Fewer in a part are not judged by an interval. */
  readonly leastStratumUnits: number;
  /** From so many on, a part too small for an interval is judged by a sign test: 1 of 32 is the first level below 5 %. */
  readonly leastSignUnits: number;
  /** From so many patients on whole patients are drawn. */
  readonly leastPatients: number;
  readonly seed: number;
  readonly resamples: number;
}

/**
 * Margins are in units of the leading figure (G-IoU, 0-1). Half a point overall is less than anybody sees in a box; a part may lose
 * what redrawing the same box twice loses: three points for a modality or language, five for a class, whose cases are few.
 */
export const GATE_POLICY: GatePolicy = {
  overallMargin: 0.005,
  stratumMargins: { modality: 0.03, language: 0.03, bodyPart: 0.05, answerType: 0.03, class: 0.05 },
  leastUnits: 30,
  leastStratumUnits: 10,
  leastSignUnits: 5,
  leastPatients: 10,
  seed: 0,
  resamples: 10_000,
};

/** One-sided level at which a part counts as worse. */
export const WORSE_LEVEL = 0.05;

/** Every gold set can be given enough of these, so too few of them refuse; parts of other kinds are judged together where they are small. */
export const REQUIRED_KINDS: readonly StratumKind[] = ['modality', 'language', 'answerType'];
