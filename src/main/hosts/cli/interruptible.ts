import { onEndSignal } from '../../ports/signals.ts';
import type { CommandContext } from './commands/context.ts';
import { EXIT } from './terminal.ts';

/** Runs work that Ctrl+C stops in order: what is done is kept, the project is closed, and the next run goes on from there. */
export function interruptible<T>({ batch, terminal }: CommandContext, work: () => Promise<T>): Promise<T> {
  onEndSignal(async () => {
    terminal.note(`\n${terminal.say('interrupted')}`);
    await batch.stop();
    process.exit(EXIT.interrupted);
  });
  return work();
}
