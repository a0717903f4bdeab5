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
  /** How its cases are asked about unless somebody says otherwise. */
  readonly protocol: Protocol;
  readonly cases: readonly SetCase[];
  /** What of it could not be used. */
  readonly problems: readonly Problem[];
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
