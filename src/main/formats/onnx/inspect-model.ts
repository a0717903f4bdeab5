import {
  ATTRIBUTE,
  DIM,
  ENTRY,
  FUNCTION,
  GRAPH,
  MODEL,
  NODE,
  OPSET,
  SHAPE,
  SPARSE_TENSOR,
  TENSOR,
  TENSOR_TYPE,
  TRAINING_INFO,
  TYPE,
  VALUE_INFO,
} from './fields.ts';
import { type ByteSource, type Field, FieldReader, type Range } from './field-reader.ts';
import { ELEMENT_TYPES, type OnnxElementType, type OnnxOpset } from './model.ts';

/** Operator that some node calls. Domain '' is the standard one. */
export interface OperatorName {
  readonly domain: string;
  readonly op: string;
}

/** Name, type and shape as declared. Type null: one that we have no use for; dim null: not even a name. */
export interface ValueFacts {
  readonly name: string;
  readonly type: OnnxElementType | null;
  readonly dims: readonly (number | string | null)[];
}

/** The key-value pairs by which a tensor says where its bytes are, as they stand in the file. */
export type ExternalEntries = ReadonlyMap<string, string>;

/** What an `.onnx` file is made of, subgraphs and functions included; its weights are not read. */
export interface ModelFacts {
  readonly irVersion: number;
  readonly opsets: readonly OnnxOpset[];
  readonly inputs: readonly ValueFacts[];
  readonly outputs: readonly ValueFacts[];
  readonly operators: readonly OperatorName[];
  readonly functions: readonly OperatorName[];
  readonly external: readonly ExternalEntries[];
}

/** @throws AppError models.onnx-truncated, models.onnx-foreign */
export function inspectModel(source: ByteSource): ModelFacts {
  return new Inspector(source).model();
}

const MODEL_FIELDS = new Set<number>(Object.values(MODEL));
const ELEMENT_NAMES = new Map<number, OnnxElementType>(
  Object.entries(ELEMENT_TYPES).map(([name, number]) => [number, name as OnnxElementType]),
);

type Bytes = Extract<Field, { wire: 'bytes' }>;
type Visit = Readonly<Record<number, (message: Bytes) => void>>;

class Inspector {
  private readonly reader: FieldReader;
  private readonly opsets: OnnxOpset[] = [];
  private readonly operators = new Map<string, OperatorName>();
  private readonly functions: OperatorName[] = [];
  private readonly external: ExternalEntries[] = [];
  private irVersion = 0;

  constructor(source: ByteSource) {
    this.reader = new FieldReader(source);
  }

  model(): ModelFacts {
    const graphs: Bytes[] = [];
    for (const field of this.reader.fields(this.reader.whole)) {
      if (!MODEL_FIELDS.has(field.number)) throw this.reader.foreign(`field ${field.number}`);
      if (field.number === MODEL.irVersion && field.wire === 'varint') this.irVersion = field.value;
      if (field.wire !== 'bytes') continue;
      if (field.number === MODEL.graph) graphs.push(field);
      if (field.number === MODEL.opsetImport) this.opsets.push(this.opset(field));
      if (field.number === MODEL.functions) this.function(field);
      if (field.number === MODEL.trainingInfo) this.trainingInfo(field);
    }
    const [graph] = graphs;
    // Protobuf would merge several graphs into one; no exporter writes that.
    if (!graph || graphs.length > 1) throw this.reader.foreign(`${graphs.length} graphs`);
    const { inputs, outputs } = this.graph(graph);
    const { irVersion, opsets, functions, external } = this;
    return {
      irVersion,
      opsets,
      inputs,
      outputs,
      operators: [...this.operators.values()],
      functions,
      external,
    };
  }

  private graph(range: Range): { inputs: ValueFacts[]; outputs: ValueFacts[] } {
    const inputs: ValueFacts[] = [];
    const outputs: ValueFacts[] = [];
    const constants = new Set<string>();
    this.each(range, {
      [GRAPH.node]: (node) => this.node(node),
      [GRAPH.initializer]: (tensor) => constants.add(this.tensor(tensor)),
      [GRAPH.sparseInitializer]: (tensor) => this.sparseTensor(tensor),
      [GRAPH.input]: (value) => inputs.push(this.value(value)),
      [GRAPH.output]: (value) => outputs.push(this.value(value)),
    });
    // Old exporters list constants among the inputs; nobody has to feed those.
    return { inputs: inputs.filter(({ name }) => !constants.has(name)), outputs };
  }

