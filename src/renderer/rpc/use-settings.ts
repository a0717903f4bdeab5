import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { z } from 'zod';
import type { SettingsSchema } from '../../shared/contract/settings.ts';
import { useApi } from './api.ts';

export type Settings = z.infer<typeof SettingsSchema>;

/** What holds until the server has answered, and what a new installation starts with. */
export const INITIAL_SETTINGS: Settings = {
  language: 'en',
  theme: 'dark',
  captionTheme: 'dark',
  captionFontPx: 16,
  keys: {},
  computeProvider: 'auto',
  cudaFolder: '',
};

/** Preferences of this machine and how to change them: shown at once, stored in the background. */
export function useSettings(): { settings: Settings; change: (part: Partial<Settings>) => void } {
  const { client, query } = useApi();
  const queryClient = useQueryClient();
  const options = query.settings.get.queryOptions({ input: {} });
  const { data } = useQuery({ ...options, staleTime: Infinity });

  const change = useCallback(
    (part: Partial<Settings>) => {
      const { queryKey } = query.settings.get.queryOptions({ input: {} });
      queryClient.setQueryData(queryKey, (old) => ({ ...INITIAL_SETTINGS, ...old, ...part }));
      void client.settings.set(part).catch(() => queryClient.invalidateQueries({ queryKey }));
    },
    [client, query, queryClient],
  );
  return { settings: data ?? INITIAL_SETTINGS, change };
}
