import type { ErrorCode } from '../../shared/contract/errors/index.ts';

/** Something worth telling about a file that was used all the same, or about one of several that was left out. */
export interface FileNote {
  readonly code: ErrorCode;
  readonly params: Record<string, string | number> & { file: string };
}
