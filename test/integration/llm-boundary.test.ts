import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { assertPrivate, extractMentions, parseAddress } from '../../src/main/llm/index.ts';
import { createTransport } from '../../src/main/llm/transport.ts';
import { REPLY_LIMITS } from '../../src/main/llm/limits.ts';
import { goodMentions } from '../support/llm-answers.ts';
import { failureOf, testClient } from '../support/llm-client.ts';
import { type LlmServer, answer, startLlmServer } from '../support/llm-server.ts';
import { askInChild } from '../support/run-asking-child.ts';

const servers: LlmServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});
async function serving(options: Parameters<typeof startLlmServer>[0]): Promise<LlmServer> {
  const server = await startLlmServer(options);
  servers.push(server);
  return server;
}
const signal = new AbortController().signal;
const caption = { text: 'Leber unauffällig.', language: 'de' } as const;
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'none';
};

describe('an address', () => {
  it.each([
    ['http://127.0.0.1:8000/v1/', 'http://127.0.0.1:8000/v1', true],
    ['http://localhost:11434/v1', 'http://localhost:11434/v1', true],
    ['http://[::1]:1234/v1', 'http://[::1]:1234/v1', true],
    ['http://127.9.9.9/v1', 'http://127.9.9.9/v1', true],
    ['https://llm.hospital.example/api/v1', 'https://llm.hospital.example/api/v1', false],
  ])('%s is one', (text, baseUrl, isLoopback) =>
    expect(parseAddress(text)).toMatchObject({ baseUrl, isLoopback }),
  );

  it.each([
    'ftp://127.0.0.1/v1',
    'http://user:secret@127.0.0.1/v1',
    'http://127.0.0.1/v1?key=secret',
    'http://127.0.0.1/v1#x',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'llm.example/v1',
    'http://',
  ])('%s is none, and nothing secret of it is repeated', (text) => {
    expect(codeOf(() => parseAddress(text))).toBe('llm.bad-address');
    try {
      parseAddress(text);
    } catch (error) {
      expect(JSON.stringify((error as { params: unknown }).params)).not.toContain('secret');
    }
  });

  it.each([
    ['http://192.168.1.7:8000/v1', null, 'llm.plain-http'],
    ['http://localhost.example:8000/v1', null, 'llm.plain-http'],
    ['http://127.0.0.1.example/v1', null, 'llm.plain-http'],
    ['http://[::ffff:8.8.8.8]/v1', null, 'llm.plain-http'],
    ['http://192.168.1.7:8000/v1', 'http://192.168.1.7:8000', 'none'],
    ['http://192.168.1.7:8001/v1', 'http://192.168.1.7:8000', 'llm.plain-http'],
    ['http://2130706433/v1', null, 'none'],
    ['https://192.168.1.7/v1', null, 'none'],
  ])('%s, with plain http accepted for %s: %s', (text, accepted, code) =>
    expect(codeOf(() => assertPrivate(parseAddress(text), accepted))).toBe(code),
  );
});

