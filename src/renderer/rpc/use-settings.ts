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
  computeThreads: 0,
  cudaFolder: '',
};

export interface SettingsAccess {
  readonly settings: Settings;
  /** Shown at once, stored in the background. */
  readonly change: (part: Partial<Settings>) => void;
  /** The same, for those who have to wait until it is stored. */
  readonly store: (part: Partial<Settings>) => Promise<void>;
}

/** Preferences of this machine and how to change them. */
export function useSettings(): SettingsAccess {
  const { client, query } = useApi();
  const queryClient = useQueryClient();
  const options = query.settings.get.queryOptions({ input: {} });
  const { data } = useQuery({ ...options, staleTime: Infinity });

  const store = useCallback(
    async (part: Partial<Settings>) => {
      const { queryKey } = query.settings.get.queryOptions({ input: {} });
      queryClient.setQueryData(queryKey, (old) => ({ ...INITIAL_SETTINGS, ...old, ...part }));
      await client.settings.set(part).catch(() => queryClient.invalidateQueries({ queryKey }));
    },
    [client, query, queryClient],
  );
  const change = useCallback((part: Partial<Settings>) => void store(part), [store]);
  return { settings: data ?? INITIAL_SETTINGS, change, store };
}
