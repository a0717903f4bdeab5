import { useSyncExternalStore } from 'react';

let text = '';
const listeners = new Set<() => void>();

/** Says something to people who cannot see what changed; the latest words replace those not yet spoken. */
export function announce(words: string): void {
  // The same words twice are a new message: without a difference a screen reader would keep silent.
  text = words === text ? `${words}\u00a0` : words;
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Where announcements are put for screen readers; once in the shell, and always there. */
export function Announcer() {
  const words = useSyncExternalStore(subscribe, () => text);
  return (
    <div className="visually-hidden" aria-live="polite" data-testid="announcer">
      {words}
    </div>
  );
}
