import type { Ports } from '../ports/index.ts';
import { DEMO } from '../services/demo/index.ts';
import { type Router, type RpcApp, createRouter } from '../rpc/router.ts';
import type { PixelAnswer } from '../services/pixels/index.ts';
import { ProjectService } from '../services/project/index.ts';
import { Events } from './events.ts';
import { type Machine, createMachine } from './machine.ts';
import { type Session, createSession } from './session.ts';

/** The application without a host: what a host needs to serve it. */
export interface App extends RpcApp {
  readonly ports: Ports;
  readonly events: Events;
  readonly projects: ProjectService<Session>;
  readonly settings: Machine['settings'];
  /** Opens the demo project and, while it is empty, fills it. @returns the id of the filling job */
  openDemo(): Promise<string | null>;
  /** Opens the project that was open last; the demo, filling it, at the very first start. @throws AppError of the store */
  openLast(): Promise<void>;
  /** Bytes for a path like /pixels/slice/12; null when there is nothing there. */
  pixels(path: string): Promise<PixelAnswer | null>;
  readonly router: Router;
  shutdown(): Promise<void>;
}

/** The only place that builds services and wires them. */
export function createApp(
  ports: Ports,
  options: { readonly language: 'de' | 'en'; readonly version: string },
): App {
  const { clock, log, paths } = ports;
  const events = new Events();
  const machine = createMachine(ports, options.language);
  const projects = new ProjectService<Session>({
    dataDir: paths.dataDir,
    clock,
    log,
    start: (store) => createSession(store, { ports, events, machine, version: options.version }),
    publish: events.publish,
  });
  // Minutes of work for the processor: whoever shows or tests something else may want it quiet.
  const runPipeline = process.env['PLUMBLINE_DEMO_PIPELINE'] !== 'off';
  const fill = ({ isNew, sourceDir }: { isNew: boolean; sourceDir: string }): string | null =>
    isNew ? projects.current().jobs.enqueue(DEMO, { sourceDir, runPipeline }, sourceDir) : null;
  const app: RpcApp = {
    ports,
    events,
    version: options.version,
    verify: () => projects.verify(),
    projects,
    settings: machine.settings,
    compute: machine.compute,
    models: machine.models,
    llm: machine.llm,
    openDemo: async () => fill(await projects.openDemo()),
  };
  return {
    ...app,
    openLast: async () => {
      fill(await projects.openLast());
    },
    ports,
    events,
    projects,
    router: createRouter(app),
    pixels: async (path) => {
      const { evaluation, pixels } = projects.current();
      return (await evaluation.bytes(path)) ?? pixels.handle(path);
    },
    shutdown: async () => {
      await projects.close();
      machine.close();
    },
  };
}
