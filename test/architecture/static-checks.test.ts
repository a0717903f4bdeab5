import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

/** Runs a tool of this repository; its output is part of the failure message. */
function tool(...args: string[]): { status: number | null; output: string } {
  const [script, ...rest] = args;
  const result = spawnSync(process.execPath, [join(root, 'node_modules', script!), ...rest], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status: result.status, output: `${result.stdout}${result.stderr}`.trim() };
}

describe('the source', () => {
  it('type-checks, room by room', { timeout: 240_000 }, () => {
    // Afresh: after a pull TypeScript 7's incremental build can keep declarations of a changed project that are out of date.
    const { status, output } = tool('typescript/bin/tsc', '-b', '--force');
    expect({ status, output }).toEqual({ status: 0, output: '' });
  });

  it('passes the linter without a warning', { timeout: 240_000 }, () => {
    const { status, output } = tool('oxlint/bin/oxlint', '--deny-warnings');
    expect(status, output).toBe(0);
  });

  it('is formatted', { timeout: 240_000 }, () => {
    const { status, output } = tool('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.');
    expect(status, output).toBe(0);
  });
});
