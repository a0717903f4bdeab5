import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BoundedLines } from './lines.ts';
import { Told } from './told.ts';

const line = (event: object): { text: string; isCut: boolean } => ({
  text: JSON.stringify(event),
  isCut: false,
});
const step = (at: number, loss: number | null = 1) =>
  line({ event: 'step', step: at, steps: 1e6, loss, samplesPerSecond: 2, drawn: { ground: at } });
const start = (resumedFrom: number) =>
  line({
    event: 'start',
    version: 1,
    steps: 100,
    effectiveBatch: 4,
    devices: 1,
    device: 'cpu',
    resumedFrom,
    images: { train: 1, val: 0 },
    picks: {},
    parameters: 1,
    trainable: 1,
  });

const newTold = (dialect: 'json' | 'huggingface' = 'json') => new Told(dialect, { epochs: 6, kept: null });

describe('lines of a foreign program', () => {
  it('come out as they went in, whatever pieces they came in', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[^\s]{0,40}$/)),
        fc.integer({ min: 1, max: 7 }),
        (texts, size) => {
          const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(''));
          const lines = new BoundedLines();
          const found: string[] = [];
          for (let at = 0; at < bytes.length; at += size)
            for (const { text } of lines.push(bytes.subarray(at, at + size))) found.push(text);
          expect(found).toEqual(texts);
        },
      ),
    );
  });

  it('are cut where they do not end, and the next one is whole again', () => {
    const lines = new BoundedLines(10);
    const found = [...lines.push(Buffer.from('x'.repeat(1000))), ...lines.push(Buffer.from('y\nnext\n'))];
    expect(found).toEqual([
      { text: 'xxxxxxxxxx', isCut: true },
      { text: 'next', isCut: false },
    ]);
  });
});

describe('what a trainer tells', () => {
  it('is forgotten beyond the checkpoint that another start goes on from', () => {
    const told = newTold();
    for (const one of [start(0), step(1), step(2), step(3), start(2), step(3, 0.5)]) told.hear(one);
    expect(told.points().map(({ step: at, loss }) => [at, loss])).toEqual([
      [1, 1],
      [2, 1],
      [3, 0.5],
    ]);
    expect(told.checkpoint).toBe(2);
  });

  it('stays bounded, with its last point and even steps between the others', () => {
    const told = newTold();
    for (let at = 1; at <= 50_000; at += 1) told.hear(step(at));
    const points = told.points();
    expect(points.length).toBeLessThanOrEqual(2000);
    expect(points.length).toBeGreaterThan(500);
    expect(points.at(-1)!.step).toBe(50_000);
    expect(told.latest!.step).toBe(50_000);
  });

  it('is garbage where it is no event, a wrong type in a known field included, and none where fields are new', () => {
    const told = newTold();
    told.hear(line({ event: 'step', step: '1', steps: 2, loss: 1, samplesPerSecond: 1, drawn: {} }));
    told.hear(line({ event: 'evaluation', step: 1, loss: 'low' }));
    told.hear({ text: '{"event":"step"', isCut: false });
    told.hear({ text: '[1,2]', isCut: false });
    told.hear({ text: '', isCut: false });
    expect(told.garbage).toBe(4);
    told.hear(line({ event: 'evaluation', step: 1, loss: null, gpuMemory: 5 }));
    expect(told.garbage).toBe(4);
    expect(told.evaluated()).toEqual([{ step: 1, loss: null }]);
  });

  it('never throws, whatever it is', () => {
    const told = newTold();
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), fc.boolean(), (text, isCut) => {
        told.hear({ text, isCut });
      }),
    );
    expect(told.garbageLines.length).toBeLessThanOrEqual(50);
  });

  it('is understood from the dictionaries of the published trainer as well, in epochs', () => {
    const told = newTold('huggingface');
    for (const text of [
      "{'loss': 2.345, 'grad_norm': 1.5, 'learning_rate': 5e-05, 'num_tokens': 1234.0, 'epoch': 0.25}",
      "{'loss': nan, 'grad_norm': nan, 'learning_rate': 4.5e-05, 'epoch': 0.5}",
      "{'eval_loss': 1.25, 'eval_runtime': 12.3, 'eval_samples_per_second': 4.0, 'epoch': 0.5}",
      "{'train_runtime': 10.0, 'train_samples_per_second': 3.2, 'train_loss': 2.0, 'epoch': 6.0}",
      'Selected dataset: RefRad2D Detect',
      "{'a': __import__('os')}",
    ])
      told.hear({ text, isCut: false });
    expect(told).toMatchObject({ unit: 'epochs', steps: 6, evalLoss: 1.25, garbage: 0 });
    expect(told.points()).toEqual([
      { step: 0.25, loss: 2.345, learningRate: 5e-5, samplesPerSecond: null },
      { step: 0.5, loss: null, learningRate: 4.5e-5, samplesPerSecond: null },
    ]);
    expect(told.evaluated()).toEqual([{ step: 0.5, loss: 1.25 }]);
  });
});
