/**
 * Calls once when the program is told to end. Signals after that are left alone while it ends: at a terminal the same Ctrl+C
 * arrives twice, directly and from the program that started this one.
 */
export function onEndSignal(end: () => Promise<void>): void {
  let isEnding = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (isEnding) return;
      isEnding = true;
      void end();
    });
}
