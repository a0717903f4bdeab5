import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Process ids of this process's children that run a child entry; empty where there is no /proc to ask. */
export function childPids(entry: string): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .filter((pid) => parentOf(pid) === process.pid && commandOf(pid).includes(entry));
  } catch {
    // Not Linux.
    return [];
  }
}

/** Most memory a process has held so far, bytes. */
export function peakMemory(pid: number): number {
  const kib = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kib) * 1024;
}

function parentOf(pid: number): number | undefined {
  const status = contentOf(join('/proc', String(pid), 'status'));
  return Number(/PPid:\s+(\d+)/.exec(status)?.[1]);
}

function commandOf(pid: number): string {
  return contentOf(join('/proc', String(pid), 'cmdline'));
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // The process ended between being listed and being looked at.
    return '';
  }
}
