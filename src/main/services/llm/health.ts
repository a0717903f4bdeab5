import { AppError } from '../../../shared/contract/app-error.ts';
import type { LlmHealth } from '../../../shared/contract/llm.ts';
import { type LlmClient, extractMentions } from '../../llm/index.ts';

/** Made up: nobody's record. Every model that can do the task finds liver and spleen in it. */
const CAPTION = {
  text: 'Hypodense lesion in the liver; the spleen is unremarkable.',
  language: 'en',
} as const;

/** Asks a server for its models, and the chosen one for the mentions of a made-up caption. @throws the signal's reason */
export async function checkHealth(client: LlmClient, signal: AbortSignal): Promise<LlmHealth> {
  let models: string[] = [];
  try {
    models = await client.models(signal);
    if (client.model === '') return unhealthy(new AppError('llm.not-set-up'), models);
    const begun = performance.now();
    const outcome = await extractMentions(client, CAPTION, signal);
    const latencyMs = Math.round(performance.now() - begun);
    if (!outcome.ok) return { ...unhealthy(outcome.problem, models), structure: client.structure, latencyMs };
    return { models, structure: client.structure, latencyMs, isUsable: true, problem: null };
  } catch (error) {
    if (signal.aborted || !(error instanceof AppError)) throw error;
    return unhealthy(error, models);
  }
}

export function unhealthy(error: AppError, models: readonly string[] = []): LlmHealth {
  const problem = { code: error.code, params: { ...error.params } };
  return { models: [...models], structure: null, latencyMs: null, isUsable: false, problem };
}
