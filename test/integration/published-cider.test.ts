import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ciderScores } from '../../src/shared/domain/evaluation/cider.ts';
import { mean } from '../../src/shared/domain/evaluation/published-detection.ts';
import { hasSharedData, sharedData } from '../support/shared-data.ts';

describe.skipIf(!hasSharedData)('CIDEr of perfect answers to the published VQA-RAD test split', () => {
  const pairs = hasSharedData
    ? (JSON.parse(readFileSync(sharedData('vqa-rad', 'test_fixed_split.json'), 'utf8')) as {
        answer: string;
        q_type: string;
      }[])
    : [];
  it('is 3.653 for all, 5.173 for open and 2.587 for closed questions', () => {
    expect(pairs).toHaveLength(735);
    const all = ciderScores(pairs.map(({ answer }) => ({ candidate: answer, reference: answer })));
    expect(mean(all)).toBeCloseTo(3.653, 3);
    const part = (type: string): number =>
      mean(all.filter((_, at) => pairs[at]!.q_type.trim().toLowerCase() === type));
    expect(part('open')).toBeCloseTo(5.173, 3);
    expect(part('closed')).toBeCloseTo(2.587, 3);
  });
});
