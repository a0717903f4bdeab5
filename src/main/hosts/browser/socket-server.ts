import type { Server } from 'node:http';
import { RPCHandler } from '@orpc/server/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { App } from '../../app/create-app.ts';
import type { LoopbackGuard } from '../../app/policy/loopback-guard.ts';

const MAX_MESSAGE_BYTES = 10 * 1024 * 1024;
/** A socket that has not shown its token by then is closed, ms. */
const TOKEN_DEADLINE_MS = 2000;

/** Calls over a WebSocket whose first message is the token. */
export function attachSocketServer(server: Server, app: App, guard: LoopbackGuard): WebSocketServer {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
  });
  const handler = new RPCHandler(app.router);
  server.on('upgrade', (request, socket, head) => {
    const { host, origin } = request.headers;
    if (request.url !== '/rpc' || !guard.isAllowedSocket({ host, origin, method: 'GET' })) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) =>
      authenticate(client, guard, () => void handler.upgrade(client, {})),
    );
  });
  return sockets;
}

function authenticate(client: WebSocket, guard: LoopbackGuard, accept: () => void): void {
  const deadline = setTimeout(() => client.close(4401), TOKEN_DEADLINE_MS);
  client.on('error', () => client.terminate());
  client.once('message', (message) => {
    clearTimeout(deadline);
    const token = Buffer.isBuffer(message) ? message.toString('utf8') : '';
    if (!guard.isToken(token)) {
      client.close(4401);
      return;
    }
    accept();
    client.send('ready');
  });
}
