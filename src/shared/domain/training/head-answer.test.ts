import { describe, expect, it } from 'vitest';
import { classId } from '../anatomy/classes.ts';
import { boxFromBins } from '../grounding/tokens.ts';
import { headAnswer } from './head-answer.ts';

const size = { width: 300, height: 200 };
const raw = { classId: classId(5), presence: 0.8, edges: [0.25, 0.5, 0.75, 1], spread: 0 } as const;

describe('what a head says of a class', () => {
  it('is in pixels of the slice, where location tokens would put it', () => {
    const { box } = headAnswer(raw, size);
    expect(box).toEqual([75, 100, 225, 200]);
    expect(box).toEqual(boxFromBins([128, 256, 384, 512], size));
  });

  it('is as sure as its presence where its edges are sharp, and not at all where they may be anywhere', () => {
    expect(headAnswer(raw, size).confidence).toBe(0.8);
    const vague = headAnswer({ ...raw, spread: 0.1 }, size).confidence;
    expect(vague).toBeGreaterThan(0.4);
    expect(vague).toBeLessThan(0.8);
    expect(headAnswer({ ...raw, spread: 0.3 }, size).confidence).toBe(0);
  });

  it('is no box where the edges cross', () => {
    expect(headAnswer({ ...raw, edges: [0.6, 0.5, 0.5, 1] }, size)).toMatchObject({
      box: null,
      confidence: 0,
      presence: 0.8,
    });
  });
});
