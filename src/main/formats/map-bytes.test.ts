import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mapBytes } from './map-bytes.ts';

it('maps each byte, wherever the bytes lie in their buffer, and none beside them', () => {
  const runs = fc.array(fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 1, max: 9 })));
  fc.assert(
    fc.property(runs, fc.integer({ min: 0, max: 5 }), (lengths, lead) => {
      const bytes = lengths.flatMap(([byte, length]) => Array.from({ length }, () => byte));
      const of = (byte: number): number => (byte > 121 ? 0 : (byte * 7 + 3) % 256);
      const buffer = Uint8Array.from([...Array.from({ length: lead }, () => 9), ...bytes, 9, 9]);
      mapBytes(buffer.subarray(lead, lead + bytes.length), of);
      expect([...buffer]).toEqual([...Array.from({ length: lead }, () => 9), ...bytes.map(of), 9, 9]);
    }),
  );
});
