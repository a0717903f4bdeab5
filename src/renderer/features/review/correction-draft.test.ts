import { describe, expect, it } from 'vitest';
import type { PairDetail } from '../../../shared/contract/review.ts';
import { classId } from '../../../shared/domain/anatomy/classes.ts';
import type { ProposedBox } from '../../../shared/domain/review/proposed-box.ts';
import { withBox, withProposal, withRegion } from './correction-draft.ts';

const pair = { box: [10, 10, 20, 20] } as unknown as PairDetail['pair'];
const proposed: ProposedBox = {
  proposer: 'head',
  name: 'abc',
  version: 'a'.repeat(64),
  box: [12, 10, 22, 21],
  confidence: 0.5,
  iou: 0.6,
};

describe('a proposed box that is taken as the correction', () => {
  it('is the correction, with where it comes from', () => {
    expect(withProposal(pair, proposed)).toEqual({ box: proposed.box, proposal: proposed });
  });

  it('is none where it is the box that stands already', () => {
    expect(withProposal(pair, { ...proposed, box: [10, 10, 20, 20] })).toBeNull();
  });

  it('stays where it comes from when it is moved by hand', () => {
    const moved = withBox(withProposal(pair, proposed), pair, [13, 10, 22, 21]);
    expect(moved).toEqual({ box: [13, 10, 22, 21], proposal: proposed });
    expect(withBox(moved, pair, [10, 10, 20, 20])).toBeNull();
  });

  it('has nothing to do with a mask that takes its place', () => {
    const other = withRegion(withProposal(pair, proposed), classId(5), [1, 1, 2, 2]);
    expect(other).toEqual({ box: [1, 1, 2, 2], regionClassIds: [5] });
  });
});
