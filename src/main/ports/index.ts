/** Wall clock for stamps, monotonic clock for durations; injected so that tests can fix both. */
export interface Clock {
  /** ms since the epoch. */
  now(): number;
  /** ms, never runs backwards. */
  monotonic(): number;
}

export interface Log {
  info(message: string, facts?: Record<string, unknown>): void;
  warn(message: string, facts?: Record<string, unknown>): void;
  error(message: string, facts?: Record<string, unknown>): void;
}

/** Where this installation keeps things; absolute paths. */
export interface Paths {
  /** Settings, recent projects, the demo project. */
  readonly dataDir: string;
  /** What comes with the program: `models/` with its model packs. Real files, because native code reads them by their paths. */
  readonly resourcesDir: string;
  /** Renderer build, for the hosts that serve it. */
  readonly rendererDir: string;
}

/** A child process that may die without taking the app along. Messages are structured clones. */
export interface Child {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (code: number | null, signal: string | null) => void): void;
  kill(): void;
}

/** Name of a child entry point; the host knows whether it runs from source or from the build, and how. */
export type ChildEntry = 'reader' | 'compute';

export interface SpawnOptions {
  /** Set or replaced in the environment of the child; the loader of shared libraries reads it before any of our code runs. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface ChildHost {
  spawn(entry: ChildEntry, options?: SpawnOptions): Child;
}

/** Native dialogs where the host has them. */
export interface Dialogs {
  openFolder(): Promise<string | null>;
}

/** All that a host must provide. */
export interface Ports {
  readonly clock: Clock;
  readonly log: Log;
  readonly paths: Paths;
  readonly children: ChildHost;
  readonly dialogs: Dialogs | null;
  readonly hostKind: 'electron' | 'browser';
  /** Fresh random ids (UUID v4). */
  newId(): string;
}
