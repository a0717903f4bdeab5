import type { PipelineErrorCode } from '../../../contract/errors/pipeline.ts';
import type { ErrorText } from '../../error-text.ts';

export const pipelineErrors: Record<PipelineErrorCode, ErrorText> = {
  'pipeline.unknown-study': {
    cause: 'There is no study {{study}} in the project.',
    remedy: 'The page “Pipeline” and “plumbline run --json” name the studies.',
  },
  'pipeline.stage-stopped': {
    cause: 'The stage “{{stage}}” was given up, because its failures are not the studies’ own ({{reason}}).',
    remedy:
      'Its studies name the cause. Run the pipeline again when that is mended; what is done stays done.',
  },
};
