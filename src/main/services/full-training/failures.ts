import { statfs } from 'node:fs/promises';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { ErrorCode } from '../../../shared/contract/errors/index.ts';
import type { Told } from './told.ts';
import type { Ending } from './watch.ts';

/** Codes of trainer/plumbline_trainer/failure.py, and what a person is told. */
const BY_CODE: Readonly<Record<string, ErrorCode>> = {
  'bad-config': 'training.trainer-bad-config',
  'no-base': 'training.trainer-no-base',
  'not-paligemma': 'training.trainer-not-paligemma',
  'no-data': 'training.trainer-no-data',
  'no-samples': 'training.trainer-no-samples',
  'missing-images': 'training.trainer-missing-images',
  'bad-image': 'training.trainer-bad-image',
  'nan-loss': 'training.trainer-nan-loss',
  'out-of-memory': 'training.trainer-out-of-memory',
  'disk-full': 'training.trainer-disk-full',
  'bad-checkpoint': 'training.trainer-bad-checkpoint',
  'export-failed': 'training.trainer-export-failed',
};

/** Less than this is none: a checkpoint needs gigabytes. */
const NO_ROOM = 16 * 2 ** 20;
/** What a shell makes of SIGKILL. */
const KILLED = 128 + 9;

export interface FailureFacts {
  readonly told: Told;
  readonly ending: Ending;
  readonly log: string;
  readonly outputDir: string;
  readonly silenceMinutes: number;
}

/** Why a trainer that was not asked to end has ended without having come to its end. */
export async function failureOf(facts: FailureFacts): Promise<AppError> {
  const { told, ending, log, outputDir, silenceMinutes } = facts;
  const step = told.latest?.step ?? told.checkpoint ?? 0;
  if (ending.wasSilent) return new AppError('training.trainer-silent', { minutes: silenceMinutes, log });
  if (told.last?.event === 'failed') {
    const code = BY_CODE[told.last.code] ?? 'training.trainer-crashed';
    return new AppError(code, { detail: told.last.detail, log });
  }
  if (told.last?.event === 'stopped')
    return new AppError('training.trainer-stopped', { step: told.last.step });
  if (await isFull(outputDir)) return new AppError('training.trainer-disk-full', { detail: outputDir, log });
  if (ending.end === null) return new AppError('training.trainer-lost', { step, log });
  const { code, signal } = ending.end;
  if (signal !== null || code === KILLED)
    return new AppError('training.trainer-killed', { signal: signal ?? 'SIGKILL', log });
  if (code === 0) return new AppError('training.trainer-no-end', { log });
  return new AppError('training.trainer-ended', { exitCode: code ?? -1, log });
}

async function isFull(dir: string): Promise<boolean> {
  const room = await statfs(dir).catch(() => null);
  return room !== null && room.bavail * room.bsize < NO_ROOM;
}
