/** What the preload script hands over in Electron; nothing in a browser. */
export interface Bridge {
  connect(): Promise<MessagePort>;
}

declare global {
  interface Window {
    readonly plumbline?: { requestPort(): void };
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
