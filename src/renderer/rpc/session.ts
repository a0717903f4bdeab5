import { bridge } from './bridge.ts';

let token: string | undefined;

/**
 * Exchanges the single-use code of the address for the session's token, which stays in this page's memory. The answer brings
 * a code for the next reload; it is kept in `window.name`, which lives as long as the tab and is written nowhere.
 *
 * @throws an error in wire form when the code was used or has expired
 */
export async function openSession(): Promise<void> {
  const fresh = new URLSearchParams(window.location.hash.slice(1)).get('code');
  const code = fresh ?? window.name;
  // Out of the address bar and the history; a reload without a code keeps its screen.
  if (fresh !== null) window.history.replaceState(null, '', window.location.pathname);
  const response = await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  if (!response.ok) {
    throw Object.assign(new Error('no session'), { data: { code: 'host.no-session', params: {}, id: '–' } });
  }
  const answer = (await response.json()) as { token: string; reloadCode: string };
  token = answer.token;
  window.name = answer.reloadCode;
}

export function sessionToken(): string {
  if (!token) throw new Error('There is no session yet');
  return token;
}

/** Fetches raw bytes from the host: pixels, masks, thumbnails. */
export function fetchBytes(path: string, signal?: AbortSignal): Promise<Response> {
  const headers: Record<string, string> = bridge ? {} : { authorization: `Bearer ${sessionToken()}` };
  return fetch(path, { headers, cache: 'no-store', ...(signal && { signal }) });
}
