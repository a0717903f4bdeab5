import type { Provider } from '../device.ts';

export interface ProviderFiles {
  /** Part of the runtime itself, beside it. Without them there is nothing to try. */
  readonly own: readonly string[];
  /** Of the system or of the maker of the graphics card. */
  readonly system: readonly string[];
}

export const CUDA_PROVIDER = 'libonnxruntime_providers_cuda.so';

/**
 * What each provider of onnxruntime-node 1.30 loads, by system; a system that is not named has no such provider. The CUDA
 * libraries listed here are those of the CUDA 12 build; where a provider library is there, what it asks for itself is taken
 * instead. cuDNN and cuFFT are loaded by it only when a model first needs them, so they stand here in either case.
 */
export const PROVIDER_FILES: Readonly<Record<Provider, Readonly<Record<string, ProviderFiles>>>> = {
  cuda: {
    'linux/x64': {
      own: ['libonnxruntime_providers_shared.so', CUDA_PROVIDER],
      system: [
        'libcuda.so.1',
        'libcudart.so.12',
        'libcublas.so.12',
        'libcublasLt.so.12',
        'libcurand.so.10',
        'libcufft.so.11',
        'libcudnn.so.9',
      ],
    },
  },
  webgpu: {
    'linux/x64': { own: [], system: ['libvulkan.so.1'] },
    'linux/arm64': { own: [], system: ['libvulkan.so.1'] },
    'darwin/arm64': { own: [], system: [] },
    'win32/x64': { own: ['dxcompiler.dll', 'dxil.dll'], system: [] },
    'win32/arm64': { own: ['dxcompiler.dll', 'dxil.dll'], system: [] },
  },
  cpu: {
    'linux/x64': { own: ['libonnxruntime.so.1'], system: [] },
    'linux/arm64': { own: ['libonnxruntime.so.1'], system: [] },
    'darwin/arm64': { own: ['libonnxruntime.1.dylib'], system: [] },
    'win32/x64': { own: ['onnxruntime.dll'], system: [] },
    'win32/arm64': { own: ['onnxruntime.dll'], system: [] },
  },
};

/** Loaded late, under a number that follows CUDA's own. */
const LATE: Readonly<Record<string, readonly string[]>> = {
  '12': ['libcufft.so.11', 'libcudnn.so.9'],
  '13': ['libcufft.so.12', 'libcudnn.so.9'],
};

/** The CUDA libraries for a provider library that says itself what it needs. */
export function cudaLibraries(needed: readonly string[]): string[] {
  const cuda = needed.filter((name) => /^lib(cu|nv)/.test(name));
  const major = /^libcudart\.so\.(\d+)/.exec(cuda.find((name) => name.startsWith('libcudart')) ?? '')?.[1];
  return [...new Set([...cuda, ...(LATE[major ?? ''] ?? [])])];
}
