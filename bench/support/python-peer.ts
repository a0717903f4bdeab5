import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * What a peer written in Python takes, or why there is none: `PLUMBLINE_PYTHON` names an interpreter that has what the peer
 * imports. A peer prints one JSON object.
 */
export function pythonPeer(
  script: string,
  args: readonly string[],
): { readonly seconds: number } | { readonly missing: string } {
  const python = process.env['PLUMBLINE_PYTHON'];
  if (python === undefined) return { missing: 'PLUMBLINE_PYTHON is not set' };
  try {
    const file = join(import.meta.dirname, '..', 'peers', script);
    return JSON.parse(execFileSync(python, [file, ...args], { encoding: 'utf8' })) as { seconds: number };
  } catch (error) {
    return { missing: String((error as { stderr?: unknown }).stderr ?? error).trim() };
  }
}
