import { describe, expect, it } from 'vitest';
import { correctionOrigin, correctionsByReviewer } from './correction-origin.ts';
import type { ProposedBox } from './proposed-box.ts';

const proposal: ProposedBox = {
  proposer: 'head',
  name: 'abc',
  version: 'a'.repeat(64),
  box: [1, 2, 30, 40],
  confidence: 0.9,
  iou: 0.5,
};

describe('where a correction comes from', () => {
  it('is the model where its box was taken as it was', () =>
    expect(correctionOrigin({ box: [1, 2, 30, 40], proposal })).toBe('proposed'));

  it('is the model and the reviewer where one edge was moved', () =>
    expect(correctionOrigin({ box: [1, 2, 30, 41], proposal })).toBe('moved'));

  it('is the reviewer where the decision names no proposal, even if the boxes are equal', () =>
    expect(correctionOrigin({ box: [1, 2, 30, 40] })).toBe('own'));

  it('is the reviewer for another class or another mask', () => {
    expect(correctionOrigin({ classId: 5 as never })).toBe('own');
    expect(correctionOrigin({ regionClassIds: [5 as never], box: [1, 2, 3, 4] })).toBe('own');
  });
});

describe('corrections by reviewer', () => {
  it('are counted by origin, whoever corrected most first', () => {
    const own = { box: [0, 0, 5, 5] as const };
    const taken = { box: proposal.box, proposal };
    expect(
      correctionsByReviewer([
        { reviewer: 'B', correction: own },
        { reviewer: 'A', correction: taken },
        { reviewer: 'A', correction: { box: [1, 2, 30, 44], proposal } },
        { reviewer: 'A', correction: taken },
        { reviewer: 'C', correction: taken },
      ]),
    ).toEqual([
      { reviewer: 'A', proposed: 2, moved: 1, own: 0 },
      { reviewer: 'B', proposed: 0, moved: 0, own: 1 },
      { reviewer: 'C', proposed: 1, moved: 0, own: 0 },
    ]);
  });

  it('are none where nothing was corrected', () => expect(correctionsByReviewer([])).toEqual([]));
});
