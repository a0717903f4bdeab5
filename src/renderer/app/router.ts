import { useSyncExternalStore } from 'react';

export const ROUTES = [
  'start',
  'review',
  'overview',
  'intake',
  'pipeline',
  'exchange',
  'training',
  'registry',
  'compare',
  'models',
  'settings',
] as const;
export type Route = (typeof ROUTES)[number];

/** The screen named by an address hash such as `#/review`; the review screen where it names none. */
export function routeOf(hash: string): Route {
  const name = hash.replace(/^#\/?/, '').split(/[/?]/)[0];
  return ROUTES.find((route) => route === name) ?? 'review';
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, () => routeOf(window.location.hash));
}

export const hrefOf = (route: Route): string => `#/${route}`;
