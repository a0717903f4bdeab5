import type { ComputeErrorCode } from '../../../contract/errors/compute.ts';
import type { ErrorText } from '../../error-text.ts';

export const computeErrors: Record<ComputeErrorCode, ErrorText> = {
  'compute.runtime-missing': {
    cause: 'ONNX Runtime, which runs the models, could not be loaded: {{detail}}.',
    remedy: 'Install Plumbline again; its own files are incomplete or do not fit this system.',
  },
  'compute.provider-unusable': {
    cause: 'The model cannot be computed with {{provider}} on this machine: {{detail}}.',
    remedy: 'Choose "automatic" or "processor" under Settings, Computing, or see there what is missing.',
  },
  'compute.model-refused': {
    cause: 'ONNX Runtime refused the model: {{detail}}.',
    remedy: 'Verify the model pack on the Models page; if it is whole, ask whoever made it.',
  },
  'compute.run-failed': {
    cause: 'The model stopped with an error: {{detail}}.',
    remedy: 'Try again; if it stops at the same place, choose "processor" under Settings, Computing.',
  },
  'compute.out-of-memory': {
    cause: 'There was not enough memory for the model ({{provider}}).',
    remedy:
      'Close other programs, use a smaller or faster model, or compute on the processor. Nothing decided is lost.',
  },
  'compute.crashed': {
    cause: 'The compute process crashed ({{signal}}).',
    remedy:
      'This job has failed, nothing else. Start it again; if it crashes again, choose "processor" under Settings, Computing.',
  },
  'compute.killed': {
    cause: 'The compute process was ended from outside, by the system for want of memory or by a person.',
    remedy: 'Close other programs or use a smaller model, then start the job again.',
  },
  'compute.not-responding': {
    cause: 'The compute process gave no sign of life for {{seconds}} seconds and was ended.',
    remedy: 'Start the job again; if it hangs again, choose "processor" under Settings, Computing.',
  },
  'compute.bad-answer': {
    cause: 'The compute process answered with something that is no answer.',
    remedy: 'It was ended and starts anew with the next job. Start the job again.',
  },
};
