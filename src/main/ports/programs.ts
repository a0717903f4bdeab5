import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';

/** A process by its number and the moment at which the system started it: numbers are given away again, the two together are not. */
export interface ProgramRef {
  readonly pid: number;
  /** As this system tells it; compared, never read. */
  readonly startedAt: string;
}

export interface ProgramEnd {
  readonly code: number | null;
  readonly signal: string | null;
}

export interface StartOptions {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Files that standard output and standard error are appended to. */
  readonly out: string;
  readonly err: string;
}

export interface StartedProgram extends ProgramRef {
  readonly ended: Promise<ProgramEnd>;
}

export interface RunOptions {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** Foreign programs that a person has configured. Arguments are given one by one; no shell sees them. */
export interface Programs {
  /**
   * Starts one that outlives this program: it leads a group of its own and writes into files, so that nothing breaks for it when we
   * end. @throws what the system says, such as ENOENT
   */
  start(options: StartOptions): Promise<StartedProgram>;
  /** Runs one to its end. Output beyond 1 MiB is an error. @throws what the system says; an error with `killed` after the time limit */
  run(options: RunOptions): Promise<{ readonly code: number; readonly out: string; readonly err: string }>;
  /** Whether exactly this process runs; one that has ended and that nobody has asked about yet does not. */
  isRunning(ref: ProgramRef): Promise<boolean>;
  /** Asks it to end (SIGTERM); only itself, because what it started is its own to end. */
  ask(ref: ProgramRef): Promise<void>;
  /** Ends it and everything that it started. */
  kill(ref: ProgramRef): Promise<void>;
}

const MAX_OUTPUT = 2 ** 20;

export function nodePrograms(): Programs {
  const isRunning = async ({ pid, startedAt }: ProgramRef): Promise<boolean> =>
    (await startOf(pid)) === startedAt;
  return {
    isRunning,
    start: async ({ argv, cwd, env, out, err }) => {
      await using outFile = await open(out, 'a', 0o600);
      await using errFile = await open(err, 'a', 0o600);
      const child = spawn(argv[0]!, argv.slice(1), {
        cwd,
        env: { ...process.env, ...env },
        detached: true,
        windowsHide: true,
        stdio: ['ignore', outFile.fd, errFile.fd],
      });
      const ended = new Promise<ProgramEnd>((resolve) =>
        child.once('exit', (code, signal) => resolve({ code, signal })),
      );
      await new Promise<void>((resolve, reject) => {
        child.once('spawn', resolve);
        child.once('error', reject);
      });
      // A child that is waited for would keep this program from ending.
      child.unref();
      const pid = child.pid!;
      return { pid, startedAt: (await startOf(pid)) ?? 'ended', ended };
    },
    run: ({ argv, cwd, env, timeoutMs, signal }) =>
      new Promise((resolve, reject) => {
        const options = { cwd, env: { ...process.env, ...env }, timeout: timeoutMs, maxBuffer: MAX_OUTPUT };
        const child = execFile(
          argv[0]!,
          argv.slice(1),
          { ...options, windowsHide: true, ...(signal && { signal }) },
          (error, stdout, stderr) => {
            if (error && typeof error.code !== 'number') reject(error);
            else resolve({ code: error ? Number(error.code) : 0, out: stdout, err: stderr });
          },
        );
        child.stdin?.end();
      }),
    ask: async (ref) => {
      if (await isRunning(ref)) signalled(ref.pid, 'SIGTERM');
    },
    kill: async (ref) => {
      // The group may outlive its leader; its number is not given away while it has members.
      const isLeaderThere = await isRunning(ref);
      if (process.platform === 'win32') return windowsTreeEnded(ref.pid);
      signalled(-ref.pid, 'SIGKILL');
      if (isLeaderThere) signalled(ref.pid, 'SIGKILL');
    },
  };
}

function signalled(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It has ended meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const windowsTreeEnded = (pid: number): Promise<void> =>
  new Promise((resolve) =>
    execFile('taskkill', ['/pid', String(pid), '/T', '/F'], { windowsHide: true }, () => resolve()),
  );

/** Asking costs a process of its own where the system keeps no files about processes. */
const ASKED_EVERY_MS = 5000;
const asked = new Map<number, { readonly at: number; readonly start: Promise<string | null> }>();

/** When a process was started; null where there is none. Beside Linux the answer may be some seconds old. */
function startOf(pid: number): Promise<string | null> {
  if (process.platform === 'linux') return Promise.resolve(linuxStart(pid));
  const known = asked.get(pid);
  if (known && performance.now() - known.at < ASKED_EVERY_MS) return known.start;
  const start = startByCommand(pid);
  asked.set(pid, { at: performance.now(), start });
  return start;
}

function startByCommand(pid: number): Promise<string | null> {
  const [program, ...rest] =
    process.platform === 'win32'
      ? ['powershell', '-NoProfile', '-Command', `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`]
      : ['ps', '-o', 'lstart=', '-p', String(pid)];
  return new Promise((resolve) =>
    execFile(program!, rest, { windowsHide: true }, (error, stdout) =>
      resolve(error ? null : stdout.trim() || null),
    ),
  );
}

/** Clock ticks since the boot that is named too: field 22 of proc_pid_stat(5). A process that has ended and waits to be asked is none. */
function linuxStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold brackets and blanks itself.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return null;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fields[19]}`;
  } catch {
    return null;
  }
}
