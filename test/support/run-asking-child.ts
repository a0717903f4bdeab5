import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface Asked {
  readonly ends: Readonly<Record<string, number>>;
  readonly ms: number;
  readonly grownMiB: number;
}

/** Runs llm-asking-child.ts in a process of its own, so that its memory is nobody else's. */
export function askInChild(
  url: string,
  asking: {
    captions: number;
    stream: boolean;
    totalMs: number;
    idleMs: number;
    env?: Record<string, string>;
  },
): Promise<Asked> {
  const script = join(import.meta.dirname, 'llm-asking-child.ts');
  const { captions, stream, totalMs, idleMs, env } = asking;
  const args = [url, String(captions), stream ? 'yes' : 'no', String(totalMs), String(idleMs)];
  const child = spawn(process.execPath, ['--expose-gc', script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  return new Promise((resolve, reject) =>
    child.once('close', (code) =>
      code === 0 ? resolve(JSON.parse(output) as Asked) : reject(new Error(`the child ended with ${code}`)),
    ),
  );
}
