import { describe, expect, it } from 'vitest';
import { askedFilter } from './asked-filter.ts';

describe('the filter of an address', () => {
  it('is open pairs where none is asked for', () => {
    expect(askedFilter('#/review')).toEqual({ states: ['pending'] });
    expect(askedFilter('')).toEqual({ states: ['pending'] });
  });

  it('restricts to what is named, in any state', () => {
    expect(askedFilter('#/review?class=5')).toMatchObject({ classIds: [5] });
    expect(askedFilter('#/review?class=5').states).toBeUndefined();
    expect(askedFilter('#/review?modality=MR&state=accepted,corrected')).toMatchObject({
      modalities: ['MR'],
      states: ['accepted', 'corrected'],
    });
  });

  it('is open pairs where the address makes no sense', () => {
    expect(askedFilter('#/review?class=liver')).toEqual({ states: ['pending'] });
    expect(askedFilter('#/review?finding=nonsense')).toEqual({ states: ['pending'] });
  });
});
