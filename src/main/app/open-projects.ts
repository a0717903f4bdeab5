import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { AppEvent, Job } from '../../shared/contract/jobs.ts';
import type { Ports } from '../ports/index.ts';
import { PROJECT_FILE, type ProjectStore, createProject, openProject } from '../store/project-store.ts';
import { Events } from './events.ts';
import type { Machine } from './machine.ts';
import { type Session, createSession } from './session.ts';

export type BatchPorts = Pick<Ports, 'clock' | 'log' | 'newId' | 'children' | 'paths'> & {
  /** Of the program, for lineages. */
  readonly version?: string;
};
export type OnProgress = (job: Job) => void;

/** Projects that commands have open, each for as long as its command works. */
export class OpenProjects {
  private readonly ports: BatchPorts;
  private readonly machine: Machine;
  private readonly sessions = new Set<Session>();

  constructor(ports: BatchPorts, machine: Machine) {
    this.ports = ports;
    this.machine = machine;
  }

  /** Opens a project (makes it first, if wanted and needed), works, and closes it. @throws AppError store.* */
  async with<T>(
    dir: string,
    options: {
      readonly create: boolean;
      readonly onProgress: OnProgress;
      readonly onEvent?: (event: AppEvent) => void;
    },
    work: (session: Session) => Promise<T>,
  ): Promise<T> {
    const events = new Events();
    const publish = (event: AppEvent): void => {
      options.onEvent?.(event);
      if (event.type === 'jobs.changed') options.onProgress(event.job);
      events.publish(event);
    };
    const store = this.open(resolve(dir), options.create);
    const session = createSession(store, {
      ports: this.ports,
      events: { publish },
      machine: this.machine,
      version: this.ports.version,
    });
    this.sessions.add(session);
    try {
      return await work(session);
    } finally {
      this.sessions.delete(session);
      await session.close();
      // A process that waits for more work would keep the command from ending.
      if (this.sessions.size === 0) this.machine.close();
    }
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.sessions].map((session) => session.close()));
  }

  private open(dir: string, create: boolean): ProjectStore {
    const at = new Date(this.ports.clock.now()).toISOString();
    return create && !existsSync(join(dir, PROJECT_FILE))
      ? createProject(dir, basename(dir), { at })
      : openProject(dir, { at });
  }
}
