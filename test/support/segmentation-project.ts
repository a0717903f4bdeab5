import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Machine, createMachine } from '../../src/main/app/machine.ts';
import { type Session, createSession } from '../../src/main/app/session.ts';
import { encodeNifti } from '../../src/main/formats/nifti-encode.ts';
import { newId, nodeChildHost, systemClock } from '../../src/main/ports/node.ts';
import { PROJECT_FILE, createProject, openProject } from '../../src/main/store/project-store.ts';
import type { AppEvent } from '../../src/shared/contract/jobs.ts';

const HEADER =
  'image_id,study,series,slice,caption_de,caption_en,clinical_information,question,modality,body_part';
/** Array axes run left, back, up: LPS as it is. */
const AFFINE = [-2, 0, 0, 0, 0, -2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 1];
export const SIZE = 24;

/** A volume whose left half is above 0 and whose right half is below, with captions of three slices, whose ids begin with `images`; segmentation only if asked for. */
export function writeHalves(
  folder: string,
  {
    series = 'ct',
    segmentation = false,
    images = series,
  }: { series?: string; segmentation?: boolean; images?: string } = {},
): string {
  mkdirSync(folder, { recursive: true });
  const dims = [SIZE, SIZE, SIZE] as const;
  const data = Int16Array.from({ length: SIZE ** 3 }, (_, at) => (at % SIZE < SIZE / 2 ? 100 : -300));
  const write = (name: string, dtype: 'int16' | 'uint8', values: Int16Array | Uint8Array): void =>
    writeFileSync(
      join(folder, `${name}.nii.gz`),
      encodeNifti({ dims, affine: AFFINE, dtype, data: values, gzip: true }),
    );
  write(series, 'int16', data);
  if (segmentation)
    write(
      `${series}_segmentation`,
      'uint8',
      Uint8Array.from(data, (value) => (value > 0 ? 1 : 0)),
    );
  const modality = series.toUpperCase();
  const rows = [2, 9, 20].map(
    (slice) =>
      `${images}-${slice},${basename(folder)},${series},${slice},Leber und Milz.,Liver and spleen.,,,${modality},`,
  );
  writeFileSync(join(folder, 'captions.csv'), `${[HEADER, ...rows].join('\n')}\n`);
  return folder;
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A project with all its services, on the real child processes. */
export interface RunningProject extends Session {
  readonly events: readonly AppEvent[];
  /** Imports a folder. @returns codes of its problems */
  import(folder: string): Promise<string[]>;
}

const children = nodeChildHost();
const ports = { clock: systemClock, log: silent, newId, children };

/** The services of a machine, on the real child processes and on the processor. @param home Holds settings and model packs. */
export function startMachine(home: string): Machine {
  const paths = { dataDir: home, rendererDir: home, resourcesDir: join(home, 'resources') };
  const machine = createMachine({ ...ports, paths }, 'en');
  machine.settings.set({ computeProvider: 'cpu' });
  return machine;
}

/** Opens the project of a folder, or makes one. */
export function startProject(dir: string, machine: Machine): RunningProject {
  const at = '2026-01-01T00:00:00.000Z';
  const store = existsSync(join(dir, PROJECT_FILE))
    ? openProject(dir, { at })
    : createProject(dir, 'Test', { at });
  const events: AppEvent[] = [];
  const session = createSession(store, {
    ports,
    machine,
    events: { publish: (event) => void events.push(event) },
  });
  return {
    ...session,
    events,
    import: async (folder) => {
      const scan = await session.jobs.finished(session.intake.scan([folder]).jobId);
      const job = await session.jobs.finished(session.intake.start(scan.jobId).jobId);
      return job.problems.map(({ code }) => code);
    },
  };
}
