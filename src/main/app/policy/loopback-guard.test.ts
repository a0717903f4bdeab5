import { describe, expect, it } from 'vitest';
import { LoopbackGuard } from './loopback-guard.ts';

const OWN = '127.0.0.1:4321';
const HOSTS = [
  OWN,
  undefined,
  '',
  '127.0.0.1',
  '127.0.0.1:4322',
  'localhost:4321',
  '[::1]:4321',
  '0.0.0.0:4321',
  'evil.test:4321',
  `${OWN}.evil.test`,
  `evil.test@${OWN}`,
  `${OWN} `,
];
const ORIGINS = [
  `http://${OWN}`,
  undefined,
  'null',
  `https://${OWN}`,
  'http://127.0.0.1:4322',
  'http://localhost:4321',
  'http://evil.test',
  `http://${OWN}.evil.test`,
];
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'];

function guardAt(times: { now: number }): LoopbackGuard {
  const guard = new LoopbackGuard(() => times.now);
  guard.authority = OWN;
  return guard;
}

describe('who may talk to the loopback host', () => {
  const guard = guardAt({ now: 0 });
  const all = HOSTS.flatMap((host) =>
    ORIGINS.flatMap((origin) => METHODS.map((method) => ({ host, origin, method }))),
  );

  it('is its own page, and a plain read that names no page, out of all combinations', () => {
    expect(all.filter((identity) => guard.isAllowedAddress(identity))).toEqual([
      ...METHODS.map((method) => ({ host: OWN, origin: `http://${OWN}`, method })),
      { host: OWN, origin: undefined, method: 'GET' },
      { host: OWN, origin: undefined, method: 'HEAD' },
    ]);
  });

  it('with a socket is its own page alone', () => {
    const allowed = all.filter((identity) => guard.isAllowedSocket(identity));
    expect(new Set(allowed.map(({ host, origin }) => `${host} ${origin}`))).toEqual(
      new Set([`${OWN} http://${OWN}`]),
    );
  });
});

describe('a start code', () => {
  it('opens the application once, and hands on the code of the next reload', () => {
    const guard = guardAt({ now: 0 });
    const code = guard.newCode();
    const session = guard.redeem(code)!;
    expect(guard.isToken(session.token)).toBe(true);
    expect(guard.redeem(code)).toBeNull();
    expect(guard.redeem(session.reloadCode)?.token).toBe(session.token);
    expect(guard.redeem(session.reloadCode)).toBeNull();
  });

  it('is void after five minutes, and one that was never given out opens nothing', () => {
    const times = { now: 0 };
    const guard = guardAt(times);
    const code = guard.newCode();
    times.now = 5 * 60_000 + 1;
    expect(guard.redeem(code)).toBeNull();
    expect(guard.redeem('')).toBeNull();
    expect(guard.redeem('__proto__')).toBeNull();
  });

  it('is no token, and neither is a part of one', () => {
    const guard = guardAt({ now: 0 });
    const { token, reloadCode } = guard.redeem(guard.newCode())!;
    for (const candidate of [undefined, '', reloadCode, token.slice(1), `${token} `, token.toLowerCase()])
      expect(guard.isToken(candidate)).toBe(candidate === token);
  });
});
