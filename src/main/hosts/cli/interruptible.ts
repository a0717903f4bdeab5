import { onEndSignal } from '../../ports/signals.ts';
import type { CommandContext } from './commands/context.ts';
import { EXIT } from './terminal.ts';

/**
 * Runs work that Ctrl+C stops in order: what is done is kept, the project is closed, and the next run goes on from there.
 *
 * @param onStopped Called when everything has stopped, before the program ends.
 */
export function interruptible<T>(
  { batch, terminal }: CommandContext,
  work: () => Promise<T>,
  onStopped?: () => void,
): Promise<T> {
  let isEnding = false;
  onEndSignal(async () => {
    isEnding = true;
    terminal.note(`\n${terminal.say('interrupted')}`);
    await batch.stop();
    onStopped?.();
    process.exit(EXIT.interrupted);
  });
  return work().catch((error: unknown) => {
    if (!isEnding) throw error;
    // That it was broken off is said already; the program ends as soon as everything is in order.
    return new Promise<never>(() => undefined);
  });
}
