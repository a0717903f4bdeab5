import { afterEach, describe, expect, it } from 'vitest';
import { extractMentions } from '../../src/main/llm/index.ts';
import { errorText } from '../../src/shared/i18n/message.ts';
import { failureOf, testClient } from '../support/llm-client.ts';
import { type Action, type LlmServer, answer, deadOrigin, startLlmServer } from '../support/llm-server.ts';

const servers: LlmServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const signal = new AbortController().signal;
const caption = { text: 'Leber unauffällig.', language: 'de' } as const;
const mentions = (...quotes: string[]): string =>
  JSON.stringify({ mentions: quotes.map((quote) => ({ quote, classes: ['liver'] })) });
const chat = (content: string): string =>
  JSON.stringify({ choices: [{ message: { content }, finish_reason: 'stop' }] });

/** The failure that extraction ends with, thrown for the server's, in the outcome for the answer's. */
async function failure(action: Action, stream: boolean) {
  const server = await startLlmServer({ act: () => action });
  servers.push(server);
  const client = testClient(server.url, { stream, maxTokens: 4096, totalMs: 1200, idleMs: 400 });
  const outcome = extractMentions(client, caption, signal);
  const settled = await outcome.then(
    (value) => (value.ok ? 'no failure' : value.problem),
    () => failureOf(outcome),
  );
  if (settled === 'no failure') return { code: settled, params: {}, asked: server.requests.length };
  return { code: settled.code, params: settled.params, asked: server.requests.length };
}

/** What can go wrong, which failure it is, and how many requests that took. */
const FAULTS: readonly (readonly [name: string, action: Action, code: string, asked: number])[] = [
  ['does not accept the key', { kind: 'status', status: 401 }, 'llm.unauthorized', 1],
  ['knows no such path', { kind: 'status', status: 404 }, 'llm.not-found', 1],
  ['turns every form down', { kind: 'status', status: 400 }, 'llm.rejected', 3],
  ['fails', { kind: 'status', status: 500 }, 'llm.server-error', 4],
  [
    'has too much to do',
    { kind: 'status', status: 429, headers: { 'retry-after': '3' } },
    'llm.rate-limited',
    6,
  ],
  [
    'wants to be left alone for an hour',
    { kind: 'status', status: 429, headers: { 'retry-after': '3600' } },
    'llm.rate-limited',
    1,
  ],
  ['says nothing', { kind: 'stall' }, 'llm.stalled', 2],
  ['says something and then nothing', { kind: 'half-open' }, 'llm.stalled', 2],
  ['sends a byte now and then', { kind: 'drip', msPerByte: 300 }, 'llm.timed-out', 2],
  ['streams without end', { kind: 'endless-stream' }, 'llm.too-many-tokens', 2],
  ['sends one token without end', { kind: 'endless-token' }, 'llm.too-long', 2],
  ['sends a document without end', { kind: 'endless-document' }, 'llm.too-long', 2],
  ['breaks the connection', { kind: 'reset' }, 'llm.connection-lost', 4],
  ['speaks another protocol', { kind: 'not-http' }, 'llm.not-http', 1],
  ['leads elsewhere', { kind: 'redirect', location: 'http://192.0.2.1/steal' }, 'llm.redirected', 1],
  ['leads elsewhere for good', { kind: 'redirect', location: '/v2', status: 301 }, 'llm.redirected', 1],
  [
    'compresses unasked',
    { kind: 'raw', bytes: 'x', headers: { 'content-encoding': 'gzip' } },
    'llm.compressed',
    1,
  ],
  [
    'sends bytes that are no text',
    { kind: 'raw', bytes: new Uint8Array([123, 0xff, 0xfe]) },
    'llm.not-utf8',
    1,
  ],
  ['ends inside a character', { kind: 'raw', bytes: new Uint8Array([0xc3]) }, 'llm.not-utf8', 1],
  ['shows a web page', { kind: 'raw', bytes: '<!DOCTYPE html><html>', type: 'text/html' }, 'llm.web-page', 1],
  ['ends in the middle', { kind: 'raw', bytes: '{"choices": [{"mess' }, 'llm.truncated', 2],
  ['sends nothing', { kind: 'raw', bytes: '' }, 'llm.truncated', 2],
  ['sends other JSON', { kind: 'raw', bytes: '{"result": 3}' }, 'llm.not-a-chat', 1],
  [
    'says everything twice',
    { kind: 'raw', bytes: '{"choices": [], "choices": []}' },
    'llm.duplicate-keys',
    2,
  ],
  ['nests without end', { kind: 'raw', bytes: '['.repeat(100_000) }, 'llm.too-deep', 2],
  [
    'sends broken events',
    { kind: 'raw', bytes: 'data: {"x\n\n', type: 'text/event-stream' },
    'llm.not-a-chat',
    1,
  ],
  [
    'reports an error among its events',
    { kind: 'raw', bytes: 'data: {"error": {"message": "x"}}\n\n', type: 'text/event-stream' },
    'llm.server-error',
    4,
  ],
  ['answers nothing', answer(''), 'llm.empty-answer', 2],
  ['only thinks', answer('<think>Leber …'), 'llm.empty-answer', 2],
  ['is cut off', answer('{"mentions": [', { finish: 'length' }), 'llm.cut-off', 2],
  ['declines', answer('no', { finish: 'content_filter' }), 'llm.declined', 2],
  ['ends without saying why', answer(mentions('Leber'), { finish: null }), 'llm.truncated', 2],
  ['chats', answer('Leber is liver.'), 'llm.not-json', 2],
  ['answers in HTML', answer('<html>{"mentions": []}</html>'), 'llm.not-json', 2],
  ['answers not a number', answer('{"mentions": NaN}'), 'llm.not-json', 2],
  ['answers in another form', answer('{"mentions": [{"text": "Leber"}]}'), 'llm.bad-answer', 2],
  [
    'answers with more than was asked for',
    answer('{"mentions": [], "status": "accepted"}'),
    'llm.bad-answer',
    2,
  ],
  ['invents a class', answer('{"mentions": [{"quote": "Leber", "classes": ["soul"]}]}'), 'llm.bad-answer', 2],
  ['answers under one name twice', answer('{"mentions": [], "mentions": []}'), 'llm.duplicate-keys', 2],
  ['answers in a well', answer('{"mentions": '.repeat(500)), 'llm.too-deep', 2],
  [
    'finds more than anybody could',
    answer(mentions(...Array.from({ length: 201 }, () => 'Leber'))),
    'llm.bad-answer',
    2,
  ],
  [
    'finds a million',
    { kind: 'raw', bytes: chat(mentions(...Array.from({ length: 20_000 }, () => 'Leber'))) },
    'llm.too-long',
    2,
  ],
  ['quotes what is not there', answer(mentions('Leber', 'Milz')), 'llm.not-verbatim', 2],
];

