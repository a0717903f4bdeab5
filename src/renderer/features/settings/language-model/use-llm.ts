import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { LlmConnection, LlmState } from '../../../../shared/contract/llm.ts';
import { useApi } from '../../../rpc/api.ts';

/** The language model's settings, and every way to change them; each answers with the state that then holds. */
export function useLlm() {
  const { client, query } = useApi();
  const queryClient = useQueryClient();
  const options = query.llm.get.queryOptions({ input: {} });
  const { data, error } = useQuery({ ...options, staleTime: Infinity });
  const onSuccess = (state: LlmState): void => {
    queryClient.setQueryData(options.queryKey, state);
    void queryClient.invalidateQueries({ queryKey: query.texts.key() });
  };
  const set = useMutation({
    mutationFn: (change: Partial<LlmConnection>) => client.llm.set(change),
    onSuccess,
  });
  const setKey = useMutation({
    mutationFn: (input: { key: string; remember: boolean }) => client.llm.setKey(input),
    onSuccess,
  });
  const forgetKey = useMutation({ mutationFn: () => client.llm.forgetKey({}), onSuccess });
  const check = useMutation({ mutationFn: () => client.llm.check({}) });
  return { state: data, error, set, setKey, forgetKey, check };
}
