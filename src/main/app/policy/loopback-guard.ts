import { randomBytes, timingSafeEqual } from 'node:crypto';

/** What of a request decides whether it is answered. */
export interface RequestIdentity {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly method: string;
}

/** How long a start code may wait for its page, ms. */
const CODE_LIFETIME_MS = 5 * 60_000;
/** How long a page may go on reloading, ms: a working day. */
const RELOAD_LIFETIME_MS = 12 * 3600_000;

/**
 * Who may talk to the loopback host: only its own page. The address decides first (exact Host, exact Origin, compared as
 * whole strings: nothing "contains" or "ends with"), a token kept in the page's memory decides for everything but the page
 * itself.
 */
export class LoopbackGuard {
  private readonly token = randomBytes(32).toString('base64url');
  private readonly codes = new Map<string, number>();
  private readonly now: () => number;
  /** Set once the port is known. */
  authority = '';

  constructor(now: () => number) {
    this.now = now;
  }

  get origin(): string {
    return `http://${this.authority}`;
  }

  /** A code that opens the application once. */
  newCode(lifetimeMs = CODE_LIFETIME_MS): string {
    const code = randomBytes(24).toString('base64url');
    this.codes.set(code, this.now() + lifetimeMs);
    return code;
  }

  /** Exchanges a code for the token and for the code of the next reload; the code is void from then on. */
  redeem(code: string): { token: string; reloadCode: string } | null {
    const expires = this.codes.get(code);
    this.codes.delete(code);
    if (expires === undefined || expires < this.now()) return null;
    return { token: this.token, reloadCode: this.newCode(RELOAD_LIFETIME_MS) };
  }

  /** Is this our own address and, where a browser names one, our own page? Origin must be there for all but plain reads. */
  isAllowedAddress({ host, origin, method }: RequestIdentity): boolean {
    if (host !== this.authority) return false;
    if (origin === undefined) return method === 'GET' || method === 'HEAD';
    return origin === this.origin;
  }

  /** A WebSocket is opened by pages only, and a page always names its origin. */
  isAllowedSocket({ host, origin }: RequestIdentity): boolean {
    return host === this.authority && origin === this.origin;
  }

  isToken(candidate: string | undefined): boolean {
    const [a, b] = [Buffer.from(candidate ?? ''), Buffer.from(this.token)];
    return a.length === b.length && timingSafeEqual(a, b);
  }
}
