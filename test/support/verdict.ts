import { randomUUID } from 'node:crypto';
import type { DecideInput, PairDetail } from '../../src/shared/contract/review.ts';

/** A verdict on a pair as the page would send it, accepting unless told otherwise. */
export function verdictOn(
  { pair, slice, captions }: PairDetail,
  changed: Partial<DecideInput> = {},
): DecideInput {
  return {
    decisionId: randomUUID(),
    pairId: pair.pairId,
    revision: pair.revision,
    verdict: { kind: 'accept' },
    correction: null,
    seen: {
      pixelsSha256: slice.pixelsSha256,
      maskSha256: slice.maskSha256,
      captionSha256: captions.map(({ sha256 }) => sha256),
      windowCenter: 40,
      windowWidth: 400,
    },
    durationMs: 1,
    key: 'KeyA',
    ...changed,
  };
}
