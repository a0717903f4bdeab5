import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { asUnwritable } from '../../../shared/contract/system-failure.ts';

/**
 * Results as they come, a line of JSON each, on the disk before the next one is asked for: work that was stopped or killed
 * goes on with what is missing. A last line that was cut off counts as missing.
 */
export class KeptLines<T extends { readonly caseId: string }> {
  readonly known: Map<string, T>;
  private readonly file: string;
  private readonly handle: FileHandle;

  private constructor(file: string, handle: FileHandle, known: Map<string, T>) {
    this.file = file;
    this.handle = handle;
    this.known = known;
  }

  /** @throws AppError store.not-writable */
  static async open<T extends { readonly caseId: string }>(
    file: string,
    schema: z.ZodType<T>,
  ): Promise<KeptLines<T>> {
    const before = await readFile(file, 'utf8').catch(() => '');
    const lines = before.split('\n').flatMap((line) => parsed(line, schema) ?? []);
    try {
      await mkdir(dirname(file), { recursive: true });
      const handle = await open(file, 'a');
      if (before !== '' && !before.endsWith('\n')) await handle.appendFile('\n');
      return new KeptLines(file, handle, new Map(lines.map((one) => [one.caseId, one])));
    } catch (error) {
      throw asUnwritable(error, file);
    }
  }

  /** @throws AppError store.disk-full, store.not-writable */
  async add(one: T): Promise<void> {
    try {
      await this.handle.appendFile(`${JSON.stringify(one)}\n`);
      await this.handle.datasync();
    } catch (error) {
      throw asUnwritable(error, this.file);
    }
    this.known.set(one.caseId, one);
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

function parsed<T>(line: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
