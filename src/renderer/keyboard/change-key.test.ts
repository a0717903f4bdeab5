import { describe, expect, it } from 'vitest';
import { changeKey } from './change-key.ts';
import { DEFAULT_BINDINGS } from './tables/bindings.ts';

describe('moving an action to another key', () => {
  it('is allowed to a key that means nothing yet, and to its own', () => {
    expect(changeKey(DEFAULT_BINDINGS, 'verdict.accept', 'KeyK')).toEqual({ ok: true });
    expect(changeKey(DEFAULT_BINDINGS, 'verdict.accept', 'KeyA')).toEqual({ ok: true });
  });

  it('names what holds the key that was wanted', () => {
    expect(changeKey(DEFAULT_BINDINGS, 'verdict.accept', 'KeyS')).toEqual({
      ok: false,
      code: 'KeyS',
      takenBy: 'verdict.region-wrong',
    });
  });

  it('knows that a digit may name a reason and set a window, but not two windows', () => {
    expect(changeKey(DEFAULT_BINDINGS, 'image.window.1', 'Digit7')).toEqual({ ok: true });
    expect(changeKey(DEFAULT_BINDINGS, 'image.window.1', 'Digit2')).toMatchObject({
      takenBy: 'image.window.2',
    });
  });

  it('leaves alone the keys that controls and systems live on', () => {
    for (const code of ['Tab', 'Enter', 'ShiftLeft', 'F5', 'Escape', ''])
      expect(changeKey(DEFAULT_BINDINGS, 'verdict.accept', code)).toMatchObject({
        ok: false,
        takenBy: undefined,
      });
  });
});
