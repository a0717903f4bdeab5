import { createContext, useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { capOf, glyphOf, readLayout, type LayoutMap } from './glyphs.ts';
import { KeyboardStore, type ActionHandlers, type ActionPress } from './keyboard-store.ts';
import type { ActionId, Binding, KeyMode } from './keymap.ts';

const KeyboardContext = createContext<KeyboardStore | null>(null);
export const KeyboardProvider = KeyboardContext.Provider;

export function useKeyboard(): KeyboardStore {
  const store = useContext(KeyboardContext);
  if (!store) throw new Error('useKeyboard needs a KeyboardProvider above it');
  return store;
}

/** Answers actions while the component is mounted; the handlers may change at every render at no cost. */
export function useActions(handlers: ActionHandlers): void {
  const store = useKeyboard();
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  const names = Object.keys(handlers).toSorted().join(' ');
  useEffect(() => {
    const actions = names.split(' ') as ActionId[];
    const stable = Object.fromEntries(
      actions.map((action) => [action, (press: ActionPress) => latest.current[action]?.(press)]),
    ) as ActionHandlers;
    return store.addHandlers(stable);
  }, [store, names]);
}

/** Puts the keyboard into a mode while the component is mounted. */
export function useKeyMode(mode: KeyMode): void {
  const store = useKeyboard();
  useEffect(() => {
    store.setMode(mode);
    return () => store.setMode('judge');
  }, [store, mode]);
}

export function useModeAndBindings(): { mode: KeyMode; bindings: readonly Binding[] } {
  const store = useKeyboard();
  return {
    mode: useSyncExternalStore(store.subscribe, store.currentMode),
    bindings: useSyncExternalStore(store.subscribe, store.currentBindings),
  };
}

/** Key caps in the layout at hand and the language of the interface. */
export function useGlyphs(): { action: (id: ActionId) => string; cap: (code: string) => string } {
  const { bindings } = useModeAndBindings();
  const { t } = useTranslation('common');
  const layout = useLayout();
  const word = (key: string): string => t(key as 'key.space');
  return {
    action: (id) => {
      const binding = bindings.find(({ action }) => action === id);
      return binding ? glyphOf(binding.chord, layout, word) : '';
    },
    cap: (code) => capOf(code, layout, word),
  };
}

let knownLayout: LayoutMap | null = null;
let reading: Promise<void> | undefined;

function useLayout(): LayoutMap | null {
  const [layout, setLayout] = useState(knownLayout);
  useEffect(() => {
    if (knownLayout) return;
    const read = async (): Promise<void> => {
      knownLayout = await readLayout();
    };
    // Read once for all who ask; a pair's key caps must not each ask the system again.
    reading ??= read();
    void reading.then(() => setLayout(knownLayout));
  }, []);
  return layout;
}
