import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Ratings, cohenKappa, interval, krippendorffAlpha, nominal } from './agreement.ts';

/** The worked example C of Krippendorff (2011): four observers, twelve units, missing values. */
const OBSERVERS = ['123321412...', '1233224125.3', '.3332342251.', '12332441251.'];
const units: Ratings<string>[] = Array.from({ length: 12 }, (_, at) => {
  const ratings = new Map<string, string>();
  OBSERVERS.forEach((row, observer) => {
    if (row[at] !== '.') ratings.set(String.fromCharCode(65 + observer), row[at]!);
  });
  return ratings;
});

describe("Krippendorff's alpha", () => {
  it('is 0.743 for the nominal values of the published example, over the eleven units with two values', () => {
    const alpha = krippendorffAlpha(units, nominal)!;
    expect(alpha.value).toBeCloseTo(0.743, 3);
    expect(alpha.units).toBe(11);
  });

  it('is 0.849 for the same as numbers on an interval scale', () => {
    const numbers = units.map((unit) => new Map([...unit].map(([who, value]) => [who, Number(value)])));
    expect(krippendorffAlpha(numbers, interval)!.value).toBeCloseTo(0.849, 3);
  });

  it('is 1 where all agree, and says nothing where nobody looked twice', () => {
    const same = new Map([
      ['A', 'yes'],
      ['B', 'yes'],
    ]);
    expect(krippendorffAlpha([same, same], nominal)?.value).toBe(1);
    expect(krippendorffAlpha([new Map([['A', 'yes']])], nominal)).toBeNull();
  });

  it('does not hang on the names of reviewers nor on the order of units', () => {
    const unit = fc.array(fc.constantFrom('a', 'b', 'c', null), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 12 }), (table) => {
        const ratings = (row: readonly (string | null)[]): Ratings<string> =>
          new Map(row.flatMap((value, at) => (value === null ? [] : [[String(at), value]])));
        const one = krippendorffAlpha(table.map(ratings), nominal);
        const other = krippendorffAlpha(table.map((row) => ratings(row.toReversed())).toReversed(), nominal);
        expect(other?.units).toBe(one?.units);
        if (one) expect(other!.value).toBeCloseTo(one.value, 10);
      }),
    );
  });
});

describe("Cohen's kappa", () => {
  const table = (counts: readonly [string, string, number][]): Ratings<string>[] =>
    counts.flatMap(([a, b, times]) =>
      Array.from(
        { length: times },
        () =>
          new Map([
            ['A', a],
            ['B', b],
          ]),
      ),
    );

  it('is 0.4 for 20 yes-yes, 15 no-no, 5 and 10 apart', () => {
    const kappa = cohenKappa(
      table([
        ['yes', 'yes', 20],
        ['yes', 'no', 5],
        ['no', 'yes', 10],
        ['no', 'no', 15],
      ]),
      ['A', 'B'],
    )!;
    expect(kappa.value).toBeCloseTo(0.4, 12);
    expect(kappa.units).toBe(50);
  });

  it('leaves out what only one of them saw', () => {
    const alone: Ratings<string> = new Map([['A', 'yes']]);
    expect(cohenKappa([alone], ['A', 'B'])).toBeNull();
  });

  it('comes near alpha for two reviewers and many units', () => {
    const both = table([
      ['yes', 'yes', 200],
      ['yes', 'no', 50],
      ['no', 'yes', 100],
      ['no', 'no', 150],
    ]);
    const [kappa, alpha] = [cohenKappa(both, ['A', 'B'])!, krippendorffAlpha(both, nominal)!];
    expect(Math.abs(kappa.value - alpha.value)).toBeLessThan(0.02);
  });
});
