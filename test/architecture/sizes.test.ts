import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

/** Lines above which a file has to be a table or has to be split; the linter's own limit is the same. */
const MAX_LINES = 400;
const AIM_LINES = 200;

function sourceFiles(): { path: string; lines: number }[] {
  return readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/[\\/](tables|i18n)[\\/]/.test(path))
    .map((path) => ({ path: relative(root, path), lines: readFileSync(path, 'utf8').split('\n').length }));
}

describe('file sizes', () => {
  const files = sourceFiles();

  it('are measured on the whole source', () => expect(files.length).toBeGreaterThan(100));

  it(`stay under ${MAX_LINES} lines`, () => {
    expect(files.filter(({ lines }) => lines > MAX_LINES)).toEqual([]);
  });

  it(`stay under ${AIM_LINES} lines in nine files of ten`, () => {
    const long = files.filter(({ lines }) => lines > AIM_LINES);
    expect(long.length / files.length, JSON.stringify(long, null, 1)).toBeLessThan(0.1);
  });
});
