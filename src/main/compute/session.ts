import type { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import type { AppError } from '../../shared/contract/app-error.ts';
import type { Device } from './device.ts';
import type { ElementType, Graph, Tensor, TensorSpec } from './graph.ts';
import { loadFailure, runFailure, runtimeFailure } from './runtime-errors.ts';

type Runtime = typeof import('onnxruntime-node');

/** The only place that loads ONNX Runtime; late, so that a broken installation is an answer and no crash at start. */
async function runtime({ provider }: Device): Promise<Runtime> {
  try {
    return await import('onnxruntime-node');
  } catch (cause) {
    throw runtimeFailure(cause, provider);
  }
}

/**
 * Opens a model by its path, so that its external data is found beside it, or from bytes that were written here. A path has to
 * lead into a pack that was checked. A missing provider does not fall back to another: the caller has chosen.
 *
 * @throws AppError compute.runtime-missing, compute.model-refused, compute.provider-unusable, compute.out-of-memory
 */
export async function openGraph(model: string | Uint8Array, device: Device): Promise<Graph> {
  const ort = await runtime(device);
  const where = { file: typeof model === 'string' ? model : '', provider: device.provider };
  let session: InferenceSession;
  try {
    session = await createSession(ort, model, device);
  } catch (cause) {
    throw loadFailure(cause, where);
  }
  return new SessionGraph(session, ort.Tensor, (cause) => runFailure(cause, where));
}

/** The overloads of the runtime take a path or bytes, and no union of them. */
function createSession(ort: Runtime, model: string | Uint8Array, device: Device): Promise<InferenceSession> {
  const options = sessionOptions(device);
  return typeof model === 'string'
    ? ort.InferenceSession.create(model, options)
    : ort.InferenceSession.create(model, options);
}

function sessionOptions({ provider, threads }: Device): InferenceSession.SessionOptions {
  return {
    executionProviders: [provider],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    // A plan made in the first run is a second block of memory beside what that run took: half as much again for a network over
    // a volume, measured, at the same speed.
    enableMemPattern: false,
    logSeverityLevel: 4,
    // Threads that wait in a loop take the processor from the window, measured on a busy machine.
    extra: { session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } } },
  };
}

class SessionGraph implements Graph {
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
  private readonly session: InferenceSession;
  private readonly make: Runtime['Tensor'];
  private readonly failure: (cause: unknown) => AppError;

  constructor(session: InferenceSession, make: Runtime['Tensor'], failure: (cause: unknown) => AppError) {
    this.session = session;
    this.make = make;
    this.failure = failure;
    this.inputs = session.inputMetadata.flatMap(specOf);
    this.outputs = session.outputMetadata.flatMap(specOf);
  }

  async run(
    feeds: Readonly<Record<string, Tensor>>,
    options: Parameters<Graph['run']>[1] = {},
  ): Promise<Readonly<Record<string, Tensor>>> {
    const wanted = options.outputs ?? this.session.outputNames;
    const fetches = Object.fromEntries(
      wanted.map((name) => [name, options.into?.[name] ? this.toOrt(options.into[name]) : null]),
    );
    try {
      const given = Object.fromEntries(
        Object.entries(feeds).map(([name, tensor]) => [name, this.toOrt(tensor)]),
      );
      const results = await this.session.run(given, fetches);
      return Object.fromEntries(
        wanted.map((name) => [name, options.into?.[name] ?? fromOrt(results[name]!)]),
      );
    } catch (cause) {
      throw this.failure(cause);
    }
  }

  release(): Promise<void> {
    return this.session.release();
  }

  private toOrt({ type, data, dims }: Tensor): OrtTensor {
    const tensor = new this.make(type, data, dims);
    // Since Node has Float16Array the class wraps the bits in one, and the native side refuses that with "not enough space":
    // it wants the 16-bit integers themselves.
    if (type === 'float16') Reflect.set(tensor, 'cpuData', data);
    return tensor;
  }
}

function fromOrt(tensor: OrtTensor): Tensor {
  const { type, dims, data } = tensor;
  if (!ArrayBuffer.isView(data) || !isElementType(type)) throw new TypeError(`An output of type ${type}`);
  if (type !== 'float16') return { type, dims, data } as Tensor;
  return { type, dims, data: new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2) };
}

const KNOWN: Readonly<Record<ElementType, true>> = {
  float32: true,
  float16: true,
  int64: true,
  int32: true,
  int8: true,
  uint8: true,
  bool: true,
};
const isElementType = (type: string): type is ElementType => type in KNOWN;

/** Inputs and outputs that no model of ours has (sequences, strings) are left out. */
function specOf(metadata: InferenceSession.ValueMetadata): TensorSpec[] {
  if (!metadata.isTensor || !isElementType(metadata.type)) return [];
  return [{ name: metadata.name, type: metadata.type, dims: metadata.shape }];
}
