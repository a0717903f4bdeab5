import { createORPCClient } from '@orpc/client';
import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { type Api, type Client, createApi } from './api.ts';
import { followProject, whenProjectIsLeft } from './project-switch.ts';

/** A window in which project `before` was being reviewed, and a program that has `now` open. */
function windowOn(before: string, now: string) {
  const client = createORPCClient<Client>({ call: () => Promise.resolve({ dir: now }) });
  const api: Api = createApi(client);
  const queryClient = new QueryClient();
  const keys = {
    current: api.query.project.current.queryOptions({ input: {} }).queryKey,
    pair: api.query.review.pair.queryOptions({ input: { pairId: 5 } }).queryKey,
    settings: api.query.settings.get.queryOptions({ input: {} }).queryKey,
  };
  queryClient.setQueryData(keys.current, { dir: before } as never);
  queryClient.setQueryData(keys.pair, { of: before } as never);
  queryClient.setQueryData(keys.settings, { language: 'de' } as never);
  return { api, queryClient, keys };
}

describe('another project in the place of the open one', () => {
  it('leaves nothing of the one before to be shown under the same ids', async () => {
    let forgotten = 0;
    whenProjectIsLeft(() => (forgotten += 1));
    const { api, queryClient, keys } = windowOn('/a', '/b');
    await followProject(api, queryClient);
    expect(queryClient.getQueryData(keys.pair)).toBeUndefined();
    expect(queryClient.getQueryData(keys.current)).toEqual({ dir: '/b' });
    expect(queryClient.getQueryData(keys.settings)).toEqual({ language: 'de' });
    expect(forgotten).toBe(1);
  });

  it('is not what a change within the project is: that keeps what is shown until it is read anew', async () => {
    const { api, queryClient, keys } = windowOn('/a', '/a');
    await followProject(api, queryClient);
    expect(queryClient.getQueryData(keys.pair)).toEqual({ of: '/a' });
    expect(queryClient.getQueryState(keys.pair)?.isInvalidated).toBe(true);
  });
});
