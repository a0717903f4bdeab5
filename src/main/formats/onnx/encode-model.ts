import { assertNever } from '../../../shared/lib/assert-never.ts';
import {
  ATTRIBUTE,
  ATTRIBUTE_TYPE,
  DIM,
  ENTRY,
  FUNCTION,
  GRAPH,
  LOCATION_EXTERNAL,
  MODEL,
  NODE,
  OPSET,
  SHAPE,
  TENSOR,
  TENSOR_TYPE,
  TYPE,
  VALUE_INFO,
} from './fields.ts';
import { MessageWriter } from './message-writer.ts';
import {
  ELEMENT_TYPES,
  type OnnxAttribute,
  type OnnxFunction,
  type OnnxGraph,
  type OnnxModel,
  type OnnxNode,
  type OnnxOpset,
  type OnnxTensor,
  type OnnxValue,
} from './model.ts';

/** Functions inside a model came with IR 8; every runtime that we use reads it. */
const IR_VERSION = 8;

/** The bytes of an `.onnx` file. @throws RangeError when a tensor's data does not fit its shape */
export function encodeModel(model: OnnxModel): Uint8Array {
  const writer = new MessageWriter()
    .int(MODEL.irVersion, IR_VERSION)
    .string(MODEL.producerName, 'plumbline')
    .message(MODEL.graph, graphMessage(model.graph));
  for (const opset of model.opsets) writer.message(MODEL.opsetImport, opsetMessage(opset));
  for (const fn of model.functions ?? []) writer.message(MODEL.functions, functionMessage(fn));
  return writer.finish();
}

function opsetMessage({ domain, version }: OnnxOpset): MessageWriter {
  return new MessageWriter().string(OPSET.domain, domain).int(OPSET.version, version);
}

function graphMessage(graph: OnnxGraph): MessageWriter {
  const writer = new MessageWriter();
  for (const node of graph.nodes) writer.message(GRAPH.node, nodeMessage(node));
  writer.string(GRAPH.name, graph.name);
  for (const tensor of graph.initializers ?? []) writer.message(GRAPH.initializer, tensorMessage(tensor));
  for (const value of graph.inputs) writer.message(GRAPH.input, valueMessage(value));
  for (const value of graph.outputs) writer.message(GRAPH.output, valueMessage(value));
  return writer;
}

function functionMessage(fn: OnnxFunction): MessageWriter {
  const writer = new MessageWriter().string(FUNCTION.name, fn.name).string(FUNCTION.domain, fn.domain);
  for (const name of fn.inputs) writer.string(FUNCTION.input, name);
  for (const name of fn.outputs) writer.string(FUNCTION.output, name);
  for (const node of fn.nodes) writer.message(FUNCTION.node, nodeMessage(node));
  for (const opset of fn.opsets) writer.message(FUNCTION.opsetImport, opsetMessage(opset));
  return writer;
}

function nodeMessage(node: OnnxNode): MessageWriter {
  const writer = new MessageWriter();
  for (const name of node.inputs) writer.string(NODE.input, name);
  for (const name of node.outputs) writer.string(NODE.output, name);
  if (node.name) writer.string(NODE.name, node.name);
  writer.string(NODE.op, node.op);
  for (const [name, attribute] of Object.entries(node.attributes ?? {}))
    writer.message(NODE.attribute, attributeMessage(name, attribute));
  if (node.domain) writer.string(NODE.domain, node.domain);
  return writer;
}

function attributeMessage(name: string, attribute: OnnxAttribute): MessageWriter {
  const writer = new MessageWriter()
    .string(ATTRIBUTE.name, name)
    .int(ATTRIBUTE.type, ATTRIBUTE_TYPE[attribute.kind]);
  switch (attribute.kind) {
    case 'float':
      return writer.float(ATTRIBUTE.float, attribute.value);
    case 'int':
      return writer.int(ATTRIBUTE.int, attribute.value);
    case 'string':
      return writer.string(ATTRIBUTE.string, attribute.value);
    case 'tensor':
      return writer.message(ATTRIBUTE.tensor, tensorMessage(attribute.value));
    case 'graph':
      return writer.message(ATTRIBUTE.graph, graphMessage(attribute.value));
    case 'floats':
      for (const value of attribute.value) writer.float(ATTRIBUTE.floats, value);
      return writer;
    case 'ints':
      for (const value of attribute.value) writer.int(ATTRIBUTE.ints, value);
      return writer;
    default:
      return assertNever(attribute);
  }
}

function tensorMessage(tensor: OnnxTensor): MessageWriter {
  const writer = new MessageWriter();
  for (const dim of tensor.dims) writer.int(TENSOR.dims, dim);
  writer.int(TENSOR.type, ELEMENT_TYPES[tensor.type]).string(TENSOR.name, tensor.name);
  if (ArrayBuffer.isView(tensor.data)) return writer.bytes(TENSOR.raw, rawBytes(tensor, tensor.data));
  for (const [key, value] of Object.entries(tensor.data))
    writer.message(
      TENSOR.external,
      new MessageWriter().string(ENTRY.key, key).string(ENTRY.value, `${value}`),
    );
  return writer.int(TENSOR.location, LOCATION_EXTERNAL);
}

const BYTES: Record<OnnxTensor['type'], number> = {
  float32: 4,
  uint8: 1,
  int8: 1,
  int32: 4,
  int64: 8,
  bool: 1,
  float16: 2,
};

function rawBytes({ name, type, dims }: OnnxTensor, data: ArrayBufferView): Uint8Array {
  const expected = dims.reduce((product, dim) => product * dim, 1) * BYTES[type];
  if (data.byteLength !== expected)
    throw new RangeError(`Tensor ${name} of [${dims.join(', ')}] ${type} has ${data.byteLength} bytes`);
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

function valueMessage({ name, type, dims }: OnnxValue): MessageWriter {
  const shape = new MessageWriter();
  for (const dim of dims) {
    const entry = new MessageWriter();
    shape.message(
      SHAPE.dim,
      typeof dim === 'number' ? entry.int(DIM.value, dim) : entry.string(DIM.param, dim),
    );
  }
  const tensorType = new MessageWriter()
    .int(TENSOR_TYPE.element, ELEMENT_TYPES[type])
    .message(TENSOR_TYPE.shape, shape);
  return new MessageWriter()
    .string(VALUE_INFO.name, name)
    .message(VALUE_INFO.type, new MessageWriter().message(TYPE.tensor, tensorType));
}
