import { describe, expect, it } from 'vitest';
import { promptText } from './prompt.ts';

describe('promptText', () => {
  it('puts clinical information and question before the task, in the words of the training', () => {
    expect(
      promptText({
        task: 'ground',
        language: 'de',
        clinicalInformation: 'Tumorstaging.',
        question: 'Raumforderung?',
      }),
    ).toBe(
      '\nKlinische angaben: Tumorstaging.\nFragestellung: Raumforderung?\nBeschreibe dieses Bild und detektiere Schlüsselwörter: \n',
    );
  });
  it('keeps the empty prefix line where nothing is known', () =>
    expect(promptText({ task: 'report', language: 'en' })).toBe('\n\nCaption this image: \n'));
  it('asks the question first and lists the choices, one a line', () =>
    expect(
      promptText({ task: 'vqa', language: 'en', question: 'Which modality?', choices: ['CT', 'MR'] }),
    ).toBe('\nWhich modality?\nCT\nMR\nAnswer: \n'));
  it('lets no line break of a person pass for one of the structure', () =>
    expect(promptText({ task: 'vqa', language: 'de', question: ' Was\nist\r\n das? ' })).toBe(
      '\nWas ist das?\nAntwort: \n',
    ));
});
