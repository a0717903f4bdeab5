import { describe, expect, it } from 'vitest';
import { findPack, isPath } from './find-pack.ts';
import type { Pack } from './pack.ts';

const pack = (name: string, version: string, id: string): Pack =>
  ({ id: id.padEnd(64, '0'), dir: `/${id}`, origin: 'stored', manifest: { name, version } }) as Pack;

const old = pack('lungs', '1.9.0', 'aaaa1111');
const fresh = pack('lungs', '1.10.0', 'aaaa2222');
const other = pack('bones', '1.0.0', 'bbbb3333');
const packs = [old, fresh, other];

describe('a pack is found', () => {
  it('by its name, in its newest version', () => {
    expect(findPack(packs, 'lungs')).toBe(fresh);
  });

  it('by its name and version', () => {
    expect(findPack(packs, 'lungs@1.9.0')).toBe(old);
  });

  it('by its id or the beginning of it, in either case', () => {
    expect(findPack(packs, other.id)).toBe(other);
    expect(findPack(packs, 'BBBB3333')).toBe(other);
  });

  it('as the one that comes with the program, where it was added by hand too', () => {
    const twin = { ...other, origin: 'built-in' as const };
    expect(findPack([twin, other], 'bones')).toBe(twin);
  });
});

describe('no pack is guessed at', () => {
  it('where two of one name and version are different', () => {
    const twin = pack('bones', '1.0.0', 'cccc4444');
    expect(() => findPack([...packs, twin], 'bones')).toThrow('models.ambiguous');
    expect(findPack([...packs, twin], 'cccc4444')).toBe(twin);
  });

  it('where two ids begin so', () => {
    const twin = pack('skin', '1.0.0', 'bbbb33334');
    expect(() => findPack([...packs, twin], 'bbbb3333')).toThrow('models.ambiguous');
  });

  it.each(['', 'a', 'lung', 'lungs@1.0', 'bbbb333', '0'.repeat(64)])(
    'where nothing is called "%s"',
    (text) => {
      expect(() => findPack(packs, text)).toThrow('models.unknown');
    },
  );
});

describe('a folder is meant', () => {
  it.each(['/packs/lungs', './lungs', '../lungs', 'packs/lungs', 'packs\\lungs'])('by %s', (text) =>
    expect(isPath(text)).toBe(true),
  );

  it.each(['lungs', 'lungs@1.0.0', 'aaaa1111'])('but not by %s', (text) => expect(isPath(text)).toBe(false));
});
