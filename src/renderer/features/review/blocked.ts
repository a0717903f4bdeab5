/** Why no verdict can be given now; shown where the verdict keys are. */
export type Blocked =
  'nothing' | 'read-only' | 'offline' | 'no-reviewer' | 'failed' | 'loading' | 'neighbour';

/** What the viewer last confirmed to be on the screen, by content. */
export interface ShownSlice {
  readonly pairId: number;
  readonly pixelsSha256: string;
  readonly maskSha256: string | null;
}

export interface VerdictSituation {
  /** The pair under judgement and the content its verdict is about; null while none is loaded. */
  readonly expected: ShownSlice | null;
  readonly shown: ShownSlice | null;
  readonly hasSliceFailed: boolean;
  readonly isOnNeighbour: boolean;
  readonly hasReviewer: boolean;
  readonly isOnline: boolean;
  readonly isReadOnly: boolean;
}

/**
 * The reason that stands against a verdict, or null if one may be given. A verdict is possible only while the
 * viewer confirms that exactly the pair's pixels and mask are on the screen.
 */
export function blockedBy(situation: VerdictSituation): Blocked | null {
  const { expected, shown } = situation;
  if (!expected) return 'nothing';
  if (situation.isReadOnly) return 'read-only';
  if (situation.hasSliceFailed) return 'failed';
  if (situation.isOnNeighbour) return 'neighbour';
  const isTheSame =
    shown?.pairId === expected.pairId &&
    shown.pixelsSha256 === expected.pixelsSha256 &&
    shown.maskSha256 === expected.maskSha256;
  if (!isTheSame) return 'loading';
  if (!situation.isOnline) return 'offline';
  if (!situation.hasReviewer) return 'no-reviewer';
  return null;
}
