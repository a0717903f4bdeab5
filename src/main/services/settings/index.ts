import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Settings, SettingsSchema } from '../../../shared/contract/settings.ts';
import type { Log } from '../../ports/index.ts';

/** Preferences of this machine, one JSON file. An unreadable one is set aside, never overwritten. */
export class SettingsService {
  private readonly file: string;
  private readonly log: Log;
  private current: Settings;

  constructor(deps: { readonly file: string; readonly log: Log; readonly language: 'de' | 'en' }) {
    this.file = deps.file;
    this.log = deps.log;
    const initial: Settings = {
      language: deps.language,
      theme: 'dark',
      captionTheme: 'dark',
      captionFontPx: 16,
      keys: {},
      computeProvider: 'auto',
      computeThreads: 0,
      cudaFolder: '',
    };
    this.current = this.read(initial);
  }

  get(): Settings {
    return this.current;
  }

  set(change: { readonly [Key in keyof Settings]?: Settings[Key] | undefined }): Settings {
    const next = SettingsSchema.parse({
      ...this.current,
      ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
    });
    mkdirSync(dirname(this.file), { recursive: true });
    const partial = `${this.file}.partial`;
    writeFileSync(partial, `${JSON.stringify(next, null, 2)}\n`);
    renameSync(partial, this.file);
    this.current = next;
    return this.current;
  }

  private read(initial: Settings): Settings {
    let text: string;
    try {
      text = readFileSync(this.file, 'utf8');
    } catch {
      // The first start: there is nothing to read yet.
      return initial;
    }
    try {
      return SettingsSchema.parse({ ...initial, ...(JSON.parse(text) as object) });
    } catch (error) {
      const aside = `${this.file}.unreadable`;
      renameSync(this.file, aside);
      this.log.warn('settings were unreadable and set aside', { aside, error: String(error) });
      return initial;
    }
  }
}

export function createSettingsService(
  deps: ConstructorParameters<typeof SettingsService>[0],
): SettingsService {
  return new SettingsService(deps);
}
