import type { Protocol } from '../evaluation/evaluated-case.ts';
import type { Stratum } from '../evaluation/strata.ts';
import type { GatePolicy } from './policy.ts';
import type { CasePair } from './strata-units.ts';

export interface GateInput {
  /** Cases of one gold set that both were asked about with the same truth (`sharedCases`); a silent champion where there is none. */
  readonly pairs: readonly CasePair[];
  /** Cases that only one of them has. */
  readonly leftOut: number;
  readonly protocol: Protocol;
  readonly hasChampion: boolean;
  /** Whether anybody told what the challenger has learned from, so that leaks could be looked for. */
  readonly isDescentKnown: boolean;
  /** Modalities and languages that the model will be used on, whether the gold set holds them or not. */
  readonly expected: readonly Stratum[];
  readonly policy: GatePolicy;
}
