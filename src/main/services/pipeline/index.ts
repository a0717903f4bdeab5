export type { PipelineDone } from './run.ts';
export { PIPELINE, PipelineService } from './service.ts';
