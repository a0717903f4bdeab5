import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeNpy, encodeNpy } from './npy.ts';

const image = { width: 3, height: 2, values: [1, 2, 3, 4, 5, 6] };

describe('encodeNpy', () => {
  // Hashes of what numpy 2.2.6 saves.
  it.each([
    [{ ...image, dtype: '<i8' }, '7f7a9cefc84014169cc274775cf5741f9ac411a64544a007d0a847deddfbdbcc'],
    [
      { ...image, dtype: '<i8', fortranOrder: true },
      'f2d8a2cab294d633063051e8e730b8e78a3b9082b0abd3ffe371e607ee3bda5f',
    ],
    [
      { ...image, values: [1, 2.5, 3, 4, 5, 6], dtype: '<f4' },
      '2fe0e5e17509f2d577670af064efd804b6fd112036454ac0fe48894388afe620',
    ],
  ] as const)('writes numpy’s bytes for %j', (given, sha256) =>
    expect(createHash('sha256').update(encodeNpy(given)).digest('hex')).toBe(sha256),
  );
});

describe('decodeNpy', () => {
  it('gives back what was encoded, in either order and type', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom('<f4', '<i8'),
        fc.boolean(),
        (width, height, dtype, fortranOrder) => {
          const values = Array.from({ length: width * height }, (_, i) => i - 3);
          const decoded = decodeNpy(encodeNpy({ width, height, values, dtype, fortranOrder }), 'a.npy');
          expect(decoded).toEqual({ width, height, values: Float64Array.from(values) });
        },
      ),
    );
  });

  it.each([
    ['pickled objects', "{'descr': '|O', 'fortran_order': False, 'shape': (1, 1), }", 'formats.bad-header'],
    ['three axes', "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1, 1), }", 'formats.bad-header'],
    [
      'a size beyond all slices',
      "{'descr': '<f4', 'fortran_order': False, 'shape': (99999, 1), }",
      'formats.bad-dimensions',
    ],
    ['missing values', "{'descr': '<f8', 'fortran_order': False, 'shape': (64, 64), }", 'formats.truncated'],
  ])('refuses %s', (_what, header, code) => {
    const bytes = Buffer.concat([
      Buffer.from('\x93NUMPY\x01\x00', 'latin1'),
      Buffer.alloc(2),
      Buffer.from(header),
      Buffer.alloc(64),
    ]);
    bytes.writeUInt16LE(header.length, 8);
    expect(() => decodeNpy(bytes, 'a.npy')).toThrow(expect.objectContaining({ code }));
  });
});
