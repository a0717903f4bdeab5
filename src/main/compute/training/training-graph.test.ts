import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../shared/lib/random.ts';
import { type Graph, type Tensor, outputOf } from '../graph.ts';
import { openGraph } from '../session.ts';
import { ADAMW, stepScalars } from './adamw.ts';
import {
  HEAD_WIDTHS,
  type HeadShape,
  normalRandom,
  parameterSpecs,
  startingValues,
} from './head-parameters.ts';
import { gradientModel, trainingModel } from './training-graph.ts';

const shape = { classes: 5, tokens: 4, features: 3, width: 4, heads: 2, inner: 6, bins: 8 };
const batch = { slices: 2, slots: 3, boxSlots: 2 };
const specs = parameterSpecs(shape);
const device = { provider: 'cpu', threads: 1 } as const;
const STEPS = 3;

type Feeds = Record<string, Tensor>;

const floats = (dims: readonly number[], data: Float32Array): Tensor => ({ type: 'float32', dims, data });

/** Random values for every parameter, so that no gradient is zero by how training starts. */
function parameters(seed: number): Feeds {
  const normal = normalRandom(seededRandom(seed));
  return Object.fromEntries(
    specs.map(({ name, dims }) => {
      const size = dims.reduce((product, dim) => product * dim, 1);
      const isScale = name.endsWith('.scale');
      return [
        name,
        floats(
          dims,
          Float32Array.from({ length: size }, () => 0.5 * normal() + (isScale ? 1 : 0)),
        ),
      ];
    }),
  );
}

/** Batches of so many steps; without `steps` the one batch of the gradient graph, which is the first of them. */
function batches(steps?: number, head: HeadShape = shape, size = batch): Feeds {
  const normal = normalRandom(seededRandom(5));
  const { slices, slots, boxSlots } = size;
  const lead = steps === undefined ? [] : [steps];
  const draw = (dims: readonly number[], one: (at: number) => number): Float32Array =>
    Float32Array.from({ length: dims.reduce((product, dim) => product * dim, steps ?? 1) }, (_, at) =>
      one(at),
    );
  const tensor = (dims: readonly number[], one: (at: number) => number): Tensor =>
    floats([...lead, ...dims], draw(dims, one));
  const featureDims = [slices, head.tokens, head.features];
  const half = Float16Array.from(draw(featureDims, (at) => Math.sin(at * 1.7) * 1.5));
  const classes = draw([slices, slots], (at) => [0, 3, 1, 3, 2, 4][at % 6]!);
  return {
    features: { type: 'float16', dims: [...lead, ...featureDims], data: new Uint16Array(half.buffer) },
    classes: { type: 'int64', dims: [...lead, slices, slots], data: BigInt64Array.from(classes, BigInt) },
    presence: tensor([slices, slots], (at) => (at % 3 === 2 ? 0 : 1)),
    presence_weight: tensor([slices, slots], (at) => (at === 4 ? 0 : 0.1 + 0.05 * (at % 4))),
    edges: tensor([slices, boxSlots, 4], () => 4 + 2 * Math.tanh(normal())),
    box_weight: tensor([slices, boxSlots], (at) => (at === 3 ? 0 : 0.3)),
  };
}

describe('the gradients of the token-box head', () => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await openGraph(gradientModel({ shape, batch }), device);
  });
  afterAll(() => graph.release());

  it('are those of finite differences, for every element of every parameter', async () => {
    const feeds = { ...parameters(1), ...batches() };
    const analytic = await graph.run(feeds);
    const lossAt = async (name: string, at: number, value: number): Promise<number> => {
      const tensor = feeds[name]!;
      const moved = Float32Array.from(tensor.data as Float32Array);
      moved[at] = value;
      const changed = { ...feeds, [name]: floats(tensor.dims, moved) };
      return outputOf(await graph.run(changed, { outputs: ['losses'] }), 'losses', 'float32').data[0]!;
    };
    for (const { name } of specs) {
      const gradient = outputOf(analytic, `${name}/gradient`, 'float32').data;
      const differences: number[] = [];
      for (const [at, value] of (feeds[name]!.data as Float32Array).entries()) {
        const h = 0.02;
        // Five points: the error is of the fourth order, so that single precision allows a step this wide.
        const [a, b, c, d] = [2, 1, -1, -2].map((k) => lossAt(name, at, value + k * h));
        differences.push((-(await a!) + 8 * (await b!) - 8 * (await c!) + (await d!)) / (12 * h));
      }
      const [length, error] = [differences, differences.map((value, at) => value - gradient[at]!)].map(
        (list) => Math.hypot(...list),
      );
      expect(length, name).toBeGreaterThan(1e-4);
      expect(error! / length!, name).toBeLessThan(4e-3);
    }
  }, 60_000);

  it('do not come from what has no weight', async () => {
    const feeds = { ...parameters(1), ...batches() };
    const gradientOfBoxes = async (edges: Tensor): Promise<unknown> =>
      (await graph.run({ ...feeds, edges }))['box.weight/gradient']!.data;
    const edges = feeds['edges'] as Tensor & { data: Float32Array };
    const moved = (box: number): Tensor =>
      floats(
        edges.dims,
        edges.data.map((edge, at) => (Math.floor(at / 4) === box ? edge + 1 : edge)),
      );
    expect(await gradientOfBoxes(moved(3))).toEqual(await gradientOfBoxes(edges));
    expect(await gradientOfBoxes(moved(0))).not.toEqual(await gradientOfBoxes(edges));
  });
});

