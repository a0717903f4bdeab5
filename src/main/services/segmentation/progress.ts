import type { JobContext } from '../../jobs/index.ts';

type Tell = JobContext['progress'];

/** Names the volume with everything that is told. */
export function aboutVolume(tell: Tell | undefined, volume: string): Tell {
  return ({ params, ...progress }) => tell?.({ ...progress, params: { ...params, volume } });
}

/** Bytes in whole megabytes: jobs count in numbers that people read. */
export function inMegabytes(tell: Tell): Tell {
  const megabytes = (bytes: number): number => Math.ceil(bytes / 1e6);
  return ({ done, total, ...progress }) =>
    tell({ ...progress, done: megabytes(done), total: total && megabytes(total) });
}
