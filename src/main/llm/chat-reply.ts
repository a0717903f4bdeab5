import { z } from 'zod';
import { AppError } from '../../shared/contract/app-error.ts';

/** What a model said, with what it cost as far as the server counts. */
export interface Reply {
  readonly text: string;
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  /** As the server names what answered; may differ from what was asked for. */
  readonly model: string | null;
  /** Why the reply cannot be used, although it came: cut off, declined, empty. */
  readonly problem: AppError | null;
}

const tokens = z.int().nonnegative().nullish().catch(null);
const UsageSchema = z.object({ prompt_tokens: tokens, completion_tokens: tokens }).nullish().catch(null);
const text = z.string().nullish().catch(null);
const said = { content: text, refusal: text, reasoning_content: text, reasoning: text };
const envelope = { model: text, usage: UsageSchema };
const CompletionSchema = z.object({
  ...envelope,
  choices: z.array(z.object({ message: z.object(said), finish_reason: text })).min(1),
});
const ChunkSchema = z.object({
  ...envelope,
  choices: z.array(z.object({ delta: z.object(said).nullish(), finish_reason: text })),
});

/** What bounds a reply apart from its bytes. */
export interface ReplyBounds {
  readonly maxTokens: number;
  readonly textChars: number;
}

/** A reply in one piece. @throws AppError llm.not-a-chat (without its origin), llm.too-long */
export function completionReply(value: unknown, bounds: ReplyBounds): Reply {
  const parsed = CompletionSchema.safeParse(value);
  if (!parsed.success) throw notAChat(parsed.error);
  const { choices, usage, model } = parsed.data;
  const collector = new ReplyCollector(bounds);
  collector.add(choices[0]!.message, choices[0]!.finish_reason);
  collector.describe(usage, model);
  return collector.reply();
}

/** A reply in events. @throws AppError llm.not-a-chat (without its origin), llm.too-long, llm.too-many-tokens */
export async function streamedReply(events: AsyncIterable<unknown>, bounds: ReplyBounds): Promise<Reply> {
  const collector = new ReplyCollector(bounds);
  for await (const event of events) {
    const parsed = ChunkSchema.safeParse(event);
    if (!parsed.success) throw notAChat(parsed.error);
    const { choices, usage, model } = parsed.data;
    collector.describe(usage, model);
    if (choices[0]) collector.add(choices[0].delta ?? {}, choices[0].finish_reason);
  }
  return collector.reply();
}

type Said = { readonly [Key in keyof typeof said]?: string | null | undefined };

/** Servers may put more than one token into an event, but none puts one token into several for long. */
const EVENTS_PER_TOKEN = 1.25;
const SPARE_EVENTS = 64;

/** Gathers a reply. Thinking is counted and thrown away: it is no answer, and may hold anything. */
class ReplyCollector {
  private readonly bounds: ReplyBounds;
  private content = '';
  private thoughtChars = 0;
  private events = 0;
  private isDeclined = false;
  private finish: string | null = null;
  private promptTokens: number | null = null;
  private completionTokens: number | null = null;
  private model: string | null = null;

  constructor(bounds: ReplyBounds) {
    this.bounds = bounds;
  }

  add({ content, refusal, reasoning_content, reasoning }: Said, finish: string | null | undefined): void {
    this.content += content ?? '';
    this.thoughtChars += (reasoning_content ?? reasoning ?? '').length;
    this.isDeclined ||= Boolean(refusal);
    this.finish = finish ?? this.finish;
    this.events += 1;
    const { maxTokens, textChars } = this.bounds;
    if (this.content.length > textChars || this.thoughtChars > textChars)
      throw new AppError('llm.too-long', { kib: Math.round(textChars / 1024) });
    if (this.events > maxTokens * EVENTS_PER_TOKEN + SPARE_EVENTS)
      throw new AppError('llm.too-many-tokens', { limit: maxTokens });
  }

  describe(usage: z.output<typeof UsageSchema>, model: string | null | undefined): void {
    this.promptTokens = usage?.prompt_tokens ?? this.promptTokens;
    this.completionTokens = usage?.completion_tokens ?? this.completionTokens;
    this.model = model ?? this.model;
  }

  reply(): Reply {
    const { content, promptTokens, completionTokens, model } = this;
    return { text: content, promptTokens, completionTokens, model, problem: this.problem() };
  }

  private problem(): AppError | null {
    if (this.isDeclined || this.finish === 'content_filter') return new AppError('llm.declined');
    if (this.finish === 'length') return new AppError('llm.cut-off', { limit: this.bounds.maxTokens });
    // A stream that ends without saying why ended too early.
    if (this.finish === null) return new AppError('llm.truncated');
    return this.content.trim() === '' ? new AppError('llm.empty-answer') : null;
  }
}

/** Names the place that is wrong, never what stands there. */
function notAChat({ issues }: z.ZodError): AppError {
  return new AppError('llm.not-a-chat', { detail: issues[0]?.path.join('.') || 'JSON' });
}
