import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import { type AddressInfo, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a chat request says, as far as a server looks at it. */
export interface ChatBody {
  readonly model: string;
  readonly stream?: boolean;
  readonly seed?: number;
  readonly max_tokens?: number;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly response_format?: { readonly type: string };
}

/** What a server does with a request. The names say how it misbehaves. */
export type Action =
  | {
      readonly kind: 'answer';
      readonly content: string;
      /** As gpt-oss and other thinking models send it, under either of the names in use. */
      readonly reasoning?: { readonly name: 'reasoning_content' | 'reasoning'; readonly text: string };
      readonly finish?: string | null;
      readonly usage?: boolean;
      readonly latencyMs?: number;
    }
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Record<string, string> }
  | { readonly kind: 'redirect'; readonly location: string; readonly status?: number }
  | {
      readonly kind: 'raw';
      readonly bytes: string | Uint8Array;
      readonly type?: string;
      readonly headers?: Record<string, string>;
    }
  | { readonly kind: 'stall' }
  | { readonly kind: 'drip'; readonly msPerByte: number }
  | { readonly kind: 'half-open' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'not-http' }
  | { readonly kind: 'endless-stream' }
  | { readonly kind: 'endless-token' }
  | { readonly kind: 'endless-document' };

export interface LlmServerOptions {
  /** Decides on every chat request; `number` counts them from 0. */
  readonly act: (body: ChatBody, number: number) => Action | Promise<Action>;
  readonly models?: readonly string[];
  /** Without this key in its header a request is turned away with 401. */
  readonly key?: string;
  /** Forms of answers it can be bound to; others are a bad request. All by default. */
  readonly forms?: readonly string[];
}

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: ChatBody | null;
}

/** A real HTTP server on 127.0.0.1 that speaks the OpenAI protocol, well or badly. */
export interface LlmServer {
  readonly origin: string;
  /** With /v1. */
  readonly url: string;
  readonly requests: SeenRequest[];
  /** Chat requests that are being answered now, and the most there were at a time. */
  readonly load: { now: number; most: number };
  close(): Promise<void>;
}

