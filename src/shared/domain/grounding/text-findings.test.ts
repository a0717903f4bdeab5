import { describe, expect, it } from 'vitest';
import { idOf, type ClassName } from '../anatomy/classes.ts';
import type { Mention } from '../mention/mention.ts';
import type { BarePair, FindingContext } from './derivation.ts';
import { textFindings } from './text-findings.ts';

const text = 'Heart enlarged. Thrombus in the left atrium of the heart.';
const mention = (surface: string, className: ClassName): Mention => {
  const start = text.indexOf(surface);
  return {
    start,
    end: start + surface.length,
    surface,
    language: 'en',
    classIds: [idOf(className)],
    negated: false,
    normal: false,
    rule: 'imported',
  };
};
const heart = mention('Heart', 'heart');
const atrium = mention('left atrium of the heart', 'atrial_appendage_left');

const codesFor = (own: Mention): string[] =>
  textFindings(
    { classId: own.classIds[0]!, regionClassIds: own.classIds, mentions: [own] } as unknown as BarePair,
    {
      captions: [{ language: 'en', text, mentions: [heart, atrium] }],
      slice: { modality: 'CT' },
      regionById: new Map(),
    } as unknown as FindingContext,
  ).map(({ code }) => code);

describe('findings in the words', () => {
  it('tell of a longer mention that the tag of a shorter one would hide', () => {
    expect(codesFor(atrium)).toContain('shorter-mention-shadows-longer');
  });

  it('do not tell it of the shorter one, whose tag is found', () => {
    expect(codesFor(heart)).not.toContain('shorter-mention-shadows-longer');
  });
});
