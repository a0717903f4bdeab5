import { resolveKey, type ActionId, type Binding, type KeyMode } from './keymap.ts';
import { DEFAULT_BINDINGS } from './tables/bindings.ts';

/** What the press was, for the record of a decision and for actions that last. */
export interface ActionPress {
  /** KeyboardEvent.code. */
  readonly code: string;
  readonly phase: 'down' | 'up';
  readonly isShifted: boolean;
}
export type ActionHandlers = Partial<Record<ActionId, (press: ActionPress) => void>>;

/**
 * One listener on the window hears every key, so shortcuts do not depend on focus. Text fields, input methods
 * and open dialogs keep their keys; a focused button keeps Space and Enter, a widget marked
 * `data-keys="arrows"` keeps its arrows.
 */
export class KeyboardStore {
  private mode: KeyMode = 'judge';
  private bindings = DEFAULT_BINDINGS;
  private readonly held = new Map<string, Binding>();
  private readonly layers: ActionHandlers[] = [];
  private readonly listeners = new Set<() => void>();

  /** Starts listening; returns how to stop. */
  listen(target: Window): () => void {
    const down = (event: KeyboardEvent): void => this.onDown(event);
    const up = (event: KeyboardEvent): void => this.release(event.code);
    const blur = (): void => [...this.held.keys()].forEach((code) => this.release(code));
    target.addEventListener('keydown', down, { capture: true });
    target.addEventListener('keyup', up, { capture: true });
    target.addEventListener('blur', blur);
    return () => {
      target.removeEventListener('keydown', down, { capture: true });
      target.removeEventListener('keyup', up, { capture: true });
      target.removeEventListener('blur', blur);
    };
  }

  /** The handlers added last answer first; returns how to take them away. */
  addHandlers(handlers: ActionHandlers): () => void {
    this.layers.unshift(handlers);
    return () => void this.layers.splice(this.layers.indexOf(handlers), 1);
  }

  setMode(mode: KeyMode): void {
    if (mode === this.mode) return;
    this.mode = mode;
    this.listeners.forEach((listener) => listener());
  }

  setBindings(bindings: readonly Binding[]): void {
    if (bindings === this.bindings) return;
    this.bindings = bindings;
    this.listeners.forEach((listener) => listener());
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly currentMode = (): KeyMode => this.mode;
  readonly currentBindings = (): readonly Binding[] => this.bindings;

  private onDown(event: KeyboardEvent): void {
    if (keepsItsKeys(event)) return;
    const mode = isInDialog(event) ? 'dialog' : this.mode;
    const binding = resolveKey(event, mode, this.bindings);
    const handler = binding && this.layers.find((layer) => layer[binding.action])?.[binding.action];
    if (!binding || !handler) {
      // A held Space must not scroll the page between two repeats.
      if (event.repeat && this.held.has(event.code)) event.preventDefault();
      return;
    }
    event.preventDefault();
    if (binding.isHold) this.held.set(event.code, binding);
    handler({ code: event.code, phase: 'down', isShifted: event.shiftKey });
  }

  private release(code: string): void {
    const binding = this.held.get(code);
    if (!binding) return;
    this.held.delete(code);
    this.layers
      .find((layer) => layer[binding.action])
      ?.[binding.action]?.({ code, phase: 'up', isShifted: false });
  }
}

/** What presses a control that has the focus. */
const PRESSES = new Set(['Space', 'Enter', 'NumpadEnter']);
const INPUTS_WITHOUT_TEXT = new Set(['checkbox', 'radio', 'button', 'range', 'submit', 'reset', 'color']);

function keepsItsKeys(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  if (target instanceof HTMLInputElement && !INPUTS_WITHOUT_TEXT.has(target.type)) return true;
  if (PRESSES.has(event.code)) return target.closest('button, a, summary, [role="option"]') !== null;
  if (event.code.startsWith('Arrow') || event.code === 'Home') {
    return target.closest('[data-keys="arrows"], [role="menu"], [role="listbox"]') !== null;
  }
  return false;
}

function isInDialog(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  return target instanceof Element && target.closest('[role="dialog"], [role="menu"]') !== null;
}
