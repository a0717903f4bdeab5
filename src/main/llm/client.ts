import OpenAI from 'openai';
import { Stream } from 'openai/streaming';
import { z } from 'zod';
import { AppError } from '../../shared/contract/app-error.ts';
import { type Address, assertPrivate, parseAddress } from './address.ts';
import { type Reply, type ReplyBounds, completionReply, streamedReply } from './chat-reply.ts';
import { REPLY_LIMITS, type ReplyLimits } from './limits.ts';
import type { ChatMessage } from './prompt.ts';
import { asReplyFailure, askedPauseMs } from './reply-failure.ts';
import { MAX_RETRY_AFTER_MS, Pause, type Waiting, backoffMs, isWorthRetrying, realWaiting } from './retry.ts';
import { Semaphore } from './semaphore.ts';
import { parseStrictJson } from './strict-json.ts';
import { type Transport, createTransport } from './transport.ts';

/** How an answer's form is asked for, from the firmest to the loosest; servers differ in what they know. */
export const STRUCTURES = ['json_schema', 'json_object', 'text'] as const;
export type Structure = (typeof STRUCTURES)[number];

export interface LlmClientOptions {
  readonly baseUrl: string;
  readonly model: string;
  /** The origin to which plain http was accepted. */
  readonly plainHttpOrigin: string | null;
  /** The key for an origin, or null; asked for with every request and kept nowhere. */
  readonly keyFor: (origin: string) => string | null;
  readonly stream: boolean;
  readonly concurrency: number;
  readonly maxTokens: number;
  readonly totalMs: number;
  readonly idleMs: number;
  /** Only tests and benches give others than the usual ones. */
  readonly limits?: Partial<ReplyLimits>;
  readonly waiting?: Waiting;
}

export interface ChatRequest {
  readonly messages: readonly ChatMessage[];
  /** Form of the answer; null for free text. */
  readonly schema: { readonly name: string; readonly schema: Readonly<Record<string, unknown>> } | null;
  readonly seed: number;
}

const ModelsSchema = z.object({ data: z.array(z.object({ id: z.string().max(500) })) });
/** Answers are meant to be the same for the same question. */
const TEMPERATURE = 0;
/** Space beside the requests for the model list. */
const SPARE_SOCKETS = 4;

/**
 * Asks one model on one server. So many requests are in flight at a time; a request that failed for reasons that pass is made
 * again, after what the server asks for or a jittered pause.
 */
export class LlmClient {
  readonly origin: string;
  readonly model: string;
  private readonly options: LlmClientOptions;
  private readonly waiting: Waiting;
  private readonly transport: Transport;
  private readonly openai: OpenAI;
  private readonly permits: Semaphore;
  private readonly pause: Pause;
  private firmest: Structure = 'json_schema';

  /** @throws AppError llm.not-set-up, llm.bad-address, llm.plain-http */
  constructor(options: LlmClientOptions) {
    const address = parseAddress(options.baseUrl);
    assertPrivate(address, options.plainHttpOrigin);
    const { origin } = address;
    this.origin = origin;
    this.model = options.model;
    this.options = options;
    this.waiting = options.waiting ?? realWaiting;
    this.permits = new Semaphore(options.concurrency);
    this.pause = new Pause(this.waiting);
    const { totalMs, idleMs } = options;
    this.transport = createTransport({
      address,
      key: () => options.keyFor(origin),
      limits: { ...REPLY_LIMITS, totalMs, idleMs, ...options.limits },
      sockets: options.concurrency + SPARE_SOCKETS,
    });
    this.openai = quietClient(address, this.transport, totalMs);
  }

  /** The firmest form that the server is known to accept so far. */
  get structure(): Structure {
    return this.firmest;
  }

  /**
   * Asks once, however many attempts that takes. The reply may still be unusable; see its problem.
   *
   * @throws AppError llm.*: the server cannot be asked; the signal's reason when it aborts
   */
  async ask(request: ChatRequest, signal: AbortSignal): Promise<Reply> {
    if (this.model === '') throw new AppError('llm.not-set-up');
    return this.persist(signal, () => this.askInSomeForm(request, signal));
  }

