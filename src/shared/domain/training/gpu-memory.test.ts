import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MEASURED_PARAMETERS, type MemoryPlan, estimatedGib, memoryAdvice } from './gpu-memory.ts';

const PUBLISHED: MemoryPlan = {
  method: 'lora',
  batchSize: 24,
  accumulation: 12,
  optimizer: 'adafactor',
  precision: 'bf16',
  gradientCheckpointing: true,
};
const taken = (change: Partial<MemoryPlan>, parameters = MEASURED_PARAMETERS): number =>
  estimatedGib({ ...PUBLISHED, ...change }, parameters);

const Plan = fc.record({
  method: fc.constantFrom('lora', 'full'),
  batchSize: fc.integer({ min: 1, max: 96 }),
  accumulation: fc.integer({ min: 1, max: 32 }),
  optimizer: fc.constantFrom('adafactor', 'adamw'),
  precision: fc.constantFrom('bf16', 'fp32'),
  gradientCheckpointing: fc.boolean(),
});

describe('the memory of a graphics card that a training takes', () => {
  it.each([
    [{ batchSize: 1 }, 10.5],
    [{ batchSize: 8 }, 34.5],
    [{ batchSize: 8, gradientCheckpointing: false }, 45],
    [{}, 61.4],
    [{ gradientCheckpointing: false }, 93.7],
    [{ batchSize: 64 }, 131.8],
    [{ batchSize: 8, precision: 'fp32' }, 42.4],
    [{ method: 'full', batchSize: 1 }, 23.1],
    [{ method: 'full' }, 59.6],
  ] as const)('is what was measured for %j', (change, gib) => expect(taken(change)).toBeCloseTo(gib, 6));

  it('lies between two measurements where it was not measured, and goes on like them behind the last', () => {
    expect(taken({ batchSize: 16 })).toBeCloseTo((34.5 + 61.4) / 2, 6);
    expect(taken({ batchSize: 104 })).toBeCloseTo(131.8 + (131.8 - 61.4), 6);
  });

  it('is in proportion to the base', () =>
    expect(taken({}, 3 * MEASURED_PARAMETERS)).toBeCloseTo(3 * taken({}), 6));

  it('is never less with more samples a pass, more kept, or wider numbers', () =>
    fc.assert(
      fc.property(Plan, (plan) => {
        const now = estimatedGib(plan, MEASURED_PARAMETERS);
        const more = (change: Partial<MemoryPlan>): number =>
          estimatedGib({ ...plan, ...change }, MEASURED_PARAMETERS);
        expect(more({ batchSize: plan.batchSize + 1 })).toBeGreaterThan(now);
        expect(more({ gradientCheckpointing: false })).toBeGreaterThanOrEqual(now);
        expect(more({ precision: 'fp32' })).toBeGreaterThanOrEqual(now);
      }),
    ));
});

describe('what to do about a card that is too small', () => {
  const advice = (change: Partial<MemoryPlan>, gib: number) =>
    memoryAdvice({ ...PUBLISHED, ...change }, MEASURED_PARAMETERS, gib);

  it('is nothing where it is not', () => expect(advice({}, 79.6)).toEqual({ kind: 'fits' }));

  it('is fewer samples a pass in more passes', () => {
    expect(advice({}, 47.5)).toMatchObject({ kind: 'batch', plan: { batchSize: 12, accumulation: 24 } });
    expect(advice({}, 39.5)).toMatchObject({ kind: 'batch', plan: { batchSize: 9, accumulation: 32 } });
    expect(advice({}, 15.8)).toMatchObject({ kind: 'batch', plan: { batchSize: 2, accumulation: 144 } });
  });

  it('is checkpointing where fewer samples do not do, then adapters, then another card', () => {
    const whole = { method: 'full', batchSize: 1, accumulation: 1 } as const;
    expect(advice({ gradientCheckpointing: false, batchSize: 1 }, 15.8)).toMatchObject({
      kind: 'checkpointing',
      plan: { method: 'lora', batchSize: 1, gradientCheckpointing: true },
    });
    expect(advice(whole, 15.8)).toMatchObject({ kind: 'lora', plan: { method: 'lora', batchSize: 1 } });
    expect(advice({}, 7.8)).toEqual({ kind: 'none' });
  });

  it('always fits, learns from as many samples a step, and could not take more a pass', () =>
    fc.assert(
      fc.property(Plan, fc.double({ min: 1, max: 200, noNaN: true }), (plan, gib) => {
        const found = memoryAdvice(plan, MEASURED_PARAMETERS, gib);
        if (!('plan' in found)) return;
        expect(found.gib).toBeLessThanOrEqual(gib);
        expect(found.plan.batchSize * found.plan.accumulation).toBe(plan.batchSize * plan.accumulation);
        expect(Number.isInteger(found.plan.accumulation)).toBe(true);
      }),
    ));
});
