import { createReadStream } from 'node:fs';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { App } from '../../app/create-app.ts';
import { resolveAsset } from '../../app/policy/assets.ts';
import { SECURITY_HEADERS } from '../../app/policy/content-security.ts';
import type { LoopbackGuard } from '../../app/policy/loopback-guard.ts';

const MAX_CODE_BYTES = 1024;

/** Pages, pixels and the exchange of the start code. Calls go over the WebSocket. */
export function createHttpServer(app: App, guard: LoopbackGuard): Server {
  const server = createServer((request, response) => {
    respond(request, response, { app, guard }).catch((error: unknown) => {
      app.ports.log.error('http request failed', { error: String(error) });
      if (!response.headersSent) end(response, 500);
      else response.destroy();
    });
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.keepAliveTimeout = 30_000;
  server.maxHeadersCount = 64;
  return server;
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  { app, guard }: { app: App; guard: LoopbackGuard },
): Promise<void> {
  const { method = 'GET', headers } = request;
  if (!guard.isAllowedAddress({ method, host: headers.host, origin: headers.origin }))
    return end(response, 403);
  const path = (request.url ?? '/').split('?', 1)[0]!;
  if (method === 'POST' && path === '/session') return startSession(request, response, guard);
  if (method !== 'GET') return end(response, 405);
  if (/^\/(pixels|masks|thumbs)\//.test(path)) {
    const token = headers.authorization?.replace(/^Bearer /, '');
    return guard.isToken(token) ? sendPixels(app, path, response) : end(response, 401);
  }
  const asset = await resolveAsset(app.ports.paths.rendererDir, path);
  if (!asset) return end(response, 404);
  response.writeHead(200, { ...SECURITY_HEADERS, 'content-type': asset.type });
  createReadStream(asset.file).pipe(response);
}

async function startSession(
  request: IncomingMessage,
  response: ServerResponse,
  guard: LoopbackGuard,
): Promise<void> {
  if (request.headers['content-type'] !== 'application/json') return end(response, 415);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_CODE_BYTES) return end(response, 413);
    chunks.push(chunk);
  }
  const session = guard.redeem(codeIn(Buffer.concat(chunks).toString('utf8')));
  if (session === null) return end(response, 401);
  response.writeHead(200, { ...SECURITY_HEADERS, 'content-type': 'application/json' });
  response.end(JSON.stringify(session));
}

function codeIn(body: string): string {
  try {
    const { code } = JSON.parse(body) as { code?: unknown };
    return typeof code === 'string' ? code : '';
  } catch {
    // Not JSON: no code, and so no session.
    return '';
  }
}

async function sendPixels(app: App, path: string, response: ServerResponse): Promise<void> {
  try {
    const answer = await app.pixels(path);
    if (!answer) return end(response, 404);
    response.writeHead(200, { ...SECURITY_HEADERS, ...answer.headers });
    response.end(answer.body);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    response.writeHead(422, { ...SECURITY_HEADERS, 'content-type': 'application/json' });
    response.end(JSON.stringify({ code: error.code, params: error.params }));
  }
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status, SECURITY_HEADERS);
  response.end();
}
