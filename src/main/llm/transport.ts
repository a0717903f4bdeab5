import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { AppError } from '../../shared/contract/app-error.ts';
import type { Address } from './address.ts';
import { BodyGuard } from './body-guard.ts';
import type { ReplyLimits } from './limits.ts';
import { asNetworkFailure } from './network-failure.ts';
import { ReplyTimers } from './reply-timers.ts';

export interface TransportDeps {
  readonly address: Address;
  /** The key for the address's origin, asked for anew with every request; null sends none. */
  readonly key: () => string | null;
  readonly limits: ReplyLimits;
  /** Connections at the same time. */
  readonly sockets: number;
}

/** What of a caller's request is used; its own headers are not. */
export interface RequestParts {
  readonly method?: string | undefined;
  readonly body?: unknown;
  readonly headers?: unknown;
  readonly signal?: AbortSignal | null | undefined;
}

/** The one way out to a server. */
export interface Transport {
  fetch(input: string | URL | Request, init?: RequestParts): Promise<Response>;
  close(): void;
}

/**
 * A `fetch` that can reach one origin only. It follows no redirect, knows no proxy (an agent of its own, whatever the environment
 * says), sends no header but the few that are needed, decompresses nothing, and ends every reply that is too slow, too long
 * or no text.
 *
 * @throws from fetch: AppError llm.*, AbortError when the caller's signal aborts
 */
export function createTransport(deps: TransportDeps): Transport {
  const { address, sockets } = deps;
  const options = { keepAlive: true, maxSockets: sockets, maxFreeSockets: sockets };
  const agent = address.isPlainHttp ? new http.Agent(options) : new https.Agent(options);
  return {
    fetch: async (input, init = {}) =>
      new Exchange(new URL(input instanceof Request ? input.url : input), init, {
        ...deps,
        agent,
      }).response(),
    close: () => agent.destroy(),
  };
}

interface ExchangeDeps extends TransportDeps {
  readonly agent: http.Agent;
}

/** One request and its reply, from the first byte to the last. */
class Exchange {
  private readonly url: URL;
  private readonly init: RequestParts;
  private readonly deps: ExchangeDeps;
  private readonly timers: ReplyTimers;
  private request: http.ClientRequest | undefined;
  private incoming: http.IncomingMessage | undefined;

  constructor(url: URL, init: RequestParts, deps: ExchangeDeps) {
    const { address, limits } = deps;
    if (url.origin !== address.origin)
      throw new AppError('llm.wrong-origin', { origin: address.origin, target: url.origin });
    this.url = url;
    this.init = init;
    this.deps = deps;
    this.timers = new ReplyTimers(limits, (failure) => this.stop(failure));
  }

  async response(): Promise<Response> {
    const { signal } = this.init;
    const { promise, resolve, reject } = Promise.withResolvers<Response>();
    try {
      signal?.throwIfAborted();
      signal?.addEventListener('abort', this.abort, { once: true });
      const request = this.open();
      request.on('error', (error) => reject(asNetworkFailure(error, this.deps.address.origin) as Error));
      request.on('response', (incoming) => {
        this.incoming = incoming;
        this.timers.alive();
        const refusal = refusalOf(incoming, this.deps.address);
        if (!refusal) return resolve(this.toResponse(incoming));
        incoming.destroy();
        reject(refusal);
      });
      return await promise;
    } catch (error) {
      this.finish();
      throw error;
    }
  }

  private open(): http.ClientRequest {
    const { address, agent, key } = this.deps;
    const body = typeof this.init.body === 'string' ? Buffer.from(this.init.body) : undefined;
    const request = (address.isPlainHttp ? http : https).request(this.url, {
      method: this.init.method ?? 'GET',
      agent,
      headers: headersFor(body, key()),
      ...(this.url.hostname === 'localhost' && { lookup: loopbackOnly }),
    });
    this.request = request;
    request.on('socket', (socket) => {
      if (!socket.connecting) this.timers.connected();
      else socket.once(address.isPlainHttp ? 'connect' : 'secureConnect', () => this.timers.connected());
    });
    request.end(body);
    return request;
  }

