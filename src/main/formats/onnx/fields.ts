/** Field numbers of onnx.proto3 (ONNX 1.19), for the messages that are written or looked into. */
export const MODEL = {
  irVersion: 1,
  producerName: 2,
  producerVersion: 3,
  domain: 4,
  modelVersion: 5,
  docString: 6,
  graph: 7,
  opsetImport: 8,
  metadata: 14,
  trainingInfo: 20,
  functions: 25,
  configuration: 26,
} as const;

export const OPSET = { domain: 1, version: 2 } as const;

export const GRAPH = {
  node: 1,
  name: 2,
  initializer: 5,
  input: 11,
  output: 12,
  sparseInitializer: 15,
} as const;

export const NODE = { input: 1, output: 2, name: 3, op: 4, attribute: 5, domain: 7 } as const;

export const ATTRIBUTE = {
  name: 1,
  float: 2,
  int: 3,
  string: 4,
  tensor: 5,
  graph: 6,
  floats: 7,
  ints: 8,
  tensors: 10,
  graphs: 11,
  type: 20,
  sparseTensor: 22,
  sparseTensors: 23,
} as const;

/** AttributeProto.AttributeType */
export const ATTRIBUTE_TYPE = {
  float: 1,
  int: 2,
  string: 3,
  tensor: 4,
  graph: 5,
  floats: 6,
  ints: 7,
} as const;

export const TENSOR = {
  dims: 1,
  type: 2,
  name: 8,
  raw: 9,
  external: 13,
  location: 14,
} as const;
/** TensorProto.DataLocation.EXTERNAL */
export const LOCATION_EXTERNAL = 1;

export const SPARSE_TENSOR = { values: 1, indices: 2 } as const;
export const ENTRY = { key: 1, value: 2 } as const;
export const VALUE_INFO = { name: 1, type: 2 } as const;
export const TYPE = { tensor: 1 } as const;
export const TENSOR_TYPE = { element: 1, shape: 2 } as const;
export const SHAPE = { dim: 1 } as const;
export const DIM = { value: 1, param: 2 } as const;

export const FUNCTION = {
  name: 1,
  input: 4,
  output: 5,
  node: 7,
  opsetImport: 9,
  domain: 10,
  attributeProto: 11,
} as const;

export const TRAINING_INFO = { initialization: 1, algorithm: 2 } as const;
