import type { EvaluatedCase } from '../../../shared/domain/evaluation/evaluated-case.ts';
import type { JobContext } from '../../jobs/index.ts';
import type { WriterSlice } from '../vlm/index.ts';
import type { SetCase } from './sets/set.ts';

export type Predicted = NonNullable<EvaluatedCase['predicted']>;

/** Whoever is asked about the cases of a set. */
export interface Examinee {
  /** SHA-256 of what it is. */
  readonly id: string;
  readonly name: string;
  /** Hears which cases are going to be asked about, so that it can answer them together. */
  readonly prepare?: (
    cases: readonly SetCase[],
    work: { readonly signal: AbortSignal; readonly onProgress: JobContext['progress'] },
  ) => Promise<void>;
  readonly predict: (one: SetCase, slice: WriterSlice, signal: AbortSignal) => Promise<Predicted>;
}
