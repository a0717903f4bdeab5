import { describe, expect, it } from 'vitest';
import { addressWith, askedIn } from './address.ts';

describe('what an address asks for', () => {
  it('stands behind the question mark', () => {
    expect(askedIn('#/compare?first=a&second=b').get('second')).toBe('b');
    expect(askedIn('#/compare').get('second')).toBeNull();
    expect(askedIn('').size).toBe(0);
  });

  it('changes by name, and keeps the rest', () =>
    expect(addressWith('#/compare?first=a&second=b', { second: 'c' })).toBe('#/compare?first=a&second=c'));

  it('can be taken back', () => {
    expect(addressWith('#/registry?model=a', { model: undefined })).toBe('#/registry');
    expect(addressWith('#/registry', { model: '' })).toBe('#/registry');
  });

  it('may hold what has a meaning in addresses', () => {
    const address = addressWith('#/registry', { model: 'a&b=c?d' });
    expect(askedIn(address).get('model')).toBe('a&b=c?d');
  });
});
