import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../../ports/is-alive.ts';

/**
 * What programs on this machine do with packs right now, as one small file for each: `<what>.<process>.<number>`. The files of
 * a program that crashed count for nothing, so nobody is locked out.
 */
export class Claims {
  private readonly dir: string;
  private last = 0;

  constructor(dir: string) {
    this.dir = dir;
  }

  /** @returns ends the claim @throws where the folder cannot be written */
  make(what: string): () => void {
    mkdirSync(this.dir, { recursive: true });
    this.last += 1;
    const file = join(this.dir, `${what}.${process.pid}.${this.last}`);
    writeFileSync(file, '', { flag: 'wx' });
    return () => rmSync(file, { force: true });
  }

  /** Whether a program that still runs, this one included, claims it. */
  isClaimed(what: string): boolean {
    return this.files().some((name) => {
      const [claimed, pid] = name.split('.');
      if (claimed !== what) return false;
      if (isAlive(Number(pid))) return true;
      rmSync(join(this.dir, name), { force: true });
      return false;
    });
  }

  private files(): string[] {
    try {
      return readdirSync(this.dir);
    } catch {
      // Nothing was ever claimed here.
      return [];
    }
  }
}
