import { readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import type { LlmState } from '../../../shared/contract/llm.ts';
import { writePrivately } from './write-privately.ts';

const KeptSchema = z.object({ origin: z.string(), key: z.string().min(1) });
type Kept = z.infer<typeof KeptSchema>;

/**
 * The key for one origin: typed in for as long as the program runs, kept in a file of its own that only this user may read, or
 * from the environment. It is given out for the origin it was meant for and no other, and stands in no setting, log or export.
 */
export class KeyRing {
  private readonly file: string;
  private typed: Kept | null = null;
  private kept: Kept | null;
  private readonly given: Kept | null;

  /** @param environment The key that the environment gave, for the origin that was set when the program started */
  constructor(file: string, environment: Kept | null) {
    this.file = file;
    this.given = environment;
    this.kept = readKept(file);
  }

  keyFor(origin: string): string | null {
    return this.find(origin)?.kept.key ?? null;
  }

  sourceFor(origin: string | null): LlmState['key'] {
    return (origin !== null && this.find(origin)?.source) || 'none';
  }

  /** @throws AppError store.not-writable, store.disk-full */
  take(kept: Kept, remember: boolean): void {
    this.forget();
    if (remember) {
      writePrivately(this.file, JSON.stringify(kept));
      this.kept = kept;
    } else this.typed = kept;
  }

  /** Forgets what was typed in or kept; what the environment gives is not ours to forget. */
  forget(): void {
    this.typed = null;
    this.kept = null;
    rmSync(this.file, { force: true });
  }

  private find(origin: string): { source: LlmState['key']; kept: Kept } | undefined {
    const all = [
      ['memory', this.typed],
      ['file', this.kept],
      ['environment', this.given],
    ] as const;
    for (const [source, kept] of all) if (kept?.origin === origin) return { source, kept };
    return undefined;
  }
}

function readKept(file: string): Kept | null {
  try {
    return KeptSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // None was kept, or what is there is none: it is asked for again. An error's message would quote it.
    return null;
  }
}
