import { describe, expect, it } from 'vitest';
import { classId } from '../anatomy/classes.ts';
import { answerWords } from './answer-words.ts';

const spleen = { text: '', classId: classId(1) };

describe('an answer in words', () => {
  it('is the text where there is one', () =>
    expect(answerWords({ text: 'The spleen is normal.', mentions: [spleen] }, 'en')).toBe(
      'The spleen is normal.',
    ));

  it('names what a model drew that says nothing, each once, in the language of the reader', () => {
    const mentions = [spleen, { text: 'cyst', classId: null }, spleen];
    expect(answerWords({ text: '', mentions }, 'de')).toBe('Milz, cyst');
  });

  it('is empty where nothing was said and nothing drawn', () =>
    expect(answerWords({ text: '', mentions: [] }, 'en')).toBe(''));
});
