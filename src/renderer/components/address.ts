import { useSyncExternalStore } from 'react';

/** What an address such as `#/compare?first=…` asks of its screen. */
export const askedIn = (hash: string): URLSearchParams => new URLSearchParams(hash.split('?')[1] ?? '');

/** The address with something else asked for; what is undefined or empty is asked for no more. */
export function addressWith(hash: string, changed: Readonly<Record<string, string | undefined>>): string {
  const asked = askedIn(hash);
  for (const [name, value] of Object.entries(changed))
    if (value) asked.set(name, value);
    else asked.delete(name);
  const [screen] = hash.split('?');
  return asked.size === 0 ? screen! : `${screen}?${asked}`;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/**
 * What the address asks for, and a way to change it. A choice stays in the address, so that links can lead to it and whoever comes
 * back finds it; it is no step of its own for the way back.
 */
export function useAsked(): [
  URLSearchParams,
  (changed: Readonly<Record<string, string | undefined>>) => void,
] {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  const ask = (changed: Readonly<Record<string, string | undefined>>): void => {
    window.history.replaceState(null, '', addressWith(window.location.hash, changed));
    // Replacing tells nobody.
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  };
  return [askedIn(hash), ask];
}
