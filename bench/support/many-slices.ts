import { classId } from '../../src/shared/domain/anatomy/classes.ts';
import type { DerivedPair } from '../../src/shared/domain/grounding/derivation.ts';
import type { Finding } from '../../src/shared/domain/grounding/finding.ts';
import { priorityOf } from '../../src/shared/domain/grounding/priority.ts';
import { seededRandom } from '../../src/shared/lib/random.ts';
import type { SliceRecord } from '../../src/main/store/slice-store.ts';
import { sliceRecord } from '../../test/support/slice-record.ts';
import { captionPair } from './captions.ts';

export const PAIRS_PER_SLICE = 5;

/** Findings with the weights of the derivation's rules, and how many pairs of a hundred have them here. */
const FINDINGS: readonly (Finding & { readonly percent: number })[] = [
  { code: 'box-touches-border', params: {}, weight: 0.15, percent: 9 },
  { code: 'mention-missing-in-other-language', params: { className: 'Leber' }, weight: 0.15, percent: 7 },
  { code: 'mask-tiny', params: { areaMm2: 12.5 }, weight: 0.35, percent: 5 },
  { code: 'mention-negated', params: { surface: 'Leber', language: 'de' }, weight: 0.3, percent: 5 },
  { code: 'mask-fragmented', params: { parts: 4 }, weight: 0.3, percent: 4 },
  { code: 'tag-lost-at-compound', params: { surface: 'Leberzyste' }, weight: 0.12, percent: 4 },
  { code: 'box-spans-far-parts', params: { parts: 2 }, weight: 0.5, percent: 1 },
  { code: 'side-disagrees-with-image', params: { className: 'Niere' }, weight: 0.7, percent: 1 },
];

/** Slices for a project of the published size: a bilingual caption each, and five pairs, a third of them with findings. */
export function* manySlices(count: number, seed = 1): Generator<SliceRecord> {
  const random = seededRandom(seed);
  for (let n = 0; n < count; n += 1) {
    const caption = captionPair(random);
    yield {
      ...sliceRecord(n),
      captions: (['de', 'en'] as const).map((language) => ({
        language,
        text: caption[language],
        isOriginal: null,
      })),
      pairs: pairsOf(n, random),
    };
  }
}

function pairsOf(n: number, random: () => number): DerivedPair[] {
  const [template] = sliceRecord(n).pairs;
  const first = Math.floor(random() * 116);
  return Array.from({ length: PAIRS_PER_SLICE }, (_, part) => {
    const id = classId(1 + ((first + part * 23) % 117));
    const findings = FINDINGS.filter(({ percent }) => random() * 100 < percent).map(
      ({ percent: _percent, ...finding }) => finding,
    );
    return {
      ...template!,
      classId: id,
      regionClassIds: [id],
      findings,
      priority: priorityOf(findings),
    };
  });
}
