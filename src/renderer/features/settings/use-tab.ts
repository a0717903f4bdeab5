import { useSyncExternalStore } from 'react';

export const TABS = ['general', 'computing', 'llm'] as const;
export type Tab = (typeof TABS)[number];

/** The part of the settings that an address such as `#/settings/computing` names; the first where it names none. */
export function tabOf(hash: string): Tab {
  const name = hash.split('/')[2];
  return TABS.find((tab) => tab === name) ?? 'general';
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** Kept in the address, so that messages can lead to it and the way back works. */
export function useTab(): [Tab, (tab: string | null) => void] {
  const tab = useSyncExternalStore(subscribe, () => tabOf(window.location.hash));
  return [tab, (wanted) => (window.location.hash = `#/settings/${wanted ?? 'general'}`)];
}
