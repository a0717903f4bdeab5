import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/contract/app-error.ts';

/** A JSON file of a checked pack. @param dir Absolute. @throws AppError models.bad-json */
export async function readJson(dir: string, file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(join(dir, file), 'utf8')) as unknown;
  } catch (cause) {
    throw new AppError('models.bad-json', { file }, { cause });
  }
}
