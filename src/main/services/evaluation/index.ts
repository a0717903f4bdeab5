export { type ComparisonRequest, compareFiles } from './comparison-file.ts';
export { type EmbeddingDeps, assertSameEmbedding } from './embedding.ts';
export type { Evaluated } from './evaluator.ts';
export { readReport, scored, unhurried } from './report.ts';
export { type EvaluationDeps, type Telling, runEvaluation } from './run.ts';
export { EvaluationService } from './service.ts';
