/** What the top bar says about changes: `saved` only after the server has answered for every one of them. */
export type SaveState = 'idle' | 'saving' | 'saved' | 'failed' | 'offline' | 'read-only';

export interface SaveSituation {
  /** The project can be read but not changed here. */
  readonly isReadOnly: boolean;
  readonly isOnline: boolean;
  /** Changes under way. */
  readonly pending: number;
  /** The latest change was refused and not given again yet. */
  readonly hasFailed: boolean;
  readonly hasSaved: boolean;
}

/** The one state to show, worst news first. */
export function saveStateOf(situation: SaveSituation): SaveState {
  if (situation.isReadOnly) return 'read-only';
  if (!situation.isOnline) return 'offline';
  if (situation.pending > 0) return 'saving';
  if (situation.hasFailed) return 'failed';
  return situation.hasSaved ? 'saved' : 'idle';
}

const INITIAL: SaveSituation = {
  isReadOnly: false,
  isOnline: true,
  pending: 0,
  hasFailed: false,
  hasSaved: false,
};

/** Counts changes on their way to the disk, whichever screen made them. */
export class SaveTracker {
  private current = INITIAL;
  private readonly listeners = new Set<() => void>();

  /** Follows one change to its end; the caller still gets the result or the error. */
  async track<T>(change: () => Promise<T>): Promise<T> {
    this.set({ pending: this.current.pending + 1 });
    try {
      const result = await change();
      this.set({ pending: this.current.pending - 1, hasSaved: true, hasFailed: false });
      return result;
    } catch (error) {
      this.set({ pending: this.current.pending - 1, hasFailed: true });
      throw error;
    }
  }

  setOnline(isOnline: boolean): void {
    if (isOnline !== this.current.isOnline) this.set({ isOnline });
  }

  setReadOnly(isReadOnly: boolean): void {
    if (isReadOnly !== this.current.isReadOnly) this.set({ isReadOnly });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly situation = (): SaveSituation => this.current;

  private set(change: Partial<SaveSituation>): void {
    this.current = { ...this.current, ...change };
    this.listeners.forEach((listener) => listener());
  }
}

/** The tracker of this window. */
export const saveTracker = new SaveTracker();
