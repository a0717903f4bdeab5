import { describe, expect, it } from 'vitest';
import { detailOf, loadFailure } from './runtime-errors.ts';

/** As ONNX Runtime 1.30 says it on a machine without a driver; the source's path and its signature stand there twice. */
const SIGNATURE =
  '/onnxruntime_src/onnxruntime/core/providers/cuda/cuda_call.cc:154 std::conditional_t<THRW, void, onnxruntime::common::Status> onnxruntime::CudaCall(ERRTYPE, const char*, const char*, SUCCTYPE, const char*, const char*, int) [with ERRTYPE = cudaError; bool THRW = true; SUCCTYPE = cudaError; std::conditional_t<THRW, void, common::Status> = void] ';
const NO_DRIVER = `${SIGNATURE}${SIGNATURE}CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version ; GPU=-1 ; hostname=ward-3 ; file=/onnxruntime_src/onnxruntime/core/providers/cuda/cuda_execution_provider.cc ; line=352 ; expr=cudaSetDevice(info_.device_id); \n\n`;

describe('what the runtime says', () => {
  it('is cut to what CUDA itself said, without the name of the machine', () => {
    const detail = 'CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version';
    expect(detailOf(new Error(NO_DRIVER))).toBe(detail);
    expect(loadFailure(new Error(NO_DRIVER), { file: '', provider: 'cuda' })).toMatchObject({
      code: 'compute.provider-unusable',
      params: { provider: 'cuda', detail },
    });
  });

  it('is a lack of memory where CUDA had none', () => {
    const message = `${SIGNATURE}CUDA failure 2: out of memory ; GPU=0 ; hostname=ward-3 ; file=/x/y.cc ; line=1 ; expr=cudaMalloc(); `;
    expect(loadFailure(new Error(message), { file: '', provider: 'cuda' }).code).toBe(
      'compute.out-of-memory',
    );
  });
});
