import { Jobs } from '../../src/main/jobs/index.ts';
import type { LlmClient, LlmClientOptions } from '../../src/main/llm/index.ts';
import { createLexiconExtractor } from '../../src/main/services/extraction/index.ts';
import { DeriveAnewService } from '../../src/main/services/grounding/index.ts';
import { createReviewService } from '../../src/main/services/review/index.ts';
import { createTextsService } from '../../src/main/services/texts/index.ts';
import { openProject } from '../../src/main/store/project-store.ts';
import type { SliceRecord } from '../../src/main/store/slice-store.ts';
import { INITIAL_LLM_CONNECTION } from '../../src/shared/contract/llm.ts';
import { idOf } from '../../src/shared/domain/anatomy/classes.ts';
import { deriveSlice } from '../../src/shared/domain/grounding/derive-slice.ts';
import { DEFAULT_SWITCHES } from '../../src/shared/domain/grounding/switches.ts';
import { testClient } from './llm-client.ts';
import { sliceRecord } from './slice-record.ts';

const lexicon = createLexiconExtractor();
const clock = { now: () => Date.now(), monotonic: () => performance.now() };

type Store = ReturnType<typeof openProject>;

/** The services of a project that work on its texts, on a model behind an address. */
export function textServices(store: Store, url: string, options: Partial<LlmClientOptions> = {}) {
  let id = 0;
  const newId = (): string => `${Date.now()}-${(id += 1)}`;
  const publish = (): void => undefined;
  const quiet = { info: publish, warn: publish, error: publish };
  const jobs = new Jobs({ store: store.jobs, clock, log: quiet, newId, publish });
  const derivation = new DeriveAnewService({ store, jobs, extractor: lexicon, clock, publish });
  const concurrency = options.concurrency ?? 8;
  const llm = {
    client: (): LlmClient => testClient(url, { concurrency, ...options }),
    state: () => ({
      connection: { ...INITIAL_LLM_CONNECTION, model: 'test-model', concurrency },
      key: 'none' as const,
      needsPlainHttpConsent: false,
      origin: url,
    }),
  };
  const texts = createTextsService({ store, jobs, llm, lexicon, derivation, clock, publish });
  const review = createReviewService({ store, clock, newId, publish });
  return { jobs, texts, review, derivation };
}

/** Saves a slice with liver (left half) and spleen (right half) on its mask, derived by the lexicon. */
export async function saveWithMask(
  store: Store,
  number: number,
  captions: readonly { readonly language: 'de' | 'en'; readonly text: string }[],
  change: Partial<SliceRecord> = {},
): Promise<number> {
  const record = sliceRecord(number);
  const mask = Uint8Array.from({ length: 16 }, (_, at) => (at % 4 < 2 ? idOf('liver') : idOf('spleen')));
  const extracted = captions.map(({ language, text }) => ({
    language,
    text,
    mentions: lexicon.extract(text, language),
  }));
  const derived = deriveSlice({ ...record, mask, captions: extracted, switches: DEFAULT_SWITCHES });
  const { sliceId } = store.slices.save({
    ...record,
    pixelsSha256: await store.blobs.put(new Uint8Array(new Int16Array(16).fill(number).buffer)),
    maskSha256: await store.blobs.put(mask),
    captions: captions.map((caption) => ({ ...caption, isOriginal: null })),
    ...derived,
    provenance: { ...record.provenance, extractor: lexicon.name, extractorVersion: lexicon.version },
    ...change,
  });
  return sliceId;
}
