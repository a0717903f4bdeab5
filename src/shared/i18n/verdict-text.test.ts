import { describe, expect, it } from 'vitest';
import { LIMITS, REFUSALS } from '../domain/promotion/verdict.ts';
import { verdicts as de } from './de/verdicts.ts';
import { verdicts as en } from './en/verdicts.ts';
import { partText, reasonText } from './verdict-text.ts';

const placeholders = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).toSorted();

describe('reasons of a verdict', () => {
  it('name the part, the figures and the margin', () => {
    const params = {
      kind: 'class',
      value: '5',
      pooled: 0,
      change: -0.25,
      low: -0.4,
      high: -0.1,
      margin: 0.05,
      units: 12,
    };
    const refusal = { code: 'stratum-worse', params } as const;
    expect(reasonText(refusal, 'en')).toBe(
      'Worse for liver: -0.250 (-0.400 to -0.100), and a loss of 0.050 is allowed.',
    );
    expect(reasonText(refusal, 'de')).toBe(
      'Schlechter bei Leber: -0,250 (-0,400 bis -0,100); erlaubt ist ein Verlust von 0,050.',
    );
  });

  it('count what is drawn', () => {
    const few = { code: 'too-few', params: { found: 12, needed: 30, drawn: 'patient' } } as const;
    expect(reasonText(few, 'en')).toBe('The gold set has too few patients: 12 of at least 30.');
  });

  it('say the same in both languages', () => {
    for (const code of REFUSALS)
      expect(placeholders(de.refusal[code])).toEqual(placeholders(en.refusal[code]));
    for (const code of LIMITS) expect(placeholders(de.limit[code])).toEqual(placeholders(en.limit[code]));
  });
});

it('parts without a name and small ones that are taken together are told in words', () => {
  expect(partText({ kind: 'bodyPart', value: '', pooled: 0 }, 'en')).toBe('Body part: not stated');
  expect(partText({ kind: 'class', value: '', pooled: 7 }, 'de')).toBe('Klasse: 7 kleine gemeinsam');
  expect(partText({ kind: 'language', value: 'de', pooled: 0 }, 'en')).toBe('German');
});
