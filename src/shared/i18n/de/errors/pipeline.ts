import type { PipelineErrorCode } from '../../../contract/errors/pipeline.ts';
import type { ErrorText } from '../../error-text.ts';

export const pipelineErrors: Record<PipelineErrorCode, ErrorText> = {
  'pipeline.unknown-study': {
    cause: 'Im Projekt gibt es keine Untersuchung {{study}}.',
    remedy: 'Die Seite „Pipeline“ und „plumbline run --json“ nennen die Untersuchungen.',
  },
  'pipeline.stage-stopped': {
    cause:
      'Die Stufe „{{stage}}“ wurde aufgegeben, weil ihr Scheitern nicht an den Untersuchungen liegt ({{reason}}).',
    remedy:
      'Die Untersuchungen nennen den Grund. Ist er behoben, die Pipeline noch einmal starten; was fertig ist, bleibt fertig.',
  },
};
