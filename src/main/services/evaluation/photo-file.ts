import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';

const ENDINGS = new Set(['.jpg', '.jpeg', '.png']);

/**
 * The file of a picture that a data set names. Copies of the public sets write endings otherwise than their lists do (`.JPG`, `.jpeg`,
 * `.png`): where the name as it stands is not there, the only picture of the same stem is meant.
 *
 * @returns the name as it stands where there is none, or more than one
 */
export async function photoFile(file: string): Promise<string> {
  if (existsSync(file)) return file;
  const stem = stemOf(basename(file));
  const names = await readdir(dirname(file)).catch(() => []);
  const alike = names.filter((name) => ENDINGS.has(extname(name).toLowerCase()) && stemOf(name) === stem);
  return alike.length === 1 ? join(dirname(file), alike[0]!) : file;
}

const stemOf = (name: string): string => basename(name, extname(name)).toLowerCase();
