import { AppError } from '../../../shared/contract/app-error.ts';
import type { ComputeReport, Provider, SelfTest } from '../../../shared/contract/compute.ts';
import {
  type ComputeProgress,
  type Device,
  TASKS,
  type TaskInput,
  type TaskName,
  type TaskPart,
  type TaskResult,
  type TaskSchemas,
} from '../../compute/protocol.ts';
import type { ChildHost, Log } from '../../ports/index.ts';
import { Devices, type DevicesDeps } from './devices.ts';
import { Lane } from './lane.ts';

export interface ComputeDeps {
  readonly children: ChildHost;
  readonly log: Log;
  readonly settings: DevicesDeps['settings'];
  readonly timing?: ComputeTiming;
}

/** Only tests give others than the usual times. */
export interface ComputeTiming {
  readonly idleMs?: number;
  /** Longest silence of a task, ms, instead of the task's own. */
  readonly quietLimitMs?: number;
}

export interface ComputeOptions<Name extends TaskName> {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ComputeProgress) => void;
  readonly onPart?: (part: TaskPart<Name>) => void;
  /** Goes before everything that waits in the lane: a person is looking at the place where the answer will stand. */
  readonly isUrgent?: boolean;
  /**
   * In a process beside that of the others of its lane: one that gave way to everything else cannot take it back, and a person who
   * waits would wait for it.
   */
  readonly isBackground?: boolean;
  /** Instead of the one that the settings choose. */
  readonly device?: Device;
}

/** Long enough for the next slice or question of somebody who works, short enough to give the memory back over lunch. */
const IDLE_MS = 180_000;

/** Failures after which the provider is under suspicion; a model that is refused is not its fault. */
const BLAMES_DEVICE: ReadonlySet<AppError['code']> = new Set([
  'compute.crashed',
  'compute.not-responding',
  'compute.out-of-memory',
  'compute.provider-unusable',
  'compute.run-failed',
  'compute.bad-answer',
]);

/** Runs tasks in compute processes: one process for each lane of tasks, started when needed. */
export class ComputeService {
  private readonly deps: ComputeDeps;
  private readonly lanes = new Map<string, Lane>();
  private readonly devices: Devices;

  constructor(deps: ComputeDeps) {
    this.deps = deps;
    this.devices = new Devices({
      settings: deps.settings,
      ask: (task, device) => this.alone(task, device),
    });
  }

  /**
   * Waits for its turn in the task's lane and for its result.
   *
   * @throws AppError compute.*, and whatever codes the task itself throws; the signal's reason when cancelled
   */
  async run<Name extends TaskName>(
    task: Name,
    input: TaskInput<Name>,
    options: ComputeOptions<Name> = {},
  ): Promise<TaskResult<Name>> {
    options.signal?.throwIfAborted();
    const device = options.device ?? (await this.devices.choose());
    try {
      const lane = options.isBackground ? `${TASKS[task].lane} (background)` : TASKS[task].lane;
      const result = await this.ask(this.lane(lane), { task, input, device }, options);
      this.devices.succeeded(device);
      return result;
    } catch (error) {
      if (error instanceof AppError && BLAMES_DEVICE.has(error.code)) this.devices.failed(device);
      throw error;
    }
  }

  /** The processor with the usual number of threads, for work whose numbers another provider does not get right. */
  processor(): Device {
    return this.devices.deviceFor('cpu');
  }

  report(options: { readonly refresh: boolean }): Promise<ComputeReport> {
    return this.devices.report(options);
  }

  selfTest(provider: Provider): Promise<SelfTest> {
    return this.alone('self-test', this.devices.deviceFor(provider));
  }

  /** Ends all processes; what waits or runs is rejected as aborted. */
  close(): void {
    const reason = new DOMException('The application is closing', 'AbortError');
    for (const lane of this.lanes.values()) lane.close(reason);
    this.lanes.clear();
  }

  private lane(name: string): Lane {
    let lane = this.lanes.get(name);
    if (!lane) {
      lane = this.newLane(name);
      this.lanes.set(name, lane);
    }
    return lane;
  }

  private newLane(name: string): Lane {
    const { children, log, timing } = this.deps;
    return new Lane({
      name,
      log,
      idleMs: timing?.idleMs ?? IDLE_MS,
      env: this.devices.env,
      spawn: (env) => children.spawn('compute', { env }),
    });
  }

  /** In a process for this one request: what it may break, a driver among them, is gone with it. */
  private async alone<Name extends 'find-libraries' | 'check-provider' | 'self-test'>(
    task: Name,
    device: Device,
  ): Promise<TaskResult<Name>> {
    const lane = this.newLane(task);
    try {
      return await this.ask(lane, { task, input: {}, device }, {});
    } finally {
      lane.close(undefined);
    }
  }

  private async ask<Name extends TaskName>(
    lane: Lane,
    request: { readonly task: Name; readonly input: unknown; readonly device: Device },
    { signal, onProgress, onPart, isUrgent = false }: ComputeOptions<Name>,
  ): Promise<TaskResult<Name>> {
    const schemas: TaskSchemas = TASKS[request.task];
    const result = await lane.ask({
      request,
      isUrgent,
      signal,
      onProgress,
      onPart: onPart && ((part) => onPart(parsed(schemas.part, part) as TaskPart<Name>)),
      graceMs: schemas.graceMs,
      quietLimitMs: this.deps.timing?.quietLimitMs ?? schemas.quietLimitMs,
    });
    return parsed(schemas.result, result) as TaskResult<Name>;
  }
}

/** The other end of the line may be anything after a fault in native code. @throws AppError compute.bad-answer */
function parsed(
  schema: { safeParse(value: unknown): { data?: unknown; error?: unknown } },
  value: unknown,
): unknown {
  const { data, error } = schema.safeParse(value);
  if (error) throw new AppError('compute.bad-answer', {}, { cause: error });
  return data;
}

export function createComputeService(deps: ComputeDeps): ComputeService {
  return new ComputeService(deps);
}
