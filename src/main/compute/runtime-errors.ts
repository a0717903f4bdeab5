import { AppError } from '../../shared/contract/app-error.ts';
import type { Provider } from './device.ts';

/** What allocators of the runtime, of CUDA, Dawn and V8, the loader, and the maker of threads say when there is no memory left. */
const NO_MEMORY =
  /bad_alloc|failed to allocate|cannot allocate|allocation failed|pthread_create failed|out of memory|out_of_memory|not enough memory|ALLOC_FAILED|Invalid typed array length|arena.*(available|limit)/i;
/** Said while a session is made when the provider itself is the reason. */
const NO_PROVIDER =
  /shared library|execution provider|ExecutionProvider_|adapter|CUDA|cuDNN|no such backend|backend not found/i;

const MAX_DETAIL = 240;

/** Why the runtime itself could not be loaded: the loader of shared libraries may have had no memory for it. */
export function runtimeFailure(cause: unknown, provider: Provider): AppError {
  const detail = detailOf(cause);
  if (NO_MEMORY.test(detail)) return new AppError('compute.out-of-memory', { provider }, { cause });
  return new AppError('compute.runtime-missing', { detail }, { cause });
}

/** Why a session could not be made. */
export function loadFailure(
  cause: unknown,
  { file, provider }: { file: string; provider: Provider },
): AppError {
  const detail = detailOf(cause, file);
  if (NO_MEMORY.test(detail)) return new AppError('compute.out-of-memory', { provider }, { cause });
  if (provider !== 'cpu' && NO_PROVIDER.test(detail))
    return new AppError('compute.provider-unusable', { provider, detail }, { cause });
  return new AppError('compute.model-refused', { detail }, { cause });
}

/** Why a run broke off. */
export function runFailure(
  cause: unknown,
  { file, provider }: { file: string; provider: Provider },
): AppError {
  const detail = detailOf(cause, file);
  if (NO_MEMORY.test(detail)) return new AppError('compute.out-of-memory', { provider }, { cause });
  return new AppError('compute.run-failed', { detail }, { cause });
}

/** Whether V8 could not give the memory for an array. */
export const isOutOfMemory = (error: unknown): boolean =>
  error instanceof RangeError && NO_MEMORY.test(error.message);

/** The runtime's own words without the condition that failed and without places: source lines of its build, and where the model lies on this machine. */
export function detailOf(cause: unknown, file = ''): string {
  const words = (cause instanceof Error ? cause.message : String(cause))
    .replaceAll(file || '\0', '…')
    .replace(/^.* was false\. /s, '')
    // What CUDA says stands behind the signature of the function that asked it, and before the machine's name.
    .replace(/^.*::CudaCall\(.*?\) \[with [^\]]*\] /s, '')
    .replace(/ ; GPU=.*$/s, '')
    .replaceAll(/\/?[\w.-]*onnxruntime_src\/\S+/g, '')
    .replaceAll(/(?:[A-Za-z]:)?[\\/](?:[^\\/\s:]+[\\/])+/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return words.length > MAX_DETAIL ? `${words.slice(0, MAX_DETAIL)}…` : words;
}