  private node(range: Range): void {
    let op = '';
    let domain = '';
    this.each(range, {
      [NODE.op]: (field) => (op = this.reader.text(field)),
      [NODE.domain]: (field) => (domain = this.reader.text(field)),
      [NODE.attribute]: (attribute) => this.attribute(attribute),
    });
    this.operators.set(`${domain} ${op}`, { domain, op });
  }

  private attribute(range: Range): void {
    this.each(range, {
      [ATTRIBUTE.tensor]: (tensor) => this.tensor(tensor),
      [ATTRIBUTE.tensors]: (tensor) => this.tensor(tensor),
      [ATTRIBUTE.graph]: (graph) => this.graph(graph),
      [ATTRIBUTE.graphs]: (graph) => this.graph(graph),
      [ATTRIBUTE.sparseTensor]: (tensor) => this.sparseTensor(tensor),
      [ATTRIBUTE.sparseTensors]: (tensor) => this.sparseTensor(tensor),
    });
  }

  /** @returns the name */
  private tensor(range: Range): string {
    let name = '';
    const entries = new Map<string, string>();
    this.each(range, {
      [TENSOR.name]: (field) => (name = this.reader.text(field)),
      [TENSOR.external]: (field) => {
        const [key, value] = this.entry(field);
        // Readers differ in which of two they believe.
        if (entries.has(key)) throw this.reader.foreign(`external data says ${key} twice`);
        entries.set(key, value);
      },
    });
    if (entries.size > 0) this.external.push(entries);
    return name;
  }

  private entry(range: Range): readonly [string, string] {
    const texts: Record<'key' | 'value', string[]> = { key: [], value: [] };
    this.each(range, {
      [ENTRY.key]: (field) => texts.key.push(this.reader.text(field)),
      [ENTRY.value]: (field) => texts.value.push(this.reader.text(field)),
    });
    if (texts.key.length > 1 || texts.value.length > 1) throw this.reader.foreign('a key with two values');
    return [texts.key[0] ?? '', texts.value[0] ?? ''];
  }

  private sparseTensor(range: Range): void {
    this.each(range, {
      [SPARSE_TENSOR.values]: (tensor) => this.tensor(tensor),
      [SPARSE_TENSOR.indices]: (tensor) => this.tensor(tensor),
    });
  }

  private function(range: Range): void {
    let op = '';
    let domain = '';
    this.each(range, {
      [FUNCTION.name]: (field) => (op = this.reader.text(field)),
      [FUNCTION.domain]: (field) => (domain = this.reader.text(field)),
      [FUNCTION.opsetImport]: (opset) => this.opsets.push(this.opset(opset)),
      [FUNCTION.node]: (node) => this.node(node),
      [FUNCTION.attributeProto]: (attribute) => this.attribute(attribute),
    });
    this.functions.push({ domain, op });
  }

  private trainingInfo(range: Range): void {
    this.each(range, {
      [TRAINING_INFO.initialization]: (graph) => this.graph(graph),
      [TRAINING_INFO.algorithm]: (graph) => this.graph(graph),
    });
  }

  private opset(range: Range): OnnxOpset {
    let domain = '';
    let version = 0;
    for (const field of this.reader.fields(range)) {
      if (field.number === OPSET.domain && field.wire === 'bytes') domain = this.reader.text(field);
      if (field.number === OPSET.version && field.wire === 'varint') version = field.value;
    }
    return { domain, version };
  }

  private value(range: Range): ValueFacts {
    let name = '';
    let type: OnnxElementType | null = null;
    const dims: (number | string | null)[] = [];
    const tensorType = (message: Bytes): void => {
      for (const field of this.reader.fields(message)) {
        if (field.number === TENSOR_TYPE.element && field.wire === 'varint')
          type = ELEMENT_NAMES.get(field.value) ?? null;
        if (field.number === TENSOR_TYPE.shape && field.wire === 'bytes')
          this.each(field, { [SHAPE.dim]: (dim) => dims.push(this.dim(dim)) });
      }
    };
    this.each(range, {
      [VALUE_INFO.name]: (field) => (name = this.reader.text(field)),
      [VALUE_INFO.type]: (message) => this.each(message, { [TYPE.tensor]: tensorType }),
    });
    return { name, type, dims };
  }

  private dim(range: Range): number | string | null {
    let dim: number | string | null = null;
    for (const field of this.reader.fields(range)) {
      if (field.number === DIM.value && field.wire === 'varint') dim = field.value;
      if (field.number === DIM.param && field.wire === 'bytes') dim = this.reader.text(field);
    }
    return dim;
  }

  private each(range: Range, visit: Visit): void {
    for (const field of this.reader.fields(range)) {
      if (field.wire !== 'bytes') continue;
      visit[field.number]?.(field);
    }
  }
}
