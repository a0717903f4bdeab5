import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const main = join(import.meta.dirname, '..', '..', 'src', 'main', 'hosts', 'cli', 'main.ts');

export interface CliRun {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface CliOptions {
  readonly home: string;
  readonly input?: string;
  /** Called with the process as soon as it runs. */
  readonly during?: (child: ChildProcess) => void;
  /** A program that the command line is run by: ["unshare", "-m", …]. */
  readonly by?: readonly string[];
  readonly cwd?: string;
}

/** Runs the command line from its sources, as a person would from a shell; English unless it is told otherwise. */
export function runCli(args: readonly string[], options: CliOptions): Promise<CliRun> {
  const [program, ...rest] = [...(options.by ?? []), process.execPath, main, ...args];
  const child = spawn(program!, rest, {
    cwd: options.cwd,
    env: { ...process.env, PLUMBLINE_HOME: options.home, LC_ALL: 'en_US.UTF-8' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const texts = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (texts.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (texts.err += chunk.toString()));
  // A program that ends before it has read everything closes its end.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  options.during?.(child);
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...texts })));
}
