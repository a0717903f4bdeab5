import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { createContext, useContext } from 'react';
import type { Contract } from '../../shared/contract/index.ts';

/** Typed calls to the services, over whichever transport the host offers. */
export type Client = ContractRouterClient<Contract>;

/** The client twice: plain for commands, as query options for what react-query keeps. */
export interface Api {
  readonly client: Client;
  readonly query: ReturnType<typeof createTanstackQueryUtils<Client>>;
}

export function createApi(client: Client): Api {
  return { client, query: createTanstackQueryUtils(client) };
}

const ApiContext = createContext<Api | null>(null);
export const ApiProvider = ApiContext.Provider;

export function useApi(): Api {
  const api = useContext(ApiContext);
  if (!api) throw new Error('useApi needs an ApiProvider above it');
  return api;
}
