import { describe, expect, it } from 'vitest';
import { tabOf } from './use-tab.ts';

describe('the address of the settings', () => {
  it('names a part of them', () => expect(tabOf('#/settings/computing')).toBe('computing'));

  it.each(['', '#/settings', '#/settings/', '#/settings/bogus'])('"%s" means the first part', (hash) =>
    expect(tabOf(hash)).toBe('general'),
  );
});
