import type { FullRun, FullRunDetail } from '../../../shared/contract/full-training.ts';
import type { Job } from '../../../shared/contract/jobs.ts';
import type { Live } from './deps.ts';
import { secondsLeft } from './reporting.ts';
import type { RunState } from './run-files.ts';
import type { Told } from './told.ts';

export interface RunFacts {
  readonly state: RunState;
  /** Its newest row in the queue; undefined where that is gone. */
  readonly job: Job | undefined;
  /** Where this program looks after it. */
  readonly live: Live | null;
  readonly told: Told;
  readonly logFile: string;
}

/** A run as others see it. */
export function runOf(facts: RunFacts): FullRun {
  const { state, job, live, told, logFile } = facts;
  const { run, createdAt, snapshot, base, command, request, pack, outputDir, attempts } = state;
  const { start, latest } = told;
  return {
    run,
    jobId: job?.jobId ?? '',
    state: stateOf(facts),
    createdAt,
    snapshot: snapshot.id,
    base: base.dir,
    preset: command?.preset ?? 'plumbline',
    method: request.recipe.method,
    unit: told.unit,
    step: latest?.step ?? start?.resumedFrom ?? 0,
    steps: told.steps,
    resumedFrom: start?.resumedFrom ?? 0,
    loss: latest?.loss ?? null,
    evalLoss: told.evalLoss,
    learningRate: latest?.learningRate ?? null,
    samplesPerSecond: latest?.samplesPerSecond ?? null,
    secondsLeft: live?.watch ? secondsLeft(told) : null,
    silentSeconds: live?.watch ? Math.round(live.watch.silentMs / 1000) : null,
    checkpoint: told.checkpoint,
    device: start?.device ?? null,
    devices: start?.devices ?? null,
    parameters: start && { all: start.parameters, trained: start.trainable },
    garbage: told.garbage,
    attempts: attempts.length,
    error: job?.error ?? null,
    pack: pack && { id: pack.id, name: `${pack.name} ${pack.version}` },
    outputDir,
    logFile,
  };
}

export function detailOf(facts: RunFacts): FullRunDetail {
  const { state, told } = facts;
  return {
    ...runOf(facts),
    command: state.command?.argv ?? [],
    recipe: state.request.recipe,
    data: state.data,
    curve: told.points(),
    evaluations: told.evaluated(),
    drawn: { ...told.drawn },
  };
}

function stateOf({ job, live, told, state }: RunFacts): FullRun['state'] {
  if (live) {
    if (live.watch?.isStopping && live.phase === 'training') return 'stopping';
    if (live.phase === 'training' && told.isExporting) return 'exporting';
    if (live.phase === 'training' && !told.start && told.unit === 'steps') return 'starting';
    return live.phase;
  }
  switch (job?.status) {
    case 'done':
      return 'done';
    case 'failed':
      return 'failed';
    case 'cancelled':
    case 'paused':
      return 'stopped';
    case undefined:
      return state.isRegistered ? 'done' : 'stopped';
    case 'queued':
    case 'running':
    case 'interrupted':
      return 'waiting';
  }
}