  /** Names of the models that the server has. @throws as ask */
  async models(signal: AbortSignal): Promise<string[]> {
    return this.persist(signal, async () => {
      const response = await this.openai.get('/models', { signal }).asResponse();
      const parsed = ModelsSchema.safeParse(parseStrictJson(await response.text()));
      if (!parsed.success) throw new AppError('llm.not-a-chat', { detail: 'models' });
      return parsed.data.data.map(({ id }) => id);
    });
  }

  /** Ends the connections; requests that are under way fail. */
  close(): void {
    this.transport.close();
  }

  private async persist<T>(signal: AbortSignal, attempt: () => Promise<T>): Promise<T> {
    for (let made = 1; ; made += 1) {
      await this.pause.over(signal);
      const leave = await this.permits.enter(signal);
      try {
        return await attempt();
      } catch (error) {
        signal.throwIfAborted();
        const failure = asReplyFailure(error, this.origin);
        if (!(failure instanceof AppError) || !isWorthRetrying(failure, made)) throw failure;
        leave();
        await this.holdBack(failure, made, signal);
      } finally {
        leave();
      }
    }
  }

  private async holdBack(failure: AppError, made: number, signal: AbortSignal): Promise<void> {
    const asked = askedPauseMs(failure);
    if (asked !== undefined && asked > MAX_RETRY_AFTER_MS) throw failure;
    if (asked !== undefined) this.pause.extend(asked);
    else await this.waiting.wait(backoffMs(made, this.waiting.random), signal);
  }

  /** A server that turns a form down is asked in the next looser one, and in that one from then on. */
  private async askInSomeForm(request: ChatRequest, signal: AbortSignal): Promise<Reply> {
    const forms = request.schema ? STRUCTURES.slice(STRUCTURES.indexOf(this.firmest)) : (['text'] as const);
    for (const form of forms) {
      try {
        const reply = await this.attempt(request, form, signal);
        if (request.schema) this.firmest = form;
        return reply;
      } catch (error) {
        const failure = asReplyFailure(error, this.origin);
        const isTurnedDown = failure instanceof AppError && failure.code === 'llm.rejected';
        if (!isTurnedDown || form === forms.at(-1)) throw failure;
      }
    }
    throw new Error('there is always a form to ask in');
  }

  private async attempt(request: ChatRequest, form: Structure, signal: AbortSignal): Promise<Reply> {
    const { model, options } = this;
    const bounds: ReplyBounds = {
      maxTokens: options.maxTokens,
      textChars: options.limits?.textChars ?? REPLY_LIMITS.textChars,
    };
    const response = await this.openai.chat.completions
      .create(
        {
          model,
          messages: [...request.messages],
          temperature: TEMPERATURE,
          seed: request.seed,
          max_tokens: options.maxTokens,
          ...(options.stream
            ? { stream: true as const, stream_options: { include_usage: true } }
            : { stream: false as const }),
          ...formOf(form, request.schema),
        },
        { signal },
      )
      .asResponse();
    const reply = isEvents(response)
      ? await streamedReply(Stream.fromSSEResponse(response, new AbortController(), this.openai), bounds)
      : completionReply(parseStrictJson(await response.text()), bounds);
    // The library takes an aborted stream for a finished one.
    signal.throwIfAborted();
    return reply;
  }
}

function isEvents(response: Response): boolean {
  return response.headers.get('content-type')?.toLowerCase().startsWith('text/event-stream') ?? false;
}

function formOf(
  form: Structure,
  schema: ChatRequest['schema'],
): Pick<OpenAI.ChatCompletionCreateParams, 'response_format'> {
  if (!schema || form === 'text') return {};
  if (form === 'json_object') return { response_format: { type: 'json_object' } };
  const { name, schema: body } = schema;
  return {
    response_format: { type: 'json_schema', json_schema: { name, strict: true, schema: { ...body } } },
  };
}

/** Everything the library would take from the environment is named, so that nothing comes from there; the key is not its business. */
function quietClient({ baseUrl }: Address, transport: Transport, totalMs: number): OpenAI {
  return new OpenAI({
    apiKey: 'set-by-the-transport',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    baseURL: baseUrl,
    fetch: (input, init) => transport.fetch(input, init),
    maxRetries: 0,
    // Our own limits come first and say more.
    timeout: totalMs * 2,
    logLevel: 'off',
  });
}
