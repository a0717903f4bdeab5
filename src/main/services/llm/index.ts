import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../shared/contract/app-error.ts';
import {
  INITIAL_LLM_CONNECTION,
  type LlmConnection,
  LlmConnectionSchema,
  type LlmHealth,
  type LlmState,
} from '../../../shared/contract/llm.ts';
import { type Address, LlmClient, parseAddress } from '../../llm/index.ts';
import type { Log } from '../../ports/index.ts';
import { checkHealth, unhealthy } from './health.ts';
import { KeyRing } from './key-ring.ts';
import { writePrivately } from './write-privately.ts';

export interface LlmServiceDeps {
  readonly dataDir: string;
  readonly log: Log;
  /** What PLUMBLINE_LLM_KEY holds. */
  readonly environmentKey: string | undefined;
}

type Change = { readonly [Name in keyof LlmConnection]?: LlmConnection[Name] | undefined };

/** Which language model this machine asks, and with which key. */
export class LlmService {
  private readonly file: string;
  private readonly log: Log;
  private readonly keys: KeyRing;
  private connection: LlmConnection;

  constructor({ dataDir, log, environmentKey }: LlmServiceDeps) {
    this.file = join(dataDir, 'llm.json');
    this.log = log;
    this.connection = this.read();
    const origin = this.origin();
    const given = environmentKey && origin ? { origin, key: environmentKey } : null;
    this.keys = new KeyRing(join(dataDir, 'llm-key.json'), given);
  }

  state(): LlmState {
    const { connection } = this;
    const address = this.address();
    const needsConsent =
      address !== null &&
      address.isPlainHttp &&
      !address.isLoopback &&
      connection.plainHttpOrigin !== address.origin;
    return {
      connection,
      key: this.keys.sourceFor(this.origin()),
      needsPlainHttpConsent: needsConsent,
      origin: this.origin(),
    };
  }

  /** Another origin forgets the key, and that plain http was accepted. @throws AppError store.not-writable */
  set(change: Change): LlmState {
    const before = this.origin();
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    this.connection = LlmConnectionSchema.parse({ ...this.connection, ...given });
    const after = this.origin();
    if (after !== before) {
      this.keys.forget();
      if (this.connection.plainHttpOrigin !== after)
        this.connection = { ...this.connection, plainHttpOrigin: null };
    }
    writePrivately(this.file, `${JSON.stringify(this.connection, null, 2)}\n`);
    return this.state();
  }

  /** @throws AppError llm.not-set-up, llm.bad-address: there is no origin that a key could be for */
  setKey(key: string, remember: boolean): LlmState {
    this.keys.take({ origin: parseAddress(this.connection.baseUrl).origin, key }, remember);
    return this.state();
  }

  forgetKey(): LlmState {
    this.keys.forget();
    return this.state();
  }

  /** Model list and one made-up caption; nothing of a project is sent. */
  async check(signal: AbortSignal): Promise<LlmHealth> {
    let client: LlmClient;
    try {
      client = this.client();
    } catch (error) {
      if (error instanceof AppError) return unhealthy(error);
      throw error;
    }
    try {
      return await checkHealth(client, signal);
    } finally {
      client.close();
    }
  }

  /** A client for the present settings; whoever takes it closes it. @throws AppError llm.not-set-up, llm.bad-address, llm.plain-http */
  client(): LlmClient {
    const { totalSeconds, idleSeconds, preset: _preset, ...connection } = this.connection;
    return new LlmClient({
      ...connection,
      totalMs: totalSeconds * 1000,
      idleMs: idleSeconds * 1000,
      keyFor: (origin) => this.keys.keyFor(origin),
    });
  }

  private origin(): string | null {
    return this.address()?.origin ?? null;
  }

  private address(): Address | null {
    try {
      return parseAddress(this.connection.baseUrl);
    } catch {
      // Nothing has been typed in yet, or nothing that is an address; asking says so.
      return null;
    }
  }

  private read(): LlmConnection {
    let text: string;
    try {
      text = readFileSync(this.file, 'utf8');
    } catch {
      // The first start: there is nothing to read yet.
      return INITIAL_LLM_CONNECTION;
    }
    try {
      return LlmConnectionSchema.parse({ ...INITIAL_LLM_CONNECTION, ...(JSON.parse(text) as object) });
    } catch (error) {
      this.log.warn('settings of the language model were unreadable and are not used', {
        error: String(error),
      });
      return INITIAL_LLM_CONNECTION;
    }
  }
}

export function createLlmService(deps: LlmServiceDeps): LlmService {
  return new LlmService(deps);
}
