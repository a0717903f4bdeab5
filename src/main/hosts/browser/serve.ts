import type { AddressInfo } from 'node:net';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { App } from '../../app/create-app.ts';
import { LoopbackGuard } from '../../app/policy/loopback-guard.ts';
import { createHttpServer } from './http-server.ts';
import { attachSocketServer } from './socket-server.ts';

export interface ServedApp {
  /** Address of the page without a code. */
  readonly origin: string;
  /** An address that opens the application once. The code stands in the fragment, which no server log and no referrer sees. */
  newUrl(): string;
  close(): Promise<void>;
}

/** Serves the application on 127.0.0.1. @param port 0 for any free one @throws AppError host.port-taken */
export async function serveApp(app: App, port: number): Promise<ServedApp> {
  const guard = new LoopbackGuard(() => app.ports.clock.now());
  const server = createHttpServer(app, guard);
  const sockets = attachSocketServer(server, app, guard);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE' || error.code === 'EACCES'
          ? new AppError('host.port-taken', { port }, { cause: error })
          : error,
      ),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
  guard.authority = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin: guard.origin,
    newUrl: () => `${guard.origin}/#code=${guard.newCode()}`,
    close: async () => {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
