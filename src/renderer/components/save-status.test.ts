import { describe, expect, it } from 'vitest';
import { SaveTracker, saveStateOf } from './save-status.ts';

describe('the save state', () => {
  it('says saved only after the server has answered for every change', async () => {
    const tracker = new SaveTracker();
    const answers: (() => void)[] = [];
    const change = () => tracker.track(() => new Promise<void>((resolve) => answers.push(resolve)));
    const state = () => saveStateOf(tracker.situation());

    expect(state()).toBe('idle');
    const both = [change(), change()];
    expect(state()).toBe('saving');
    answers[0]!();
    await both[0];
    expect(state()).toBe('saving');
    answers[1]!();
    await both[1];
    expect(state()).toBe('saved');
  });

  it('hands a refusal on and says so until a later change is saved', async () => {
    const tracker = new SaveTracker();
    await expect(tracker.track(() => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full');
    expect(saveStateOf(tracker.situation())).toBe('failed');
    await tracker.track(() => Promise.resolve());
    expect(saveStateOf(tracker.situation())).toBe('saved');
  });

  it('puts the worst news first', async () => {
    const tracker = new SaveTracker();
    await tracker.track(() => Promise.resolve());
    tracker.setOnline(false);
    expect(saveStateOf(tracker.situation())).toBe('offline');
    tracker.setReadOnly(true);
    expect(saveStateOf(tracker.situation())).toBe('read-only');
  });
});
