import type { ReadingService } from '../../reading/index.ts';
import type { EvaluationCase, Protocol } from '../../../../shared/domain/evaluation/evaluated-case.ts';
import type { EvaluateInput, ReportHead } from '../../../../shared/contract/evaluation.ts';
import type { Problem } from '../../../../shared/contract/common.ts';

/** Where the image of a case comes from. */
export type ImageSource =
  | { readonly kind: 'slice'; readonly sliceId: number }
  | { readonly kind: 'dicom'; readonly file: string }
  /** A JPEG picture. */
  | { readonly kind: 'photo'; readonly file: string };

export interface SetCase extends EvaluationCase {
  readonly image: ImageSource;
}

/** Cases with what is right, ready to be asked about. */
export interface EvaluationSet extends Pick<ReportHead['set'], 'kind' | 'name' | 'split'> {
  /** Id of the snapshot whose pairs these are; null for any other set. */
  readonly snapshot: string | null;
  /** How its cases are asked about unless somebody says otherwise. */
  readonly protocol: Protocol;
  readonly cases: readonly SetCase[];
  /** What of it could not be used. */
  readonly problems: readonly Problem[];
}

/** Cases of a name that another has before them get a number: each is asked about, kept and compared by itself. */
export function withOwnNames(cases: readonly SetCase[]): SetCase[] {
  const taken = new Map<string, number>();
  return cases.map((one) => {
    const times = (taken.get(one.caseId) ?? 0) + 1;
    taken.set(one.caseId, times);
    return times === 1 ? one : { ...one, caseId: `${one.caseId} (${times})` };
  });
}

export type SplitChoice = EvaluateInput['split'];

/** A set that lies in a folder. */
export interface FolderChoice {
  readonly folder: string;
  readonly split: SplitChoice;
  readonly reading: Pick<ReadingService, 'ask'>;
  readonly signal: AbortSignal;
  /** Told of images as they are read. */
  readonly onRead: (done: number, total: number) => void;
}