describe('training steps', () => {
  const open = (steps: number): Promise<Graph> =>
    openGraph(trainingModel({ shape, batch, steps, adamw: ADAMW }), device);
  const withMoments = (values: Feeds): Feeds => ({
    ...values,
    ...Object.fromEntries(
      Object.entries(values).flatMap(([name, { dims, data }]) =>
        ['/m', '/v'].map((suffix) => [`${name}${suffix}`, floats(dims, new Float32Array(data.length))]),
      ),
    ),
  });
  const scalars = (first: number, count: number): Tensor =>
    floats(
      [count, 3],
      Float32Array.from(
        Array.from({ length: count }, (_, at) => stepScalars(ADAMW, first + at, 0.01)).flat(),
      ),
    );
  const nextState = (outputs: Readonly<Record<string, Tensor>>): Feeds =>
    Object.fromEntries(
      Object.entries(outputs).flatMap(([name, tensor]) =>
        name.endsWith('/next') ? [[name.slice(0, -'/next'.length), tensor]] : [],
      ),
    );

  it('are AdamW on clipped gradients', async () => {
    const [gradients, training] = [await openGraph(gradientModel({ shape, batch }), device), await open(1)];
    const start = parameters(2);
    const found = await gradients.run({ ...start, ...batches() });
    const outputs = await training.run({ ...withMoments(start), ...batches(1), scalars: scalars(1, 1) });
    const all = specs.map(({ name }) => outputOf(found, `${name}/gradient`, 'float32').data);
    const norm = Math.hypot(...all.flatMap((list) => [...list]));
    const factor = Math.min(1, ADAMW.clipNorm / norm);
    expect(outputOf(outputs, 'losses', 'float32').data[3]).toBeCloseTo(norm, 3);
    for (const [n, { name, decays }] of specs.entries()) {
      const before = start[name]!.data as Float32Array;
      const after = outputOf(outputs, `${name}/next`, 'float32').data;
      for (const [at, value] of before.entries()) {
        const g = all[n]![at]! * factor;
        // After one step both moments are the gradient's own once their bias is corrected.
        const move = (0.01 * g) / (Math.abs(g) + ADAMW.epsilon);
        const kept = decays ? value * (1 - 0.01 * ADAMW.weightDecay) : value;
        expect(Math.abs(after[at]! - (kept - move))).toBeLessThan(Math.abs(g) > 1e-6 ? 2e-5 : 0.011);
      }
    }
    await gradients.release();
    await training.release();
  });

  it('in one loop are those one by one, and the same every time', async () => {
    const [single, loop] = [await open(1), await open(STEPS)];
    const all = batches(STEPS);
    let state = withMoments(parameters(3));
    for (let step = 0; step < STEPS; step += 1) {
      const own = Object.fromEntries(
        Object.entries(all).map(([name, { type, dims, data }]) => {
          const size = data.length / STEPS;
          const part = data.slice(step * size, (step + 1) * size);
          return [name, { type, dims: [1, ...dims.slice(1)], data: part } as Tensor];
        }),
      );
      state = nextState(await single.run({ ...state, ...own, scalars: scalars(step + 1, 1) }));
    }
    const run = (): ReturnType<Graph['run']> =>
      loop.run({ ...withMoments(parameters(3)), ...all, scalars: scalars(1, STEPS) });
    const outputs = await run();
    expect(nextState(outputs)).toEqual(state);
    expect(await run()).toEqual(outputs);
    await single.release();
    await loop.release();
  });

  it('give the same sums on two threads as on one', async () => {
    const whole = { ...HEAD_WIDTHS, tokens: 256, features: 64 };
    const size = { slices: 16, slots: 24, boxSlots: 8 };
    const start = startingValues(parameterSpecs(whole), 6);
    const values = parameterSpecs(whole).map(({ name, dims }, at) => [name, floats(dims, start[at]!)]);
    const feeds = { ...withMoments(Object.fromEntries(values) as Feeds), ...batches(2, whole, size) };
    const model = trainingModel({ shape: whole, batch: size, steps: 2, adamw: ADAMW });
    const states: unknown[] = [];
    for (const threads of [1, 2]) {
      const graph = await openGraph(model, { provider: 'cpu', threads });
      states.push(nextState(await graph.run({ ...feeds, scalars: scalars(1, 2) })));
      await graph.release();
    }
    expect(states[0]).toEqual(states[1]);
  });

  it('bring the loss down', async () => {
    const loop = await open(STEPS);
    let state = withMoments(parameters(4));
    const losses: number[] = [];
    for (let round = 0; round < 40; round += 1) {
      const outputs = await loop.run({
        ...state,
        ...batches(STEPS),
        scalars: scalars(1 + round * STEPS, STEPS),
      });
      state = nextState(outputs);
      losses.push(outputOf(outputs, 'losses', 'float32').data[0]!);
    }
    expect(losses.at(-1)!).toBeLessThan(0.7 * losses[0]!);
    await loop.release();
  });
});
