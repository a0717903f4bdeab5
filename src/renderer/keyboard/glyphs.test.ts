import { describe, expect, it } from 'vitest';
import { capOf, glyphOf } from './glyphs.ts';

const word = (key: string): string => ({ 'key.space': 'Leertaste', 'key.ctrl': 'Strg' })[key] ?? key;
const qwertz = new Map([
  ['KeyY', 'z'],
  ['KeyZ', 'y'],
  ['Minus', 'ß'],
  ['BracketLeft', 'ü'],
]);

describe('key glyphs', () => {
  it('show what is printed on the keyboard at hand', () => {
    expect(capOf('KeyY', qwertz, word)).toBe('Z');
    expect(capOf('BracketLeft', qwertz, word)).toBe('Ü');
    expect(capOf('Minus', qwertz, word)).toBe('ß');
  });

  it('fall back to the code where the layout is unknown', () => {
    expect(capOf('KeyY', null, word)).toBe('Y');
    expect(capOf('Digit3', null, word)).toBe('3');
    expect(capOf('BracketLeft', null, word)).toBe('[');
  });

  it('name keys and modifiers in the language of the interface', () => {
    expect(capOf('Space', null, word)).toBe('Leertaste');
    expect(glyphOf({ by: 'char', char: 'z', ctrl: true }, qwertz, word)).toBe('Strg Z');
  });
});
