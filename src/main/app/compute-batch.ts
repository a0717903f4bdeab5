import type {
  ComputeReport,
  Provider,
  ProviderChoice,
  ProviderReport,
  SelfTest,
} from '../../shared/contract/compute.ts';
import { AppError } from '../../shared/contract/app-error.ts';
import type { Machine } from './machine.ts';

export interface ComputeChoice {
  readonly computeProvider?: ProviderChoice | undefined;
  readonly cudaFolder?: string | undefined;
  readonly computeThreads?: number | undefined;
}

/** What a provider's self-test said: its steps, or why it did not run. */
export interface Tested {
  readonly provider: Provider;
  readonly test: SelfTest | null;
  readonly error: AppError | null;
}

/** What models are computed with, by the command line: what the settings page shows, where there is no window. */
export function createComputeBatch(machine: Machine) {
  const { compute, settings } = machine;
  const closing = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } finally {
      machine.close();
    }
  };
  const tested = async (provider: Provider): Promise<Tested> => {
    try {
      return { provider, test: await compute.selfTest(provider), error: null };
    } catch (error) {
      if (error instanceof AppError) return { provider, test: null, error };
      throw error;
    }
  };

  return {
    /** Keeps what is chosen for this machine's later jobs. Settings that are left out stay. */
    choose: (choice: ComputeChoice): void => {
      settings.set(choice);
    },

    wanted: (): ProviderChoice => settings.get().computeProvider,

    report: (): Promise<ComputeReport> => closing(() => compute.report({ refresh: true })),

    /** Every provider that can be tried here, one after the other. */
    selfTest: (providers: readonly ProviderReport[]): Promise<Tested[]> =>
      closing(async () => {
        const results: Tested[] = [];
        for (const { provider } of providers.filter(canRun)) results.push(await tested(provider));
        return results;
      }),
  };
}

const canRun = ({ state }: ProviderReport): boolean =>
  state !== 'not-for-this-system' && state !== 'library-missing';
