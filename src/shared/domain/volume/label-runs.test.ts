import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabelRuns } from './label-runs.ts';

/** Runs of few labels, which is where words matter; the first label lies anywhere in its buffer. */
const labels = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom(0, 1, 5, 127, 128, 255), fc.integer({ min: 1, max: 13 })), {
      minLength: 1,
    }),
    fc.integer({ min: 0, max: 5 }),
  )
  .map(([runs, offset]) => {
    const bytes = runs.flatMap(([label, length]) => Array.from({ length }, () => label));
    const buffer = new Uint8Array(offset + bytes.length);
    buffer.set(bytes, offset);
    return buffer.subarray(offset);
  });

describe('LabelRuns', () => {
  it('ends a run where the next label differs, and never beyond the limit', () => {
    fc.assert(
      fc.property(labels, fc.nat(), fc.nat(), (bytes, some, other) => {
        const at = some % bytes.length;
        const limit = at + 1 + (other % (bytes.length - at));
        let end = at + 1;
        while (end < limit && bytes[end] === bytes[at]) end += 1;
        expect(new LabelRuns(bytes).end(at, limit)).toBe(end);
      }),
    );
  });
});
