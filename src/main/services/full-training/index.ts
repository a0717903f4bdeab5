export type { FullTrainingDeps } from './deps.ts';
export { type FullChallenger, type FullLineage, FullLineageSchema } from './lineage.ts';
export { FULL_TRAINING, FullTrainingService } from './service.ts';
