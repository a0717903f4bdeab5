import { describe, expect, it } from 'vitest';
import { type ModelBox, proposedBox } from './proposed-box.ts';

const head: ModelBox = {
  proposer: 'head',
  name: 'head',
  version: 'a',
  box: [10.4, 9.6, 20.2, 30.5],
  confidence: 0.5,
};
const radGrounder: ModelBox = { ...head, proposer: 'radgrounder', version: 'b', box: [0, 0, 5, 5] };
const pair = { automatic: [10, 10, 20, 31], size: { width: 100, height: 50 } } as const;

describe('the box that is proposed', () => {
  it('is the first model’s that has one, with its version', () => {
    expect(proposedBox([head, radGrounder], pair)).toMatchObject({ proposer: 'head', version: 'a' });
    expect(proposedBox([null, radGrounder], pair)).toMatchObject({ proposer: 'radgrounder', version: 'b' });
    expect(proposedBox([null, null], pair)).toBeNull();
  });

  it('ends where pixels do, and says how far it overlaps the automatic box', () => {
    expect(proposedBox([head], pair)).toMatchObject({ box: [10, 10, 20, 31], iou: 1 });
    expect(proposedBox([radGrounder], pair)!.iou).toBe(0);
  });

  it('is never empty and never outside of the slice', () => {
    const sliver = proposedBox([{ ...head, box: [99.7, -2, 99.9, 0.2] }], pair)!;
    expect(sliver.box).toEqual([99, 0, 100, 1]);
    expect(proposedBox([{ ...head, box: [-5, 40, 300, 60] }], pair)!.box).toEqual([0, 40, 100, 50]);
  });
});
