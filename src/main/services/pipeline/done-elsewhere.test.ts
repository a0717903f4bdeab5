import { describe, expect, it } from 'vitest';
import { PIPELINE_DEFAULTS } from '../../../shared/contract/pipeline.ts';
import { DEFAULT_SWITCHES } from '../../../shared/domain/grounding/switches.ts';
import { perStage } from '../../../shared/domain/pipeline/stage.ts';
import { standingsOf } from '../../../shared/domain/pipeline/standing.ts';
import type { MadeBy } from '../../store/stage-store.ts';
import { doneElsewhere } from './done-elsewhere.ts';
import type { StudyState } from './study-table.ts';

const AT = '2026-01-01T00:00:00.000Z';
const made: MadeBy = { extractor: 'lexicon', extractorVersion: '2', switches: DEFAULT_SWITCHES };

function stagesOf(
  derivations: readonly MadeBy[],
  {
    segment = null,
    extractor = 'lexicon',
    runs = {},
  }: { segment?: string | null; extractor?: 'lexicon' | 'llm'; runs?: StudyState['runs'] } = {},
): string[] {
  const keys = { ...perStage((stage): string | null => `wanted ${stage}`), segment, suggest: null };
  const state: StudyState = {
    study: 's',
    slices: 3,
    newestSliceId: 3,
    keys,
    runs,
    standings: standingsOf(keys, runs, true),
    wanted: {
      settings: { ...PIPELINE_DEFAULTS, extractor },
      switches: DEFAULT_SWITCHES,
      lexicon: { name: 'lexicon', version: '2' },
      llm: { model: '', prompts: [] },
    },
  };
  return doneElsewhere({ stages: { derivationsOf: () => [...derivations] } }, state, AT).map(
    ({ stage, key }) => `${stage}: ${key}`,
  );
}

const BOTH = ['extract: wanted extract', 'derive: wanted derive'];

describe('what an import has done of a pipeline', () => {
  it('is mentions and pairs, also where slices came with pairs of their own', () => {
    expect(stagesOf([made])).toEqual(BOTH);
    expect(stagesOf([made, { extractor: 'refrad2d', extractorVersion: 'v3', switches: null }])).toEqual(BOTH);
  });

  it('is only mentions where masks are still to be made', () => {
    expect(stagesOf([made], { segment: 'wanted segment' })).toEqual(BOTH.slice(0, 1));
  });

  it('is nothing where another lexicon, other switches or a language model is wanted', () => {
    expect(stagesOf([made, { ...made, extractorVersion: '1' }])).toEqual([]);
    expect(stagesOf([{ ...made, switches: { ...DEFAULT_SWITCHES, joinParts: false } }])).toEqual(
      DEFAULT_SWITCHES.joinParts ? [] : BOTH,
    );
    expect(stagesOf([{ ...made, extractor: 'lexicon+llm' }])).toEqual([]);
    expect(stagesOf([made], { extractor: 'llm' })).toEqual([]);
  });

  it('is not said a second time', () => {
    const run = { study: 's', outcome: 'done', endedAt: AT, seconds: 1, error: null } as const;
    const runs = {
      extract: { ...run, stage: 'extract', key: 'wanted extract' },
      derive: { ...run, stage: 'derive', key: 'wanted derive' },
    } as const;
    expect(stagesOf([made], { runs })).toEqual([]);
  });
});
