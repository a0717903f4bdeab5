import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningHost, startHost } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';

let host: RunningHost;
let browser: Browser;
let foreign: Server;
let foreignOrigin: string;

beforeAll(async () => {
  host = await startHost();
  browser = await launchBrowser(['--host-resolver-rules=MAP evil.test 127.0.0.1']);
  foreign = createServer((_request, response) => response.end('<!doctype html><title>foreign</title>'));
  await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
  foreignOrigin = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await browser.close();
  await host.stop();
  foreign.close();
});

/** Runs in a page of the given address and says how each attempt ended. */
async function attempts(address: string): Promise<Record<string, string>> {
  const page = await browser.newPage();
  await page.goto(address);
  const results = await page.evaluate(async (target) => {
    const outcome = async (attempt: () => Promise<string>): Promise<string> =>
      attempt().catch(() => 'refused');
    const socket = (): Promise<string> =>
      new Promise((resolve) => {
        const connection = new WebSocket(`${target.replace('http', 'ws')}/rpc`);
        connection.addEventListener('open', () => resolve('open'));
        connection.addEventListener('error', () => resolve('refused'));
      });
    return {
      read: await outcome(async () => (await fetch(`${target}/pixels/slice/1`)).text()),
      post: await outcome(async () =>
        String(
          (
            await fetch(`${target}/session`, {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body: '{"code":"x"}',
            })
          ).status,
        ),
      ),
      socket: await outcome(socket),
    };
  }, host.origin);
  await page.close();
  return results;
}

describe('the loopback host', () => {
  it('gives a foreign page on the same machine nothing: no read, no post, no socket', async () => {
    expect(await attempts(foreignOrigin)).toEqual({ read: 'refused', post: 'refused', socket: 'refused' });
  });

  it('refuses a simple cross-site post that needs no preflight', async () => {
    const page = await browser.newPage();
    await page.goto(foreignOrigin);
    const type = await page.evaluate(async (target) => {
      const response = await fetch(`${target}/session`, {
        method: 'POST',
        mode: 'no-cors',
        body: 'code=x',
      }).catch(() => undefined);
      return response?.type ?? 'refused';
    }, host.origin);
    await page.close();
    expect(['opaque', 'refused']).toContain(type);
    // What such a post gets, seen without a browser's veil: with a foreign origin, and with none.
    for (const headers of [{ origin: foreignOrigin }, {}]) {
      const { status } = await fetch(`${host.origin}/session`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'text/plain' },
        body: 'code=x',
      });
      expect(status).toBe(403);
    }
  });

  it('refuses a rebound name: the address is ours, the Host is not', async () => {
    const page = await browser.newPage();
    const address = `http://evil.test:${new URL(host.origin).port}/`;
    // Chromium shows an error page of its own for an empty 403, which ends the navigation with an error.
    const status = await page.goto(address).then(
      (response) => response?.status(),
      (error: unknown) => String(error),
    );
    expect(status === 403 || String(status).includes('ERR_HTTP_RESPONSE_CODE_FAILURE')).toBe(true);
    await page.close();
  });

  it('answers no pixel and no call without the token', async () => {
    expect((await fetch(`${host.origin}/pixels/slice/1`)).status).toBe(401);
    expect(
      (await fetch(`${host.origin}/pixels/slice/1`, { headers: { authorization: 'Bearer wrong' } })).status,
    ).toBe(401);
  });

  it('takes a start code once', async () => {
    const code = new URLSearchParams(new URL(host.url).hash.slice(1)).get('code');
    const redeem = (): Promise<Response> =>
      fetch(`${host.origin}/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: host.origin },
        body: JSON.stringify({ code }),
      });
    const first = await redeem();
    expect(first.status).toBe(200);
    const { token } = (await first.json()) as { token: string };
    expect((await redeem()).status).toBe(401);
    expect(
      (await fetch(`${host.origin}/thumbs/slice/99999999`, { headers: { authorization: `Bearer ${token}` } }))
        .status,
    ).toBe(404);
  });

  it('sends its policy with every answer, and nothing may be cached', async () => {
    for (const path of ['/', '/missing.js', '/pixels/slice/1']) {
      const { headers } = await fetch(`${host.origin}${path}`);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it.each([
    '/../package.json',
    '/..%2f..%2fpackage.json',
    '/%2e%2e/main/cli.js',
    '/assets/..%5c..%5cx.js',
    '/index.html%00.js',
    '//etc/hosts.json',
  ])('serves nothing outside the page: %s', async (path) => {
    const { status } = await fetch(`${host.origin}${path}`);
    expect([403, 404]).toContain(status);
  });
});