describe('a server that', () => {
  it.each(FAULTS)('%s, asked for one piece', async (_name, action, code, asked) => {
    expect(await failure(action, false)).toMatchObject({ code, asked });
  });

  it.each(FAULTS)('%s, asked for events', async (_name, action, code, asked) => {
    expect(await failure(action, true)).toMatchObject({ code, asked });
  });

  it('is not there at all is told from one whose name is unknown', async () => {
    const dead = testClient(`${await deadOrigin()}/v1`);
    expect((await failureOf(extractMentions(dead, caption, signal))).code).toBe('llm.refused');
    const nowhere = testClient('https://no-such-host.invalid/v1');
    expect((await failureOf(extractMentions(nowhere, caption, signal))).code).toBe('llm.unknown-host');
  });

  it('speaks plain http behind an https address cannot prove who it is', async () => {
    const server = await startLlmServer({ act: () => ({ kind: 'stall' }) });
    servers.push(server);
    const client = testClient(server.url.replace('http:', 'https:'));
    expect((await failureOf(extractMentions(client, caption, signal))).code).toBe('llm.tls');
  });

  it('ends in a message that says what is wrong and what to do, in both languages, no two alike', async () => {
    const texts = new Map<string, string[]>();
    for (const [, action, code] of FAULTS) {
      if (texts.has(code)) continue;
      const { params } = await failure(action, false);
      const words = (['de', 'en'] as const).flatMap((language) => {
        const text = errorText(language, code, params)!;
        return [text.cause, text.remedy];
      });
      expect(words.join(' '), code).not.toMatch(/\{\{/);
      texts.set(code, [words[0]!, words[2]!]);
    }
    expect(new Set([...texts.values()].flat()).size).toBe(2 * texts.size);
    expect(texts.size).toBeGreaterThan(20);
  });
});