describe('what leaves the program', () => {
  it('is the question, the key, and nothing that tells who asks', async () => {
    const server = await serving({ act: (body) => answer(goodMentions(body)), key: 'k-1' });
    const client = testClient(server.url, { keyFor: (origin) => (origin === server.origin ? 'k-1' : null) });
    expect(await extractMentions(client, caption, signal)).toMatchObject({ ok: true });
    const { headers, body } = server.requests[0]!;
    expect(Object.keys(headers).toSorted()).toEqual([
      'accept',
      'accept-encoding',
      'authorization',
      'connection',
      'content-length',
      'content-type',
      'host',
      'user-agent',
    ]);
    expect(headers['user-agent']).toBe('Plumbline');
    expect(Object.keys(body!).toSorted()).toEqual([
      'max_tokens',
      'messages',
      'model',
      'response_format',
      'seed',
      'stream',
      'temperature',
    ]);
    expect(JSON.parse(body!.messages[1]!.content)).toEqual({ caption: caption.text });
  });

  it('takes nothing from the environment: no key, no organisation, no address, no proxy', async () => {
    const proxied: string[] = [];
    const proxy = createServer((socket) => {
      socket.on('data', (data) => proxied.push(data.toString()));
      socket.end();
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const server = await serving({ act: (body) => answer(goodMentions(body)) });
    const asked = await askInChild(server.url, {
      captions: 3,
      stream: true,
      totalMs: 5000,
      idleMs: 5000,
      env: {
        NODE_USE_ENV_PROXY: '1',
        HTTP_PROXY: address,
        HTTPS_PROXY: address,
        http_proxy: address,
        ALL_PROXY: address,
        OPENAI_API_KEY: 'from-the-environment',
        OPENAI_ORG_ID: 'from-the-environment',
        OPENAI_PROJECT_ID: 'from-the-environment',
        OPENAI_BASE_URL: address,
        OPENAI_CUSTOM_HEADERS: 'x-own: from-the-environment',
      },
    });
    proxy.close();
    expect(asked.ends).toEqual({ ok: 3 });
    expect(proxied).toEqual([]);
    expect(JSON.stringify(server.requests)).not.toContain('from-the-environment');
  });

  it('never follows a redirect, so that neither key nor caption reaches where it leads', async () => {
    const elsewhere = await serving({ act: (body) => answer(goodMentions(body)) });
    for (const status of [301, 302, 303, 307, 308]) {
      const server = await serving({
        act: () => ({ kind: 'redirect', location: `${elsewhere.url}/chat/completions`, status }),
      });
      const client = testClient(server.url, { keyFor: () => 'k-1' });
      expect(await failureOf(extractMentions(client, caption, signal))).toMatchObject({
        code: 'llm.redirected',
        params: { origin: server.origin, target: elsewhere.origin },
      });
    }
    expect(elsewhere.requests).toEqual([]);
  });

  it('reaches no other origin, whoever asks for it', async () => {
    const elsewhere = await serving({ act: () => ({ kind: 'stall' }) });
    const server = await serving({ act: () => ({ kind: 'stall' }) });
    const limits = { ...REPLY_LIMITS, totalMs: 1000, idleMs: 1000 };
    const transport = createTransport({
      address: parseAddress(server.url),
      key: () => 'k-1',
      limits,
      sockets: 1,
    });
    for (const target of [elsewhere.url, server.origin.replace('http:', 'https:'), 'file:///etc/passwd'])
      expect((await failureOf(transport.fetch(target))).code).toBe('llm.wrong-origin');
    expect(elsewhere.requests).toEqual([]);
  });

  it('keeps the key out of every failure', async () => {
    const key = 'sk-very-secret';
    for (const status of [400, 401, 404, 429, 500]) {
      const server = await serving({ act: () => ({ kind: 'status', status }) });
      const failure = await failureOf(
        extractMentions(testClient(server.url, { keyFor: () => key }), caption, signal),
      );
      for (let cause: unknown = failure; cause instanceof Error; cause = cause.cause)
        expect(`${cause.stack} ${JSON.stringify(cause)} ${cause.message}`).not.toContain(key);
    }
  });
});

describe('a hundred captions at a time', () => {
  it.each([
    // On a busy machine a hundred streams wait for the processor, which must not count as a silent server.
    ['endless-stream', true, 'llm.too-many-tokens', 30_000],
    ['endless-token', true, 'llm.too-long', 30_000],
    ['endless-document', false, 'llm.too-long', 30_000],
    ['stall', true, 'llm.stalled', 3000],
  ] as const)(
    'from a server that does %s take bounded memory',
    { timeout: 120_000 },
    async (kind, stream, code, idleMs) => {
      const server = await serving({ act: () => ({ kind }) });
      const asked = await askInChild(server.url, { captions: 100, stream, totalMs: 60_000, idleMs });
      expect(asked.ends).toEqual({ [code]: 100 });
      expect(asked.grownMiB).toBeLessThan(300);
    },
  );

  it.each(['endless-stream', 'endless-token', 'endless-document'] as const)(
    'or one from a server that does %s takes less than 50 MiB',
    { timeout: 120_000 },
    async (kind) => {
      const server = await serving({ act: () => ({ kind }) });
      const asked = await askInChild(server.url, {
        captions: 1,
        stream: true,
        totalMs: 60_000,
        idleMs: 3000,
      });
      expect(Object.values(asked.ends)).toEqual([1]);
      expect(asked.grownMiB).toBeLessThan(50);
    },
  );
});
