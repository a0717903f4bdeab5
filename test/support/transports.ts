import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { RPCHandler } from '@orpc/server/message-port';
import type { App } from '../../src/main/app/create-app.ts';
import { serveApp } from '../../src/main/hosts/browser/serve.ts';
import { type Client, joinHost, linkOver } from './rpc-client.ts';

/** A client that reaches the application as one of the hosts lets a page reach it. */
export interface Transport {
  readonly client: Client;
  /** A call by whatever name, past the client's types. */
  call(path: readonly string[], input: unknown): Promise<unknown>;
  close(): Promise<void>;
}

/** The ways into the application: the loopback host's WebSocket, and the MessagePort that Electron hands to its window. */
export const TRANSPORTS: readonly (readonly [string, (app: App) => Promise<Transport>])[] = [
  ['WebSocket', overWebSocket],
  ['MessagePort', overMessagePort],
];

async function overWebSocket(app: App): Promise<Transport> {
  const served = await serveApp(app, 0);
  const { client, socket } = await joinHost(served.newUrl());
  const link = linkOver(socket);
  return {
    client,
    call: (path, input) => link.call(path, input, { context: {} }),
    close: async () => {
      socket.terminate();
      await served.close();
    },
  };
}

/** As `answerPortRequests` in the Electron host, with Node's own channel. */
function overMessagePort(app: App): Promise<Transport> {
  const { port1, port2 } = new MessageChannel();
  new RPCHandler(app.router).upgrade(port1);
  port1.start();
  port2.start();
  const link = new RPCLink({ port: port2 });
  const client: Client = createORPCClient(link);
  return Promise.resolve({
    client,
    call: (path, input) => link.call(path, input, { context: {} }),
    close: () => {
      port2.close();
      return Promise.resolve();
    },
  });
}
