/** Codes about the pipeline; texts in src/shared/i18n/{de,en}/errors/pipeline.ts. */
export const pipelineErrorCodes = ['pipeline.unknown-study', 'pipeline.stage-stopped'] as const;
export type PipelineErrorCode = (typeof pipelineErrorCodes)[number];
