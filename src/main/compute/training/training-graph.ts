import { encodeModel } from '../../formats/onnx/encode-model.ts';
import type { OnnxGraph, OnnxValue } from '../../formats/onnx/model.ts';
import { type AdamW, clipping, update } from './adamw.ts';
import { GraphBuilder, type Value, int } from './autodiff/graph-builder.ts';
import { Tape } from './autodiff/tape.ts';
import { type HeadTargets, type Parameters, boxHead, headLoss } from './box-head.ts';
import { type HeadShape, type ParameterSpec, parameterSpecs } from './head-parameters.ts';

/** Opset whose operators all providers of ONNX Runtime have. */
export const OPSETS = [{ domain: '', version: 17 }];

export interface BatchShape {
  readonly slices: number;
  /** Classes asked about in each slice. */
  readonly slots: number;
  /** Of them asked for their box. */
  readonly boxSlots: number;
}

/** Inputs of a batch: name, type and shape without the steps in front. */
function batchInputs({ tokens, features }: HeadShape, { slices, slots, boxSlots }: BatchShape) {
  return [
    { name: 'features', type: 'float16', dims: [slices, tokens, features] },
    { name: 'classes', type: 'int64', dims: [slices, slots] },
    { name: 'presence', type: 'float32', dims: [slices, slots] },
    { name: 'presence_weight', type: 'float32', dims: [slices, slots] },
    { name: 'edges', type: 'float32', dims: [slices, boxSlots, 4] },
    { name: 'box_weight', type: 'float32', dims: [slices, boxSlots] },
  ] as const;
}
type BatchName = ReturnType<typeof batchInputs>[number]['name'];
type BatchValues = Readonly<Record<BatchName, Value>>;

export interface TrainingGraph {
  readonly shape: HeadShape;
  readonly batch: BatchShape;
  /** Steps of one run. */
  readonly steps: number;
  readonly adamw: AdamW;
}

/**
 * Training steps as an ONNX graph: forward, backward, clipping and AdamW, several steps in a loop that keeps the state where it
 * computes.
 *
 * Inputs: `<parameter>`, `<parameter>/m`, `<parameter>/v`; the batch's arrays with the steps in front; `scalars` [steps, 3] of
 * `stepScalars`. Outputs: the same parameters and moments with `/next`, and `losses` [steps, 4]: total, presence, box, length of
 * the gradient.
 */
export function trainingModel({ shape, batch, steps, adamw }: TrainingGraph): Uint8Array {
  const outer = new GraphBuilder();
  const specs = parameterSpecs(shape);
  const states = specs.flatMap(({ name, dims }) =>
    ['', '/m', '/v'].map((suffix) => outer.input(`${name}${suffix}`, 'float32', dims)),
  );
  const inputs = batchInputs(shape, batch);
  for (const { name, type, dims } of inputs) outer.input(name, type, [steps, ...dims]);
  const scalars = outer.input('scalars', 'float32', [steps, 3]);
  const body = loopBody(outer, { shape, batch, adamw, specs, scalars });
  const count = outer.int64(steps);
  const results = outer.nodeWithOutputs(
    'Loop',
    [count, { name: '', dims: [] }, ...states],
    [...states.map(({ dims }) => dims), [steps, 4]],
    { body: { kind: 'graph', value: body } },
  );
  const outputs = states.map(({ name, dims }, at) => {
    outer.named(results[at]!, `${name}/next`);
    return floatValue(`${name}/next`, dims);
  });
  outer.named(results.at(-1)!, 'losses');
  const graph = outer.finish('training', [...outputs, floatValue('losses', [steps, 4])]);
  return encodeModel({ graph, opsets: OPSETS });
}

interface BodyParts extends Omit<TrainingGraph, 'steps'> {
  readonly specs: readonly ParameterSpec[];
  readonly scalars: Value;
}

