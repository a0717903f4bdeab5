import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitPatients } from './patient-splits.ts';
import { SPLITS } from './snapshot.ts';

const none = { val: [], gold: [] };

describe('the split of a patient', () => {
  it('stays what it was, whatever the rule says today and whoever comes or goes', () =>
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ minLength: 1 }), fc.constantFrom(...SPLITS)),
        fc.array(fc.string({ minLength: 1 })),
        fc.constantFrom(...SPLITS),
        (known, patients, today) => {
          const result = splitPatients(patients, { known, named: none, assign: () => today });
          if (!result.ok) throw new Error('nobody was named');
          for (const [patient, split] of Object.entries(known)) expect(result.patients[patient]).toBe(split);
          for (const patient of patients)
            expect(result.patients[patient]).toBe(Object.hasOwn(known, patient) ? known[patient] : today);
        },
      ),
    ));

  it('is the named one for a new patient', () =>
    expect(
      splitPatients(['a', 'b'], { known: {}, named: { val: [], gold: ['b'] }, assign: () => 'train' }),
    ).toEqual({ ok: true, patients: { a: 'train', b: 'gold' } }));

  it('cannot become gold after it has trained', () =>
    expect(
      splitPatients(['a'], { known: { a: 'train' }, named: { val: [], gold: ['a'] }, assign: () => 'train' }),
    ).toEqual({ ok: false, patient: 'a', has: 'train', wanted: 'gold' }));

  it('cannot be two at once', () =>
    expect(
      splitPatients(['a'], { known: {}, named: { val: ['a'], gold: ['a'] }, assign: () => 'train' }).ok,
    ).toBe(false));
});