  /** The reply as the reading library wants it, its bytes watched on the way; reading slowly slows the server down. */
  private toResponse(incoming: http.IncomingMessage): Response {
    const { statusCode = 500, headers } = incoming;
    const type = headers['content-type'];
    const retryAfter = headers['retry-after'];
    const body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => this.forward(incoming, controller),
        pull: () => {
          this.timers.alive();
          incoming.resume();
        },
        cancel: () => {
          this.finish();
          incoming.destroy();
        },
      },
      new ByteLengthQueuingStrategy({ highWaterMark: READ_AHEAD_BYTES }),
    );
    return new Response(statusCode === 204 || statusCode === 205 ? null : body, {
      status: statusCode,
      headers: { ...(type && { 'content-type': type }), ...(retryAfter && { 'retry-after': retryAfter }) },
    });
  }

  private forward(incoming: http.IncomingMessage, controller: ReadableStreamDefaultController): void {
    const guard = new BodyGuard(this.deps.limits, incoming.headers['content-type'] ?? '');
    const fail = (error: unknown): void => {
      this.finish();
      controller.error(asNetworkFailure(error, this.deps.address.origin));
    };
    incoming.on('error', fail);
    incoming.on('data', (chunk: Buffer) => {
      this.timers.alive();
      try {
        guard.see(chunk);
      } catch (error) {
        incoming.destroy(error as Error);
        return;
      }
      controller.enqueue(chunk);
      if ((controller.desiredSize ?? 0) > 0) return;
      this.timers.rest();
      incoming.pause();
    });
    incoming.on('end', () => {
      try {
        guard.end();
        this.finish();
        controller.close();
      } catch (error) {
        fail(error);
      }
    });
  }

  private readonly abort = (): void => {
    const reason: unknown = this.init.signal?.reason;
    this.stop(reason instanceof Error ? reason : new DOMException('stopped', 'AbortError'));
  };

  /** Whoever waits for the reply, or reads it, gets the failure. */
  private stop(failure: Error): void {
    if (this.incoming) this.incoming.destroy(failure);
    else this.request?.destroy(failure);
  }

  private finish(): void {
    this.timers.stop();
    this.init.signal?.removeEventListener('abort', this.abort);
  }
}

const READ_AHEAD_BYTES = 64 * 1024;

/** Nothing says who asks and on what: no operating system, no runtime, no cookie. */
function headersFor(body: Buffer | undefined, key: string | null): Record<string, string | number> {
  return {
    accept: 'application/json, text/event-stream',
    'accept-encoding': 'identity',
    'user-agent': 'Plumbline',
    ...(body && { 'content-type': 'application/json', 'content-length': body.length }),
    ...(key !== null && { authorization: `Bearer ${key}` }),
  };
}

/** `localhost` is this machine, whatever a hosts file or a name server says. */
const loopbackOnly: LookupFunction = (_hostname, options, callback) => {
  const addresses = [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ];
  if (options.all) callback(null, addresses);
  else callback(null, '127.0.0.1', 4);
};

/** Why a reply is not looked at: it leads elsewhere, or is packed although that was not asked for. */
function refusalOf(incoming: http.IncomingMessage, { origin }: Address): AppError | undefined {
  const { statusCode = 0, headers } = incoming;
  if (statusCode >= 300 && statusCode < 400) {
    const { location } = headers;
    const isAddress = location !== undefined && URL.canParse(location, origin);
    return new AppError('llm.redirected', {
      origin,
      target: isAddress ? new URL(location, origin).origin : '?',
    });
  }
  const encoding = headers['content-encoding'] ?? 'identity';
  return encoding === 'identity'
    ? undefined
    : new AppError('llm.compressed', { encoding: encoding.slice(0, 20) });
}
