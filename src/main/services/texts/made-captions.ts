import { z } from 'zod';
import type { Language } from '../../../shared/domain/mention/mention.ts';
import type { StoredCaption } from '../../store/slice-reader.ts';
import type { TextResult } from '../../store/text-store.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { hashOf } from './hash-of.ts';

/** A judge's opinion of a translation. */
export interface Verdict {
  /** 1-5, 5 without faults. */
  readonly score: number;
  readonly faults: readonly { readonly kind: string; readonly german: string; readonly english: string }[];
}

/** Which model said something, asked how, and when. */
export interface MadeBy {
  readonly model: string;
  /** SHA-256 of the prompt. */
  readonly prompt: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}

/** A caption that a language model made of another one. It never takes that one's place in the project. */
export interface MadeCaption extends MadeBy {
  readonly kind: 'rewritten' | 'translated';
  /** Of `text`. */
  readonly language: Language;
  readonly text: string;
  /** The caption that it was made of. */
  readonly of: Pick<StoredCaption, 'language' | 'text' | 'sha256'>;
  /** What a rewriting took out, verbatim. */
  readonly removed: readonly string[];
  /** Null for rewritings: no model judges them, the program holds them against their caption. */
  readonly verdict: Verdict | null;
  /** Whether it may stand for a caption: a rewriting that says something, a translation without a fault that changes a finding. */
  readonly isGood: boolean;
}

export type JudgedCaptions = MadeBy & Verdict;

/** From here on a judge found small faults only: grammar, an imprecise term. */
const GOOD_SCORE = 4;

const VerdictSchema = z.object({
  score: z.number(),
  faults: z.array(z.object({ kind: z.string(), german: z.string(), english: z.string() })),
});
const RewritingSchema = z.object({ removed: z.array(z.string()), caption: z.string() });
const TranslationSchema = z.object({ english: z.string(), judgement: VerdictSchema });

type Texts = Pick<ProjectStore, 'texts'>;

/** The newest captions that a language model made of these, as far as one was asked and its answer held. */
export function madeCaptions({ texts }: Texts, captions: readonly StoredCaption[]): MadeCaption[] {
  return captions.flatMap((of) => {
    const key = { language: of.language, inputSha256: of.sha256 };
    const rewriting = texts.newest({ task: 'rewriting', ...key });
    const translation =
      of.language === 'de' && !has(captions, 'en')
        ? texts.newest({ task: 'translation', ...key })
        : undefined;
    return [
      ...(rewriting ? [rewritten(rewriting, of)] : []),
      ...(translation ? [translated(translation, of)] : []),
    ];
  });
}

/** The newest opinion of a judge about the English caption of a slice, held against its German one. */
export function judgedCaptions(
  { texts }: Texts,
  captions: readonly StoredCaption[],
): JudgedCaptions | undefined {
  const textIn = (wanted: Language): string =>
    captions.find(({ language }) => language === wanted)?.text ?? '';
  const inputSha256 = hashOf({ german: textIn('de'), english: textIn('en') });
  const result = texts.newest({ task: 'judging', language: 'de', inputSha256 });
  return result && { ...VerdictSchema.parse(JSON.parse(result.output!)), ...byWhom(result) };
}

function rewritten(result: TextResult, of: StoredCaption): MadeCaption {
  const { removed, caption: text } = RewritingSchema.parse(JSON.parse(result.output!));
  const isGood = text.trim() !== '';
  const { language } = of;
  return { kind: 'rewritten', language, text, of, removed, verdict: null, isGood, ...byWhom(result) };
}

function translated(result: TextResult, of: StoredCaption): MadeCaption {
  const { english: text, judgement: verdict } = TranslationSchema.parse(JSON.parse(result.output!));
  const isGood = verdict.score >= GOOD_SCORE;
  return { kind: 'translated', language: 'en', text, of, removed: [], verdict, isGood, ...byWhom(result) };
}

function byWhom({ producer: model, version: prompt, createdAt: at }: TextResult): MadeBy {
  return { model, prompt, at };
}

function has(captions: readonly StoredCaption[], wanted: Language): boolean {
  return captions.some(({ language, text }) => language === wanted && text.trim() !== '');
}
