import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SPLITS, type SnapshotSplit } from './snapshot.ts';
import { twinsOf } from './twins.ts';

const slice = (patient: string, split: SnapshotSplit, pixelsSha256: string) => ({
  patient,
  split,
  pixelsSha256,
});

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];

describe('a person under two names', () => {
  it('is who shares a picture with somebody that is kept apart more strictly', () =>
    expect(
      twinsOf([
        slice('A', 'train', '1'),
        slice('A', 'train', '2'),
        slice('B', 'gold', '2'),
        slice('C', 'val', '3'),
        slice('D', 'train', '3'),
        slice('E', 'train', '4'),
      ]),
    ).toEqual(
      new Map([
        ['A', 'B'],
        ['D', 'C'],
      ]),
    ));

  it('is known through a third name too', () =>
    expect(
      twinsOf([
        slice('A', 'train', '1'),
        slice('B', 'train', '1'),
        slice('B', 'train', '2'),
        slice('C', 'gold', '2'),
      ]),
    ).toEqual(
      new Map([
        ['A', 'C'],
        ['B', 'C'],
      ]),
    ));

  it('does no harm where both are in one split', () =>
    expect(twinsOf([slice('A', 'gold', '1'), slice('B', 'gold', '1')])).toEqual(new Map()));

  it('leaves no picture in two splits once it is taken away, and takes nobody away who shares none', () =>
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...NAMES), fc.constantFrom(...SPLITS)),
        fc.array(fc.tuple(fc.constantFrom(...NAMES), fc.integer({ min: 1, max: 12 }))),
        (splits, shown) => {
          const slices = shown
            .filter(([patient]) => Object.hasOwn(splits, patient))
            .map(([patient, picture]) => slice(patient, splits[patient]!, String(picture)));
          const twins = twinsOf(slices);
          const left = slices.filter(({ patient }) => !twins.has(patient));
          for (const own of Map.groupBy(left, ({ pixelsSha256 }) => pixelsSha256).values())
            expect(new Set(own.map(({ split }) => split)).size).toBe(1);
          for (const [name, of] of twins) {
            expect(SPLITS.indexOf(splits[of]!)).toBeGreaterThan(SPLITS.indexOf(splits[name]!));
            const pictures = slices.filter(({ patient }) => patient === name);
            expect(
              slices.some(
                (one) =>
                  one.patient !== name && pictures.some((own) => own.pixelsSha256 === one.pixelsSha256),
              ),
            ).toBe(true);
          }
        },
      ),
    ));
});
