import { BlockList, isIP } from 'node:net';
import { AppError } from '../../shared/contract/app-error.ts';

/** Where a server is: one origin, and the path under which its interface lies. */
export interface Address {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  /** scheme://host:port; every request goes to exactly this. */
  readonly origin: string;
  /** This machine: what is sent there does not leave it. */
  readonly isLoopback: boolean;
  readonly isPlainHttp: boolean;
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** @throws AppError llm.not-set-up for an empty address, llm.bad-address for what is none or holds more than an address */
export function parseAddress(text: string): Address {
  const trimmed = text.trim();
  if (trimmed === '') throw new AppError('llm.not-set-up');
  const url = URL.canParse(trimmed) ? new URL(trimmed) : undefined;
  const isUsable =
    url !== undefined &&
    (url.protocol === 'http:' || url.protocol === 'https:') &&
    url.hostname !== '' &&
    url.username === '' &&
    url.password === '' &&
    url.search === '' &&
    url.hash === '';
  // What a person typed may hold a key; only a harmless part of it is shown again.
  if (!isUsable) throw new AppError('llm.bad-address', { address: url?.host || trimmed.slice(0, 30) });
  return {
    baseUrl: `${url.origin}${url.pathname}`.replace(/\/+$/, ''),
    origin: url.origin,
    isLoopback: isLoopbackHost(url.hostname),
    isPlainHttp: url.protocol === 'http:',
  };
}

/** The name `localhost` counts, because requests to it are pinned to the loopback addresses; see transport.ts. */
export function isLoopbackHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  if (family === 0) return host === 'localhost';
  return loopback.check(host, family === 6 ? 'ipv6' : 'ipv4');
}

/**
 * Plain http goes to this machine, or to the very origin that a person has accepted.
 *
 * @throws AppError llm.plain-http
 */
export function assertPrivate(address: Address, plainHttpOrigin: string | null): void {
  if (address.isPlainHttp && !address.isLoopback && plainHttpOrigin !== address.origin)
    throw new AppError('llm.plain-http', { origin: address.origin });
}
