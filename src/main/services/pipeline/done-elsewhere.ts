import type { Stage } from '../../../shared/domain/pipeline/stage.ts';
import type { MadeBy, StageRecord, StageStore } from '../../store/stage-store.ts';
import type { StudyState } from './study-table.ts';

/**
 * Stages of a study that were done outside of the pipeline and as it would do them: an import reads the mentions and derives the
 * pairs of what it brings in. What a language model or a segmentation pack is to do is never among them.
 *
 * @param at ISO 8601 UTC
 */
export function doneElsewhere(
  store: { readonly stages: Pick<StageStore, 'derivationsOf'> },
  state: StudyState,
  at: string,
): StageRecord[] {
  const { study, keys, standings, wanted } = state;
  const isOpen = (stage: Stage): boolean => keys[stage] !== null && standings[stage].state !== 'done';
  if (wanted.settings.extractor !== 'lexicon' || !(isOpen('extract') || isOpen('derive'))) return [];
  if (!isDerivedByLexicon(store.stages.derivationsOf(study), state)) return [];
  const stages = (['extract', 'derive'] as const).filter(isOpen);
  return stages
    .filter((stage) => stage === 'extract' || keys.segment === null)
    .map((stage) => ({
      study,
      stage,
      key: keys[stage]!,
      outcome: 'done',
      endedAt: at,
      seconds: 0,
      error: null,
    }));
}

/** Whether all slices have the pairs of today's lexicon and switches; those that came with pairs of their own keep them. */
function isDerivedByLexicon(derivations: readonly MadeBy[], { wanted }: StudyState): boolean {
  const { lexicon, switches } = wanted;
  const names = Object.keys(switches) as (keyof typeof switches)[];
  return derivations.every(
    (made) =>
      made.switches === null ||
      (made.extractor === lexicon.name &&
        made.extractorVersion === lexicon.version &&
        names.every((name) => made.switches![name] === switches[name])),
  );
}
