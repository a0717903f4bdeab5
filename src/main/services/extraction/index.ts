import type { Readable, Writable } from 'node:stream';
import { once } from 'node:events';
import { z } from 'zod';
import { classNameOf } from '../../../shared/domain/anatomy/classes.ts';
import { createLexiconExtractor } from '../../../shared/domain/mention/lexicon-extractor.ts';
import type { MentionExtractor } from '../../../shared/domain/mention/mention.ts';
import { linesOf } from './lines.ts';

export { createLexiconExtractor } from '../../../shared/domain/mention/lexicon-extractor.ts';
export { type ExtractedCaptions, extractedCaptions, extractedFrom } from './captions.ts';

const LineSchema = z.object({
  id: z.union([z.string(), z.number()]),
  lang: z.enum(['de', 'en']),
  text: z.string(),
});

/** A line that could not be used: its number (1-based) and what is wrong with it; never what stands in it. */
export interface LineProblem {
  readonly line: number;
  readonly reason: 'notJson' | 'notUtf8' | 'badField' | 'tooLong';
  /** Names of the fields that are wrong. */
  readonly fields: readonly string[];
}

/** What bytes that are not UTF-8 are decoded to; offsets into such a text would point anywhere. */
const REPLACEMENT = '\uFFFD';

/**
 * Reads JSONL `{id, lang, text}` and writes JSONL `{id, mentions: [{keyword, start, end, category, negated}]}`, line by line, in
 * order. A line that cannot be used is reported and left out; the others go on. Offsets refer to the NFC form of the text.
 */
export async function runMentions(
  streams: {
    readonly input: Readable;
    readonly output: Writable;
    readonly onProblem: (problem: LineProblem) => void;
  },
  extractor: MentionExtractor = createLexiconExtractor(),
): Promise<{ lines: number }> {
  let line = 0;
  for await (const text of linesOf(streams.input)) {
    line += 1;
    if (text?.trim() === '') continue;
    const answer = text === null ? ({ reason: 'tooLong', fields: [] } as const) : mentionsOf(text, extractor);
    if ('reason' in answer) streams.onProblem({ line, ...answer });
    else if (!streams.output.write(`${JSON.stringify(answer)}\n`)) await once(streams.output, 'drain');
  }
  return { lines: line };
}

function mentionsOf(
  line: string,
  extractor: MentionExtractor,
): { id: string | number; mentions: unknown[] } | Omit<LineProblem, 'line'> {
  if (line.includes(REPLACEMENT)) return { reason: 'notUtf8', fields: [] };
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    // The parser's own message would quote the text.
    return { reason: 'notJson', fields: [] };
  }
  const parsed = LineSchema.safeParse(value);
  if (!parsed.success)
    return { reason: 'badField', fields: parsed.error.issues.map(({ path }) => path.join('.') || '{}') };
  const { id, lang, text } = parsed.data;
  const mentions = extractor
    .extract(text.normalize('NFC'), lang)
    .flatMap(({ surface, start, end, classIds, negated }) =>
      classIds.map((classId) => ({ keyword: surface, start, end, category: classNameOf(classId), negated })),
    );
  return { id, mentions };
}
