import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { delimiter } from 'node:path';
import { AppError } from '../../../shared/contract/app-error.ts';
import type {
  ComputeReport,
  Provider,
  ProviderChoice,
  ProviderReport,
} from '../../../shared/contract/compute.ts';
import type { Device, TaskResult } from '../../compute/protocol.ts';

export interface DevicesDeps {
  /** Asks a process of its own that is ended afterwards: a provider that breaks it must not break the next. */
  readonly ask: <Name extends 'find-libraries' | 'check-provider'>(
    task: Name,
    device: Device,
  ) => Promise<TaskResult<Name>>;
  readonly settings: () => ComputeSettings;
}

export interface ComputeSettings {
  readonly computeProvider: ProviderChoice;
  /** 0 leaves one core to everything else. */
  readonly computeThreads: number;
  readonly cudaFolder: string;
}

type Checked = Omit<ProviderReport, 'isChosen'>;

/** A provider that fails so often in a row is set aside: the job after that runs on the next one. */
const STRIKES = 3;

/** Which providers work on this machine, and which one the next job takes. Looked for once, and again when asked. */
export class Devices {
  private readonly deps: DevicesDeps;
  private readonly strikes = new Map<Provider, number>();
  private looked: { readonly env: string; readonly found: Promise<Found> } | undefined;

  constructor(deps: DevicesDeps) {
    this.deps = deps;
  }

  async report(options: { readonly refresh: boolean }): Promise<ComputeReport> {
    if (options.refresh) {
      this.looked = undefined;
      this.strikes.clear();
    }
    const { runtime, providers } = await this.found();
    const now = providers.map((one) => this.withStrikes(one));
    const chosen = chosenOf(now, this.deps.settings().computeProvider);
    return {
      runtime,
      threads: this.threads(),
      cores: availableParallelism(),
      providers: now.map((one) => ({ ...one, isChosen: one.provider === chosen })),
    };
  }

  /**
   * What the next job is computed on: the person's choice, or the first provider that works.
   *
   * @throws AppError compute.provider-unusable when the chosen one does not work: another is taken only where the person left it open
   */
  async choose(): Promise<Device> {
    const { providers } = await this.report({ refresh: false });
    const chosen = providers.find(({ isChosen }) => isChosen);
    if (chosen) return this.deviceFor(chosen.provider);
    const { computeProvider } = this.deps.settings();
    const wanted = providers.find(({ provider }) => provider === computeProvider);
    throw new AppError('compute.provider-unusable', {
      provider: computeProvider,
      detail: wanted?.detail ?? wanted?.state ?? 'unknown',
    });
  }

  /** The provider with the usual number of threads, whether it works or not. */
  deviceFor(provider: Provider): Device {
    return { provider, threads: this.threads() };
  }

  /** One core is left to the window and the decisions, unless a person has chosen otherwise. */
  private threads(): number {
    return this.deps.settings().computeThreads || Math.max(1, availableParallelism() - 1);
  }

  succeeded({ provider }: Device): void {
    this.strikes.delete(provider);
  }

  failed({ provider }: Device): void {
    this.strikes.set(provider, (this.strikes.get(provider) ?? 0) + 1);
  }

  /** Environment of compute processes: where shared libraries of graphics cards are looked for. Read by the loader at start. */
  readonly env = (): Readonly<Record<string, string>> => libraryPath(this.deps.settings().cudaFolder);

  private found(): Promise<Found> {
    const env = JSON.stringify(this.env());
    if (this.looked?.env !== env) this.looked = { env, found: this.look() };
    return this.looked.found;
  }

  private async look(): Promise<Found> {
    const { runtime, providers } = await this.deps.ask('find-libraries', this.deviceFor('cpu'));
    const checked: Checked[] = [];
    for (const one of providers) checked.push(await this.check(one));
    return { runtime, providers: comparedWithProcessor(checked) };
  }

  private async check(found: TaskResult<'find-libraries'>['providers'][number]): Promise<Checked> {
    const { provider, folders, isForThisSystem } = found;
    const libraries = found.libraries.map(({ name, folder }) => ({ name, folder }));
    const unchecked = { provider, libraries, folders, detail: null, milliseconds: null, gigaflops: null };
    if (!isForThisSystem) return { ...unchecked, state: 'not-for-this-system' };
    if (found.libraries.some(({ isProvider, folder }) => isProvider && folder === null))
      return { ...unchecked, state: 'library-missing' };
    try {
      const measured = await this.deps.ask('check-provider', this.deviceFor(provider));
      return { ...unchecked, state: 'usable', ...measured };
    } catch (error) {
      // Any failure of the process that tried it, a crash included, is the answer to whether it works.
      if (!(error instanceof AppError)) throw error;
      return { ...unchecked, state: 'failed', detail: detailOf(error) };
    }
  }

  /** The processor is never set aside: there is nothing after it. */
  private withStrikes(checked: Checked): Checked {
    const strikes = this.strikes.get(checked.provider) ?? 0;
    if (checked.provider === 'cpu' || checked.state !== 'usable' || strikes < STRIKES) return checked;
    return { ...checked, state: 'set-aside' };
  }
}

interface Found {
  readonly runtime: ComputeReport['runtime'];
  readonly providers: readonly Checked[];
}

/** A person may choose a slow one; left to choose, the first that is worth it is taken. */
function chosenOf(providers: readonly Checked[], choice: ProviderChoice): Provider | undefined {
  if (choice === 'auto') return providers.find(({ state }) => state === 'usable')?.provider;
  return providers.find(
    ({ provider, state }) => provider === choice && (state === 'usable' || state === 'slow'),
  )?.provider;
}

/** Machines without a graphics card often have a software driver that answers as one, a hundred times slower. */
function comparedWithProcessor(checked: readonly Checked[]): Checked[] {
  const processor = checked.find(({ provider }) => provider === 'cpu')?.gigaflops ?? 0;
  return checked.map((one) =>
    one.gigaflops !== null && one.gigaflops < processor ? { ...one, state: 'slow' } : one,
  );
}

const detailOf = ({ code, params }: AppError): string => String(params['detail'] ?? params['signal'] ?? code);

/** Where CUDA, container runtimes and WSL put libraries without telling the loader. */
const CUDA_FOLDERS = ['/usr/local/cuda/lib64', '/usr/local/nvidia/lib64', '/usr/lib/wsl/lib'];

function libraryPath(cudaFolder: string): Record<string, string> {
  if (process.platform !== 'linux') return {};
  const inherited = (process.env['LD_LIBRARY_PATH'] ?? '').split(delimiter);
  const folders = [cudaFolder, ...inherited, ...CUDA_FOLDERS.filter((folder) => existsSync(folder))].filter(
    Boolean,
  );
  return folders.length > 0 ? { LD_LIBRARY_PATH: [...new Set(folders)].join(delimiter) } : {};
}
