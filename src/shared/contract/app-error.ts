import type { ErrorCode } from './errors/index.ts';

/** Facts an error carries across a border: shown to the user through i18n, never prose, stacks or patient text. */
export type ErrorParams = Readonly<Record<string, string | number>>;

/**
 * An expected failure with a stable code. Services never write prose: `shared/i18n` turns code and
 * params into a cause and a remedy in German and English.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly params: ErrorParams;

  constructor(code: ErrorCode, params: ErrorParams = {}, options?: { cause?: unknown }) {
    super(`${code} ${JSON.stringify(params)}`, options);
    this.code = code;
    this.params = params;
  }
}

/** The wire form of an error: what crosses a process or host border, and nothing else. */
export interface WireError {
  readonly code: ErrorCode | 'internal';
  readonly params: ErrorParams;
  /** Short id under which the log holds the stack. */
  readonly id: string;
}
