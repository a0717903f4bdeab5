import { once } from 'node:events';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import type { Contract } from '../../src/shared/contract/index.ts';

export type Client = ContractRouterClient<Contract>;

/** A page's place at the loopback host, taken by a program. */
export interface HostSession {
  readonly client: Client;
  readonly token: string;
  readonly socket: WebSocket;
}

/** Takes the start code of an address and opens the socket, as the page does. */
export async function joinHost(url: string): Promise<HostSession> {
  const { origin, hash, host } = new URL(url);
  const code = new URLSearchParams(hash.slice(1)).get('code');
  const response = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ code }),
  });
  if (!response.ok) throw new Error(`No session: ${response.status}`);
  const { token } = (await response.json()) as { token: string };
  const socket = await openSocket(host, { origin, token });
  return { client: clientOver(socket), token, socket };
}

/** A socket past its token. */
export async function openSocket(
  host: string,
  { origin, token }: { readonly origin: string; readonly token: string },
): Promise<WebSocket> {
  const socket = new WebSocket(`ws://${host}/rpc`, { origin });
  await once(socket, 'open');
  socket.send(token);
  await once(socket, 'message');
  return socket;
}

export function clientOver(socket: WebSocket): Client {
  return createORPCClient(linkOver(socket));
}

export function linkOver(socket: WebSocket): RPCLink<Record<never, never>> {
  return new RPCLink({ websocket: socket as unknown as globalThis.WebSocket });
}
