import { type Settings, SettingsSchema } from '../../../shared/contract/settings.ts';
import type { Log } from '../../ports/index.ts';
import { KeptSettings } from './kept-settings.ts';

export {
  type CustomCommand,
  type StoredTrainerSettings,
  type TrainerSettingsService,
  createTrainerSettings,
} from './trainer-settings.ts';

interface SettingsDeps {
  readonly file: string;
  readonly log: Log;
  readonly language: 'de' | 'en';
}

/** Preferences of this machine, one JSON file. An unreadable one is set aside, never overwritten. */
export type SettingsService = KeptSettings<Settings>;

export function createSettingsService({ file, log, language }: SettingsDeps): SettingsService {
  const initial: Settings = {
    language,
    theme: 'dark',
    captionTheme: 'dark',
    captionFontPx: 16,
    keys: {},
    computeProvider: 'auto',
    computeThreads: 0,
    cudaFolder: '',
  };
  return new KeptSettings({ file, log, initial, schema: SettingsSchema });
}
