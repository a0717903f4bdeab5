import { DynamicLink, createORPCClient } from '@orpc/client';
import { RPCLink as MessagePortLink } from '@orpc/client/message-port';
import { RPCLink as WebSocketLink } from '@orpc/client/websocket';
import type { Client } from './api.ts';
import { bridge } from './bridge.ts';
import { openSession, sessionToken } from './session.ts';

/**
 * The typed client, over whichever transport the host offers: a MessagePort where a preload script hands one over, a
 * WebSocket otherwise. Chosen once, at boot.
 */
export async function connect(): Promise<Client> {
  if (bridge) {
    const port = await bridge.connect();
    port.start();
    return createORPCClient(new MessagePortLink({ port }));
  }
  await openSession();
  const sockets = new Sockets();
  await sockets.link();
  return createORPCClient(new DynamicLink(() => sockets.link()));
}

/** Keeps one authenticated WebSocket and opens another when it is gone. */
class Sockets {
  private current: Promise<WebSocketLink<Record<never, never>>> | undefined;

  link(): Promise<WebSocketLink<Record<never, never>>> {
    this.current ??= this.open();
    return this.current;
  }

  private async open(): Promise<WebSocketLink<Record<never, never>>> {
    const websocket = new WebSocket(`ws://${window.location.host}/rpc`);
    websocket.addEventListener('close', () => {
      this.current = undefined;
    });
    await new Promise<void>((resolve, reject) => {
      websocket.addEventListener('open', () => websocket.send(sessionToken()), { once: true });
      // The server's first word after a good token; the socket speaks oRPC from then on.
      websocket.addEventListener('message', () => resolve(), { once: true });
      websocket.addEventListener('close', () => reject(new Error('The connection was closed')), {
        once: true,
      });
    });
    return new WebSocketLink({ websocket });
  }
}
