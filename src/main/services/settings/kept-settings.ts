import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Log } from '../../ports/index.ts';

/** Settings in one JSON file. An unreadable one is set aside, never overwritten. */
export class KeptSettings<Settings extends object> {
  private readonly file: string;
  private readonly log: Log;
  private readonly schema: z.ZodType<Settings>;
  private current: Settings;
  private unreadable: string | null = null;

  constructor(deps: {
    readonly file: string;
    readonly log: Log;
    readonly initial: Settings;
    readonly schema: z.ZodType<Settings>;
  }) {
    this.file = deps.file;
    this.log = deps.log;
    this.schema = deps.schema;
    this.current = this.read(deps.initial);
  }

  get(): Settings {
    return this.current;
  }

  /** Where the file is that could not be read when the program started, and what was wrong with it; null where there is none. */
  get problem(): string | null {
    return this.unreadable;
  }

  set(change: { readonly [Key in keyof Settings]?: Settings[Key] | undefined }): Settings {
    const next = this.schema.parse({
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
      return this.schema.parse({ ...initial, ...(JSON.parse(text) as object) });
    } catch (error) {
      const aside = `${this.file}.unreadable`;
      renameSync(this.file, aside);
      this.log.warn('settings were unreadable and set aside', { aside, error: String(error) });
      const field = error instanceof z.ZodError ? error.issues[0]?.path.join('.') : 'JSON';
      this.unreadable = `${aside}: ${field ?? ''}`;
      return initial;
    }
  }
}
