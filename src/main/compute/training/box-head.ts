import type { Value } from './autodiff/graph-builder.ts';
import {
  add,
  batchedProduct,
  linear,
  logSoftmax,
  multiply,
  reshape,
  rowProducts,
  silu,
  softmax,
  softplus,
  subtract,
  sum,
  transpose,
} from './autodiff/operations.ts';
import { firstOf, layerNorm, lookUp } from './autodiff/row-operations.ts';
import type { Tape } from './autodiff/tape.ts';
import type { HeadShape } from './head-parameters.ts';

/** Deviation of the gaussian that stands for a location instead of a single bin, bins. */
const LABEL_SIGMA = 4;

export type Parameters = Readonly<Record<string, Value>>;

export interface HeadInput {
  /** [slices, tokens, features] */
  readonly features: Value;
  /** Which classes are asked about, by their number from 0: int64 [slices, slots]. */
  readonly classes: Value;
  /** The first so many slots are asked for their box. */
  readonly boxSlots: number;
}

export interface HeadOutput {
  /** Logits [slices, slots]. */
  readonly presence: Value;
  /** Logits [slices, boxSlots, 4, bins]: x1, y1, x2, y2. */
  readonly boxes: Value;
}

/**
 * Class queries that look at the patches of a slice: one cross-attention, one residual MLP, and for each class a presence logit
 * and four distributions over location bins.
 */
export function boxHead(
  tape: Tape,
  p: Parameters,
  { shape, features, classes, boxSlots }: HeadInput & { readonly shape: HeadShape },
): HeadOutput {
  const [slices, slots] = [classes.dims[0]!, classes.dims[1]!];
  const queries = lookUp(tape, p['queries']!, classes);
  const seen = attention(tape, p, { shape, queries, features });
  const norm = { scale: p['norm.scale']!, shift: p['norm.shift']! };
  const normal = layerNorm(tape, add(tape, queries, seen), norm);
  const wide = silu(tape, add(tape, linear(tape, normal, p['mlp.in']!), p['mlp.in.bias']!));
  const inner = add(tape, linear(tape, wide, p['mlp.out']!), p['mlp.out.bias']!);
  const last = { scale: p['last.scale']!, shift: p['last.shift']! };
  const rows = layerNorm(tape, add(tape, normal, inner), last);
  const presence = add(
    tape,
    linear(tape, rows, p['presence.weight']!),
    lookUp(tape, p['presence.bias']!, classes),
  );
  const boxes = add(tape, linear(tape, firstOf(tape, rows, boxSlots), p['box.weight']!), p['box.bias']!);
  return {
    presence: reshape(tape, presence, [slices, slots]),
    boxes: reshape(tape, boxes, [slices, boxSlots, 4, shape.bins]),
  };
}

/**
 * Each query's mixture of patches, in several heads: [slices, slots, width].
 *
 * Keys and values are (features x weights + position). They are never written out, since there are far more patches than queries:
 * q (F K + P)^T = (q K^T) F^T + q P^T, and a (F V + P) = (a F) V + a P. Products with weights and positions run over all slices at
 * once, [heads, slices x slots, …]; products with features over all heads at once, [slices, heads x slots, …].
 */
function attention(
  tape: Tape,
  p: Parameters,
  {
    shape,
    queries,
    features,
  }: { readonly shape: HeadShape; readonly queries: Value; readonly features: Value },
): Value {
  const { heads, width } = shape;
  const part = width / heads;
  const [slices, slots] = [queries.dims[0]!, queries.dims[1]!];
  /** Rows of a parameter [rows, width] → [heads, rows, part]. */
  const inHeads = (name: string): Value => {
    const rows = p[name]!;
    return transpose(tape, reshape(tape, rows, [rows.dims[0]!, heads, part]), [1, 0, 2]);
  };
  const turned = (value: Value, [from, to]: readonly [number, number]): Value => {
    const last = value.dims.at(-1)!;
    const both = transpose(tape, reshape(tape, value, [from, to, slots, last]), [1, 0, 2, 3]);
    return reshape(tape, both, [to, from * slots, last]);
  };
  const bySlice = (value: Value): Value => turned(value, [heads, slices]);
  const byHead = (value: Value): Value => turned(value, [slices, heads]);
  const scaled = multiply(tape, queries, tape.graph.scalar(1 / Math.sqrt(part)));
  const split = transpose(tape, reshape(tape, scaled, [slices, slots, heads, part]), [2, 0, 1, 3]);
  const q = reshape(tape, split, [heads, slices * slots, part]);
  const scores = add(
    tape,
    rowProducts(tape, bySlice(rowProducts(tape, q, inHeads('key'))), features),
    bySlice(rowProducts(tape, q, inHeads('key.position'))),
  );
  const shares = softmax(tape, scores);
  const mixed = add(
    tape,
    batchedProduct(tape, byHead(batchedProduct(tape, shares, features)), inHeads('value')),
    batchedProduct(tape, byHead(shares), inHeads('value.position')),
  );
  const joined = transpose(tape, reshape(tape, mixed, [heads, slices, slots, part]), [1, 2, 0, 3]);
  return add(tape, linear(tape, reshape(tape, joined, queries.dims), p['out']!), p['out.bias']!);
}

export interface HeadTargets {
  /** 1 present, 0 absent; [slices, slots]. */
  readonly presence: Value;
  /** Weights of the presence terms; 0 where nothing is known. They add up to 1 over the batch. */
  readonly presenceWeight: Value;
  /** True edges in bins; [slices, boxSlots, 4]. */
  readonly edges: Value;
  /** Weights of the boxes; [slices, boxSlots], 0 where there is none. */
  readonly boxWeight: Value;
}

export interface HeadLoss {
  readonly total: Value;
  readonly presence: Value;
  readonly box: Value;
}

/** Weighted binary cross-entropy of presence, and cross-entropy of the edges against soft locations, a mean over the four. */
export function headLoss(tape: Tape, { presence, boxes }: HeadOutput, targets: HeadTargets): HeadLoss {
  const terms = subtract(tape, softplus(tape, presence), multiply(tape, presence, targets.presence));
  const presenceLoss = sum(tape, multiply(tape, terms, targets.presenceWeight));
  const [slices, slots] = [boxes.dims[0]!, boxes.dims[1]!];
  const weight = reshape(tape, targets.boxWeight, [slices, slots, 1, 1]);
  const wanted = multiply(tape, softLocations(tape, targets.edges, boxes.dims), weight);
  const scaled = multiply(tape, wanted, tape.graph.scalar(-1 / 4));
  const boxLoss = sum(tape, multiply(tape, logSoftmax(tape, boxes), scaled));
  return { total: add(tape, presenceLoss, boxLoss), presence: presenceLoss, box: boxLoss };
}

/** Gaussian around each edge, cut at the image's border and normalised: a softmax of squared distances. */
function softLocations(tape: Tape, edges: Value, dims: readonly number[]): Value {
  const bins = dims[3]!;
  const places = tape.graph.floats(
    Float32Array.from({ length: bins }, (_, bin) => bin),
    [bins],
  );
  const distance = subtract(tape, places, reshape(tape, edges, [...edges.dims, 1]));
  const factor = tape.graph.scalar(-1 / (2 * LABEL_SIGMA ** 2));
  return softmax(tape, multiply(tape, multiply(tape, distance, distance), factor));
}
