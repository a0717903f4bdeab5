import { afterEach, describe, expect, it } from 'vitest';
import { extractMentions } from '../../src/main/llm/index.ts';
import { goodMentions } from '../support/llm-answers.ts';
import { failureOf, testClient } from '../support/llm-client.ts';
import { type LlmServer, type LlmServerOptions, answer, startLlmServer } from '../support/llm-server.ts';

const servers: LlmServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serverThat(
  act: LlmServerOptions['act'],
  options: Partial<LlmServerOptions> = {},
): Promise<LlmServer> {
  const server = await startLlmServer({ act, ...options });
  servers.push(server);
  return server;
}

const caption = { text: 'Kleine Zyste in der linken Niere, Leber unauffällig.', language: 'de' } as const;
const signal = new AbortController().signal;
const question = { messages: [{ role: 'user', content: 'x' }], schema: null, seed: 1 } as const;

/** What extraction makes of the caption above, as spans and classes. */
async function extracted(client: ReturnType<typeof testClient>) {
  const outcome = await extractMentions(client, caption, signal);
  return outcome.ok
    ? outcome.value.map(({ surface, start, classIds, rule, normal }) => ({
        surface,
        start,
        classIds,
        rule,
        normal,
      }))
    : outcome.problem.code;
}
const expected = [
  { surface: 'linken Niere', start: 20, classIds: [3], rule: 'llm', normal: false },
  { surface: 'Leber', start: 34, classIds: [5], rule: 'llm', normal: true },
];

describe('a client', () => {
  it.each([
    ['in one piece', false],
    ['as server-sent events', true],
  ])('reads answers %s', async (_how, stream) => {
    const server = await serverThat((body) => answer(goodMentions(body)));
    const client = testClient(server.url, { stream });
    const outcome = await extractMentions(client, caption, signal);
    expect(outcome).toMatchObject({ ok: true, asked: 1, promptTokens: 1000, completionTokens: 20 });
    expect(await extracted(client)).toEqual(expected);
    expect(server.requests[0]!.body).toMatchObject({
      model: 'test-model',
      stream,
      temperature: 0,
      max_tokens: 512,
      response_format: { type: 'json_schema', json_schema: { name: 'mention_extraction', strict: true } },
    });
  });

  it('reads a reply in one piece where it asked for events, as some servers answer', async () => {
    const server = await serverThat((body) => ({
      kind: 'raw',
      bytes: JSON.stringify({
        choices: [{ message: { content: goodMentions(body) }, finish_reason: 'stop' }],
      }),
    }));
    expect(await extracted(testClient(server.url, { stream: true }))).toEqual(expected);
  });

  it.each([
    ['reasoning_content', 'reasoning_content', false],
    ['reasoning_content in events', 'reasoning_content', true],
    ['reasoning in events', 'reasoning', true],
  ] as const)('leaves thinking in %s aside', async (_where, name, stream) => {
    const text = 'The user wants JSON: {"mentions": [{"quote": "Milz", "classes": ["spleen"]}]}. '.repeat(50);
    const server = await serverThat((body) => answer(goodMentions(body), { reasoning: { name, text } }));
    expect(await extracted(testClient(server.url, { stream, maxTokens: 4096 }))).toEqual(expected);
  });

  it.each([
    ['a <think> block', (json: string) => `<think>Leber? {"mentions": []}</think>\n${json}`],
    ['a block whose beginning the template swallowed', (json: string) => `so, Leber …</think>${json}`],
    [
      'the channels of gpt-oss',
      (json: string) =>
        `<|channel|>analysis<|message|>Leber {}<|end|><|start|>assistant<|channel|>final <|constrain|>json<|message|>${json}<|return|>`,
    ],
    ['a code fence', (json: string) => `\`\`\`json\n${json}\n\`\`\``],
    ['words around it', (json: string) => `Here is the answer:\n${json}\nI hope this helps.`],
  ])('finds the answer behind %s', async (_what, wrap) => {
    const server = await serverThat((body) => answer(wrap(goodMentions(body))));
    expect(await extracted(testClient(server.url))).toEqual(expected);
  });

  it('asks in JSON mode where a server knows no schema, in plain words where it knows neither, and remembers it', async () => {
    for (const [forms, structure] of [
      [['json_object'], 'json_object'],
      [['none'], 'text'],
    ] as const) {
      const server = await serverThat((body) => answer(goodMentions(body)), { forms });
      const client = testClient(server.url);
      expect(await extracted(client)).toEqual(expected);
      expect(await extracted(client)).toEqual(expected);
      expect(client.structure).toBe(structure);
      const asked = server.requests.map(({ body }) => body!.response_format?.type ?? 'text');
      expect(asked).toEqual(
        structure === 'text'
          ? ['json_schema', 'json_object', 'text', 'text']
          : ['json_schema', 'json_object', 'json_object'],
      );
    }
  });

  it('waits as long as Retry-After says, the others with it, and then gets its answer', async () => {
    const server = await serverThat((body, number) =>
      number < 2
        ? { kind: 'status', status: 429, headers: { 'retry-after': '7' } }
        : answer(goodMentions(body)),
    );
    const client = testClient(server.url, { concurrency: 1 });
    expect(await extracted(client)).toEqual(expected);
    expect(client.pauses).toEqual([7125, 7125]);
  });

  it('backs off with jitter from a failing server and gives up after the fourth attempt', async () => {
    const server = await serverThat(() => ({ kind: 'status', status: 503 }));
    const client = testClient(server.url);
    const failure = await failureOf(client.ask(question, signal));
    expect(failure).toMatchObject({
      code: 'llm.server-error',
      params: { status: 503, origin: server.origin },
    });
    expect(client.pauses).toEqual([250, 500, 1000]);
    expect(server.requests).toHaveLength(4);
  });

  it('has no more requests in flight than it may', async () => {
    const server = await serverThat((body) => answer(goodMentions(body), { latencyMs: 30 }));
    const client = testClient(server.url, { concurrency: 5 });
    const answers = await Promise.all(Array.from({ length: 23 }, () => extracted(client)));
    expect(answers).toEqual(Array.from({ length: 23 }, () => expected));
    expect(server.load.most).toBe(5);
  });

  it('stops at once when it is told to, while waiting for a turn and in the middle of an answer', async () => {
    const server = await serverThat(() => ({ kind: 'drip', msPerByte: 50 }));
    const client = testClient(server.url, { concurrency: 1 });
    const stop = new AbortController();
    const asking = [client.ask(question, stop.signal), client.ask(question, stop.signal)];
    setTimeout(() => stop.abort(), 100);
    const ends = await Promise.allSettled(asking);
    expect(ends.map((end) => end.status === 'rejected' && (end.reason as Error).name)).toEqual([
      'AbortError',
      'AbortError',
    ]);
    expect(server.requests).toHaveLength(1);
  });

  it('lists the models', async () => {
    const server = await serverThat(() => ({ kind: 'stall' }), {
      models: ['gpt-oss-120b', 'gemma-3-27b-it'],
    });
    expect(await testClient(server.url).models(signal)).toEqual(['gpt-oss-120b', 'gemma-3-27b-it']);
  });
});
