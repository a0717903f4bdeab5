import type { createBatch } from '../../../app/batch.ts';
import type { Terminal } from '../terminal.ts';

/** What every command is given. */
export interface CommandContext {
  readonly batch: ReturnType<typeof createBatch>;
  readonly terminal: Terminal;
  readonly version: string;
}
