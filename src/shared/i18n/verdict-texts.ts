import type { StratumKind } from '../domain/evaluation/strata.ts';
import type { Limit, Refusal, StratumStatus } from '../domain/promotion/verdict.ts';

/** What a person reads about a verdict; `{{name}}` is filled from its params. */
export interface VerdictTexts {
  readonly promotable: string;
  readonly refused: string;
  readonly slice: string;
  readonly patient: string;
  /** A part without a name. */
  readonly nowhere: string;
  readonly pooled: string;
  readonly kind: Readonly<Record<StratumKind, string>>;
  readonly value: Readonly<Record<string, string>>;
  readonly status: Readonly<Record<StratumStatus, string>>;
  readonly refusal: Readonly<Record<Refusal['code'], string>>;
  readonly limit: Readonly<Record<Limit['code'], string>>;
}