export async function startLlmServer(options: LlmServerOptions): Promise<LlmServer> {
  const requests: SeenRequest[] = [];
  const load = { now: 0, most: 0 };
  const sockets = new Set<Socket>();
  let number = 0;
  const server = createServer((request, response) => {
    void serve(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    requests.push({ method: request.method!, path: request.url!, headers: request.headers, body });
    if (options.key && request.headers.authorization !== `Bearer ${options.key}`)
      return status(response, { kind: 'status', status: 401 });
    if (request.url === '/v1/models')
      return json(response, {
        object: 'list',
        data: (options.models ?? ['test-model']).map((id) => ({ id, object: 'model' })),
      });
    if (request.url !== '/v1/chat/completions' || !body)
      return status(response, { kind: 'status', status: 404 });
    const form = body.response_format?.type;
    if (form && options.forms && !options.forms.includes(form))
      return status(response, { kind: 'status', status: 400 });
    load.now += 1;
    load.most = Math.max(load.most, load.now);
    response.once('close', () => {
      load.now -= 1;
    });
    const action = await options.act(body, number++);
    await perform(action, body, response);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    url: `${origin}/v1`,
    requests,
    load,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A port on which nothing listens. */
export async function deadOrigin(): Promise<string> {
  const server = await startLlmServer({ act: () => ({ kind: 'stall' }) });
  await server.close();
  return server.origin;
}

async function bodyOf(request: IncomingMessage): Promise<ChatBody | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? null : (JSON.parse(text) as ChatBody);
}

async function perform(action: Action, body: ChatBody, response: ServerResponse): Promise<void> {
  switch (action.kind) {
    case 'answer':
      if (action.latencyMs) await sleep(action.latencyMs);
      return body.stream ? stream(response, action, body) : json(response, completion(action, body));
    case 'status':
      return status(response, action);
    case 'redirect':
      return status(response, {
        kind: 'status',
        status: action.status ?? 307,
        headers: { location: action.location },
      });
    case 'raw':
      response.writeHead(200, { 'content-type': action.type ?? 'application/json', ...action.headers });
      response.end(action.bytes);
      return;
    case 'stall':
      return;
    case 'half-open':
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(event({ choices: [{ index: 0, delta: { content: '{"mentions"' } }] }));
      return;
    case 'drip':
      return drip(response, JSON.stringify(completion(answer('{"mentions": []}'), body)), action.msPerByte);
    case 'reset':
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"choices": [');
      setImmediate(() => response.socket?.resetAndDestroy());
      return;
    case 'not-http':
      response.socket?.end('220 mail.example ESMTP\r\n');
      return;
    case 'endless-stream':
      return endless(response, 'text/event-stream', tokens(100));
    case 'endless-token':
      return endless(
        response,
        'text/event-stream',
        'a'.repeat(16_384),
        'data: {"choices": [{"delta": {"content": "',
      );
    case 'endless-document':
      return endless(response, 'application/json', ' '.repeat(16_384), '{"choices": ');
    default:
      throw new Error(`not an action: ${JSON.stringify(action satisfies never)}`);
  }
}

export function answer(
  content: string,
  more: Partial<Extract<Action, { kind: 'answer' }>> = {},
): Action & { kind: 'answer' } {
  return { kind: 'answer', content, ...more };
}

type Answer = Extract<Action, { kind: 'answer' }>;
const USAGE = { prompt_tokens: 1000, completion_tokens: 20, total_tokens: 1020 };

function completion({ content, reasoning, finish = 'stop', usage = true }: Answer, body: ChatBody): unknown {
  const message = { role: 'assistant', content, ...(reasoning && { [reasoning.name]: reasoning.text }) };
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    model: body.model,
    choices: [{ index: 0, message, finish_reason: finish }],
    ...(usage && { usage: USAGE }),
  };
}

/** In pieces of a few characters, thinking first, usage last, as servers do it. */
function stream(
  response: ServerResponse,
  { content, reasoning, finish = 'stop', usage = true }: Answer,
  { model }: ChatBody,
): void {
  const base = { id: 'chatcmpl-1', object: 'chat.completion.chunk', model };
  const chunk = (delta: unknown, finish_reason: string | null = null): string =>
    event({ ...base, choices: [{ index: 0, delta, finish_reason }] });
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  response.write(
    `: a comment, as some servers send it to keep the line open\n\n${chunk({ role: 'assistant', content: '' })}`,
  );
  for (const piece of pieces(reasoning?.text ?? '')) response.write(chunk({ [reasoning!.name]: piece }));
  for (const piece of pieces(content)) response.write(chunk({ content: piece }));
  response.write(chunk({}, finish));
  if (usage) response.write(event({ ...base, choices: [], usage: USAGE }));
  response.end('data: [DONE]\n\n');
}

function pieces(text: string): string[] {
  return text.match(/[\s\S]{1,4}/gu) ?? [];
}

function event(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

function json(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

function status(
  response: ServerResponse,
  { status: code, headers = {} }: Extract<Action, { kind: 'status' }>,
): void {
  response.writeHead(code, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify({ error: { message: 'no', type: 'test' } }));
}

async function drip(response: ServerResponse, text: string, msPerByte: number): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json' });
  for (const character of text) {
    if (response.destroyed) return;
    response.write(character);
    await sleep(msPerByte);
  }
  response.end();
}

function tokens(count: number): string {
  return event({ choices: [{ index: 0, delta: { content: ' ' } }] }).repeat(count);
}

/** Sends the same over and over, as fast as it is taken, until the other side has had enough. */
async function endless(response: ServerResponse, type: string, piece: string, start = ''): Promise<void> {
  response.writeHead(200, { 'content-type': type });
  response.write(start);
  // The other side hangs up sooner or later: that is what these are for.
  await pipeline(Readable.from(forEver(piece)), response).catch(() => undefined);
}

function* forEver(piece: string): Generator<string> {
  for (;;) yield piece;
}
