import { describe, expect, it } from 'vitest';
import type { ComparisonReport, ReportHead } from './evaluation.ts';
import { repeatCommands, repeatFacts } from './repeat-comparison.ts';

const head = (side: string, over: Partial<ReportHead> = {}): ReportHead =>
  ({
    id: side.repeat(64),
    createdAt: '2026-01-01T00:00:00.000Z',
    program: '1.0.0',
    pack: { id: side.repeat(64), name: `pack-${side} 1.0.0` },
    set: { kind: 'gold', name: 'project', split: 'test', sha256: 'c'.repeat(64), snapshot: 'd'.repeat(64) },
    settings: { protocol: 'ground', seed: 7, resamples: 500, unit: 'patient' },
    embedding: { name: 'lexicon-ngrams', version: '1' },
    judge: null,
    ...over,
  }) as ReportHead;
const compared = (first: ReportHead, second: ReportHead): ComparisonReport =>
  ({ first, second }) as ComparisonReport;

describe('what a comparison is repeated by', () => {
  const gold = compared(head('a'), head('b', { program: '1.1.0' }));

  it('is said once where both evaluations share it, and of each where they do not', () => {
    const facts = repeatFacts(gold);
    expect(facts.filter(({ key }) => key === 'cases')).toEqual([
      { key: 'cases', side: null, value: 'c'.repeat(64) },
    ]);
    expect(facts.filter(({ key }) => key === 'program')).toEqual([
      { key: 'program', side: 'A', value: '1.0.0' },
      { key: 'program', side: 'B', value: '1.1.0' },
    ]);
    expect(facts.some(({ key }) => key === 'judge' || key === 'unreadable')).toBe(false);
  });

  it('says what one of them has and the other has not', () => {
    const judge = { model: 'gemma', prompt: 'f'.repeat(64) };
    const facts = repeatFacts(compared(head('a', { judge }), head('b')));
    expect(facts.filter(({ key }) => key === 'judge').map(({ value }) => value)).toEqual([
      'gemma (ffffffffffff)',
      '–',
    ]);
  });

  it('is commands that name packs and snapshot by their ids', () =>
    expect(repeatCommands(gold)[0]).toBe(
      `plumbline evaluate aaaaaaaaaaaa --on gold --project PROJECT --snapshot dddddddddddd --split test --protocol ground --seed 7 --resamples 500 --unit patient`,
    ));

  it('names heads and data sets as the command line wants them', () => {
    const id = 'a'.repeat(64);
    const slake = head('a', {
      pack: { id, name: `head ${id.slice(0, 12)}` },
      set: { kind: 'slake', name: 'SLAKE', split: 'val', sha256: id },
      judge: { model: 'gemma', prompt: id },
      embedding: { name: 'gist', version: '1', pack: id },
    });
    expect(repeatCommands(compared(slake, slake))[1]).toMatch(
      /^plumbline evaluate head:aaaaaaaaaaaa --on slake --data FOLDER --split val .* --embedding aaaaaaaaaaaa --judge$/,
    );
  });
});
