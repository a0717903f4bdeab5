/** The one line to the application that a child process has. */
export interface Parent {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}

/** Electron's utility processes talk through parentPort, forked Node processes through the IPC channel. */
export function connectToParent(): Parent {
  // Without its application a child has nobody to answer, and work that hangs would keep it for ever.
  process.on('disconnect', () => process.exit());
  // At a terminal Ctrl+C goes to every process there; when a child ends is the application's to say, so that it can end in order.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
  const { parentPort } = process as unknown as { parentPort?: ParentPort };
  if (!parentPort)
    return {
      send: (message) => void process.send?.(message),
      onMessage: (listener) => void process.on('message', listener),
    };
  return {
    send: (message) => parentPort.postMessage(message),
    onMessage: (listener) => parentPort.on('message', ({ data }) => listener(data)),
  };
}
