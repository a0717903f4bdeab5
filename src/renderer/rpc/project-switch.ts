import type { QueryClient } from '@tanstack/react-query';
import type { Api } from './api.ts';

/** What is asked of the program and not of a project, by the first part of the contract's path. */
const OUTLIVE = new Set(['project', 'settings', 'compute', 'models']);

const keepers = new Set<() => void>();

/** Registers what has to be dropped when another project takes the place of the open one: ids begin at 1 in every project. */
export function whenProjectIsLeft(forget: () => void): void {
  keepers.add(forget);
}

/**
 * Reads anew what may have changed; where another project is open by now, nothing of the one before is shown in the meantime.
 * Called by whoever opens a project and by whoever hears that one was opened, in whichever order that comes.
 */
export async function followProject({ client, query }: Api, queryClient: QueryClient): Promise<void> {
  const { queryKey } = query.project.current.queryOptions({ input: {} });
  const before = queryClient.getQueryData(queryKey)?.dir;
  const info = await client.project.current({});
  if (before !== undefined && before !== info?.dir) {
    for (const forget of keepers) forget();
    queryClient.removeQueries({
      predicate: ({ queryKey: [path] }) => Array.isArray(path) && !OUTLIVE.has(path[0] as string),
    });
  }
  queryClient.setQueryData(queryKey, info);
  await queryClient.invalidateQueries();
}