/** One step: the state goes in and comes out changed, its losses are collected. */
function loopBody(outer: GraphBuilder, { shape, batch, adamw, specs, scalars }: BodyParts): OnnxGraph {
  const graph = new GraphBuilder(outer);
  const step = graph.input('step', 'int64', []);
  const goesOn = graph.input('goes_on', 'bool', []);
  const states = specs.map(({ name, dims }) => {
    const [value, first, second] = ['/in', '/m/in', '/v/in'].map((suffix) =>
      graph.input(`${name}${suffix}`, 'float32', dims),
    );
    return { value: value!, first: first!, second: second! };
  });
  const batchValues = ofThisStep(graph, { shape, batch, step });
  const named = Object.fromEntries(specs.map(({ name }, at) => [name, states[at]!.value]));
  const { losses, gradients } = lossAndGradients(graph, named, { shape, batch, values: batchValues });
  const { norm, factor } = clipping(graph, gradients, adamw.clipNorm);
  const own = takeStep(graph, scalars, step);
  const stepSizes = [0, 1, 2].map((at) =>
    graph.node('Gather', [own, graph.int64(at)], [], { axis: int(0) }),
  ) as [Value, Value, Value];
  const outputs: OnnxValue[] = [{ name: 'goes_on/out', type: 'bool', dims: [] }];
  graph.named(goesOn, 'goes_on/out');
  for (const [at, { name, dims, decays }] of specs.entries()) {
    const next = update(graph, states[at]!, {
      gradient: gradients[at]!,
      factor,
      scalars: stepSizes,
      decays,
      adamw,
    });
    for (const [suffix, value] of [
      ['', next.value],
      ['/m', next.first],
      ['/v', next.second],
    ] as const) {
      graph.named(value, `${name}${suffix}/out`);
      outputs.push(floatValue(`${name}${suffix}/out`, dims));
    }
  }
  graph.named(stacked(graph, [losses.total, losses.presence, losses.box, norm]), 'losses/out');
  return graph.finish('step', [...outputs, floatValue('losses/out', [4])]);
}

/** Outputs of one batch without an update, for the check of the gradients: `losses` [3] and `<parameter>/gradient`. */
export function gradientModel({ shape, batch }: Omit<TrainingGraph, 'steps' | 'adamw'>): Uint8Array {
  const graph = new GraphBuilder();
  const specs = parameterSpecs(shape);
  const parameters = Object.fromEntries(
    specs.map(({ name, dims }) => [name, graph.input(name, 'float32', dims)]),
  );
  const values = Object.fromEntries(
    batchInputs(shape, batch).map(({ name, type, dims }) => [name, graph.input(name, type, dims)]),
  ) as Record<BatchName, Value>;
  const { losses, gradients } = lossAndGradients(graph, parameters, { shape, batch, values });
  graph.named(stacked(graph, [losses.total, losses.presence, losses.box]), 'losses');
  const outputs = specs.map(({ name, dims }, at) => {
    graph.named(gradients[at]!, `${name}/gradient`);
    return floatValue(`${name}/gradient`, dims);
  });
  return encodeModel({
    graph: graph.finish('gradients', [floatValue('losses', [3]), ...outputs]),
    opsets: OPSETS,
  });
}

function lossAndGradients(
  graph: GraphBuilder,
  parameters: Parameters,
  { shape, batch, values }: { shape: HeadShape; batch: BatchShape; values: BatchValues },
) {
  const all = Object.values(parameters);
  const tape = new Tape(graph, all);
  const features = graph.node('Cast', [values.features], values.features.dims, { to: int(1) });
  const { boxSlots } = batch;
  const output = boxHead(tape, parameters, { shape, features, classes: values.classes, boxSlots });
  const targets: HeadTargets = {
    presence: values.presence,
    presenceWeight: values.presence_weight,
    edges: values.edges,
    boxWeight: values.box_weight,
  };
  const losses = headLoss(tape, output, targets);
  return { losses, gradients: tape.gradients(losses.total, all) };
}

/** The batch of the step, out of the arrays of all steps, which lie in the graph around the loop. */
function ofThisStep(
  graph: GraphBuilder,
  { shape, batch, step }: { shape: HeadShape; batch: BatchShape; step: Value },
): BatchValues {
  return Object.fromEntries(
    batchInputs(shape, batch).map(({ name, dims }) => [
      name,
      takeStep(graph, { name, dims: [0, ...dims] }, step),
    ]),
  ) as Record<BatchName, Value>;
}

const takeStep = (graph: GraphBuilder, all: Value, step: Value): Value =>
  graph.node('Gather', [all, step], all.dims.slice(1), { axis: int(0) });

function stacked(graph: GraphBuilder, scalars: readonly Value[]): Value {
  const rows = scalars.map((scalar) => graph.node('Reshape', [scalar, graph.int64s([1])], [1]));
  return graph.node('Concat', rows, [rows.length], { axis: int(0) });
}

const floatValue = (name: string, dims: readonly number[]): OnnxValue => ({ name, type: 'float32', dims });
