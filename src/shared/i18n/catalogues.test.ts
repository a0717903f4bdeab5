import { describe, expect, it } from 'vitest';
import { catalogues } from './catalogues.ts';
import { terminal as deTerminal } from './de/terminal/index.ts';
import { terminal as enTerminal } from './en/terminal/index.ts';

const texts = {
  en: { ...catalogues.en, terminal: enTerminal },
  de: { ...catalogues.de, terminal: deTerminal },
};
const namespaces = Object.keys(texts.en) as (keyof typeof texts.en)[];
const placeholders = (text: string): string[] => (text.match(/\{\{[^}]+\}\}/g) ?? []).toSorted();

describe.each(namespaces)('the %s texts', (namespace) => {
  const english: Readonly<Record<string, string>> = texts.en[namespace];
  const german: Readonly<Record<string, string>> = texts.de[namespace];

  it('have the same keys in German and English', () => {
    expect(Object.keys(german).toSorted()).toEqual(Object.keys(english).toSorted());
  });

  it('fill the same placeholders in German and English', () => {
    for (const [key, text] of Object.entries(english)) {
      expect({ key, placeholders: placeholders(german[key] ?? '') }).toEqual({
        key,
        placeholders: placeholders(text),
      });
    }
  });

  it('are never empty and carry no stray white space', () => {
    for (const [key, text] of [...Object.entries(english), ...Object.entries(german)]) {
      expect(text.trim(), key).toBe(text);
      expect(text, key).not.toBe('');
    }
  });

  it('have both plural forms or none', () => {
    const one = Object.keys(english).filter((key) => key.endsWith('_one'));
    const other = Object.keys(english).filter((key) => key.endsWith('_other'));
    expect(one.map((key) => key.slice(0, -'_one'.length))).toEqual(
      other.map((key) => key.slice(0, -'_other'.length)),
    );
  });

  it('write German with real umlauts', () => {
    for (const [key, text] of Object.entries(german)) {
      expect(text, key).not.toMatch(
        /\b(fuer|ueber|koennen|moeglich|pruef\w*|loesch\w*|zurueck\w*|groess\w*)\b/i,
      );
    }
  });
});
