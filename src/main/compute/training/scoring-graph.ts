import { encodeModel } from '../../formats/onnx/encode-model.ts';
import type { OnnxValue } from '../../formats/onnx/model.ts';
import { GraphBuilder, type Value, int, ints } from './autodiff/graph-builder.ts';
import { Tape } from './autodiff/tape.ts';
import { type HeadOutput, boxHead } from './box-head.ts';
import { type HeadShape, parameterSpecs } from './head-parameters.ts';
import { type Projection, projected } from './projection.ts';
import { OPSETS } from './training-graph.ts';

/**
 * The head on projected features with its parameters as inputs, for validation between training steps.
 *
 * Inputs: parameters, `features` float16 [slices, tokens, features], `classes` int64 [slices, slots]. Outputs as `answers`.
 */
export function scoringModel(
  shape: HeadShape,
  { slices, slots }: { readonly slices: number; readonly slots: number },
): Uint8Array {
  const graph = new GraphBuilder();
  const parameters = Object.fromEntries(
    parameterSpecs(shape).map(({ name, dims }) => [name, graph.input(name, 'float32', dims)]),
  );
  const half = graph.input('features', 'float16', [slices, shape.tokens, shape.features]);
  const classes = graph.input('classes', 'int64', [slices, slots]);
  const features = graph.node('Cast', [half], half.dims, { to: int(1) });
  const output = boxHead(new Tape(graph, []), parameters, { shape, features, classes, boxSlots: slots });
  return encodeModel({ graph: graph.finish('scoring', answers(graph, output)), opsets: OPSETS });
}

/**
 * A trained head as a model of its own: `image_features` float32 [1, tokens, width of the encoder] of one slice → for every class,
 * in the order of their ids, `presence` [1, classes] and `boxes` [1, classes, 4] (x1, y1, x2, y2 as shares of width and height) with
 * `spread` [1, classes], the deviation of the edges' distributions, a mean over the four, as a share of the slice.
 */
export function headModel(
  shape: HeadShape,
  { values, projection }: { readonly values: readonly Float32Array[]; readonly projection: Projection },
): Uint8Array {
  const graph = new GraphBuilder();
  const raw = graph.input('image_features', 'float32', [1, shape.tokens, projection.mean.length]);
  const parameters = Object.fromEntries(
    parameterSpecs(shape).map(({ name, dims }, at) => [name, graph.floats(values[at]!, dims)]),
  );
  const features = projected(graph, raw, projection);
  const row = graph.int64s(Array.from({ length: shape.classes }, (_, at) => at));
  const classes = graph.node('Reshape', [row, graph.int64s([1, shape.classes])], [1, shape.classes]);
  const boxSlots = shape.classes;
  const output = boxHead(new Tape(graph, []), parameters, { shape, features, classes, boxSlots });
  return encodeModel({ graph: graph.finish('head', answers(graph, output)), opsets: OPSETS });
}

/** Writes `presence` (probabilities), `boxes` (expected edges) and `spread`. */
function answers(graph: GraphBuilder, { presence, boxes }: HeadOutput): OnnxValue[] {
  const [slices, slots, , bins] = boxes.dims as [number, number, number, number];
  const four = [slices, slots, 4];
  const share = graph.node('Softmax', [boxes], boxes.dims, { axis: int(-1) });
  const expected = (of: (place: number) => number): Value => {
    const places = graph.floats(
      Float32Array.from({ length: bins }, (_, bin) => of(bin / bins)),
      [bins, 1],
    );
    const means = graph.node('MatMul', [share, places], [...four, 1]);
    return graph.node('Reshape', [means, graph.int64s(four)], four);
  };
  const edges = expected((place) => place);
  const squares = graph.node('Mul', [edges, edges], four);
  const variance = graph.node('Sub', [expected((place) => place ** 2), squares], four);
  const deviation = graph.node('Sqrt', [graph.node('Max', [variance, graph.scalar(0)], four)], four);
  const axes = { axes: ints([2]), keepdims: int(0) };
  const outputs = {
    presence: graph.node('Sigmoid', [presence], presence.dims),
    boxes: edges,
    spread: graph.node('ReduceMean', [deviation], [slices, slots], axes),
  };
  return Object.entries(outputs).map(([name, value]) => {
    graph.named(value, name);
    return { name, type: 'float32', dims: value.dims };
  });
}
