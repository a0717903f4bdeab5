import { encodeModel } from '../../src/main/formats/onnx/encode-model.ts';
import type { OnnxNode, OnnxTensor } from '../../src/main/formats/onnx/model.ts';
import { seededRandom } from '../../src/shared/lib/random.ts';

/** nnU-Net's plain network of six stages, as TotalSegmentator's networks for 1.5 mm have it. */
const FEATURES = [32, 64, 128, 256, 320, 320] as const;
const OPSETS = [{ domain: '', version: 17 }];

export interface NetworkShape {
  readonly heads: number;
  /** Network order, a multiple of 32 along each axis. */
  readonly patch: readonly [number, number, number];
}

/**
 * A `PlainConvUNet` with random weights: two convolutions a stage, each with instance normalisation and leaky ReLU, halved by
 * the first of a stage, doubled by a transposed convolution, every encoder stage handed across. Normalisation keeps its logits
 * in range; its labels mean nothing.
 */
export function releasedNetwork({ heads, patch }: NetworkShape): Uint8Array {
  const net = new NetworkWriter();
  const skips: string[] = [];
  let [at, width] = ['image', 1];
  for (const [stage, features] of FEATURES.entries()) {
    at = net.block(at, [width, features], stage === 0 ? 1 : 2);
    at = net.block(at, [features, features], 1);
    skips.push(at);
    width = features;
  }
  for (const [below, features] of [...FEATURES.slice(0, -1).entries()].toReversed()) {
    at = net.add('ConvTranspose', at, [width, features, 2, 2, 2], { strides: ints([2, 2, 2]) });
    at = net.concat(at, skips[below]!);
    at = net.block(at, [2 * features, features], 1);
    at = net.block(at, [features, features], 1);
    width = features;
  }
  const logits = net.add('Conv', at, [heads, width, 1, 1, 1], {});
  return encodeModel({
    opsets: OPSETS,
    graph: {
      name: 'released-network',
      nodes: net.nodes,
      initializers: net.tensors,
      inputs: [{ name: 'image', type: 'float32', dims: [1, 1, ...patch] }],
      outputs: [{ name: logits, type: 'float32', dims: [1, heads, ...patch] }],
    },
  });
}

const ints = (value: readonly number[]) => ({ kind: 'ints', value }) as const;

class NetworkWriter {
  readonly nodes: OnnxNode[] = [];
  readonly tensors: OnnxTensor[] = [];
  private readonly random = seededRandom(1);

  block(input: string, [from, to]: readonly [number, number], stride: number): string {
    const attributes = { pads: ints([1, 1, 1, 1, 1, 1]), strides: ints([stride, stride, stride]) };
    const convolved = this.add('Conv', input, [to, from, 3, 3, 3], attributes);
    return this.node('LeakyRelu', [this.normalised(convolved, to)], {
      alpha: { kind: 'float', value: 0.01 },
    });
  }

  /** As the exporter of packs writes it (tools/model-packs, norm.py): ONNX Runtime's own operator is not exact enough. */
  private normalised(input: string, channels: number): string {
    const shape = [1, channels, 1, 1, 1];
    const [scale, shift, epsilon] = [
      this.tensor(shape, () => 1),
      this.tensor(shape, () => 0),
      this.tensor([1], () => 1e-5),
    ];
    const centred = this.node('Sub', [input, this.mean(input)], {});
    const variance = this.mean(this.node('Mul', [centred, centred], {}));
    const deviation = this.node('Sqrt', [this.node('Add', [variance, epsilon], {})], {});
    const scaled = this.node('Mul', [centred, this.node('Div', [scale, deviation], {})], {});
    return this.node('Add', [scaled, shift], {});
  }

  private mean(input: string): string {
    return [4, 3, 2].reduce((at, axis) => this.node('ReduceMean', [at], { axes: ints([axis]) }), input);
  }

  /** A convolution of either direction with random weights of variance 2 / inputs. */
  add(
    op: string,
    input: string,
    dims: readonly number[],
    attributes: OnnxNode['attributes'] & object,
  ): string {
    const inputs = dims.slice(1).reduce((product, size) => product * size, 1);
    const spread = Math.sqrt(6 / inputs);
    return this.node(op, [input, this.tensor(dims, () => (2 * this.random() - 1) * spread)], attributes);
  }

  concat(a: string, b: string): string {
    return this.node('Concat', [a, b], { axis: { kind: 'int', value: 1 } });
  }

  private node(op: string, inputs: readonly string[], attributes: OnnxNode['attributes'] & object): string {
    const output = `y${this.nodes.length}`;
    this.nodes.push({ op, inputs, outputs: [output], attributes });
    return output;
  }

  private tensor(dims: readonly number[], value: () => number): string {
    const name = `w${this.tensors.length}`;
    const length = dims.reduce((product, size) => product * size, 1);
    this.tensors.push({ name, type: 'float32', dims, data: Float32Array.from({ length }, value) });
    return name;
  }
}
