/** What the preload script hands over in Electron; nothing in a browser. */
export interface Bridge {
  connect(): Promise<MessagePort>;
}

declare global {
  interface Window {
    readonly plumbline?: { requestPort(): void; pathOf(file: File): string };
  }
}

/** The port comes by message, because a MessagePort cannot cross the context bridge as a value. */
export const bridge: Bridge | undefined = window.plumbline && {
  connect: () =>
    new Promise((resolve) => {
      window.addEventListener('message', function receive(event) {
        if (event.source !== window || event.data !== 'plumbline-port' || !event.ports[0]) return;
        window.removeEventListener('message', receive);
        resolve(event.ports[0]);
      });
      window.plumbline?.requestPort();
    }),
};

/** Absolute paths of files dropped on the window; only the desktop program may know them, a browser keeps them to itself. */
export const droppedPaths: ((files: readonly File[]) => string[]) | undefined =
  window.plumbline &&
  ((files) => files.map((file) => window.plumbline?.pathOf(file) ?? '').filter((path) => path !== ''));
