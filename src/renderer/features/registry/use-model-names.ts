import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../rpc/api.ts';
import { shortId } from './words.ts';

/** Models as people call them: a pack by its name and version, a head, which has none, by the beginning of its id. */
export function useModelNames(): (id: string) => string {
  const { query } = useApi();
  const versions = useQuery(query.registry.list.queryOptions({ input: {} })).data?.versions ?? [];
  const names = new Map(versions.map(({ kind, id, name }) => [id, kind === 'pack' ? name : shortId(id)]));
  return (id) => names.get(id) ?? shortId(id);
}
