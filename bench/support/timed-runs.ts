/**
 * Loaded into compute processes before anything else (`--import`): adds up how long ONNX Runtime's own `run` takes, and tells it
 * through the file that PLUMBLINE_BENCH_RUNS names. A process may be killed at any time, so each run is written as it ends.
 */
import { appendFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const file = process.env['PLUMBLINE_BENCH_RUNS'];
if (isMainThread && file !== undefined && process.argv[1]?.includes('compute') === true) await timeRuns(file);

async function timeRuns(to: string): Promise<void> {
  const { InferenceSession } = await import('onnxruntime-node');
  const create = InferenceSession.create.bind(InferenceSession) as (
    ...given: unknown[]
  ) => Promise<{ run: (...given: unknown[]) => Promise<unknown> }>;
  const timed = async (...given: unknown[]): Promise<unknown> => {
    const session = await create(...given);
    const run = session.run.bind(session);
    session.run = async (...tensors) => {
      const begun = performance.now();
      const outputs = await run(...tensors);
      appendFileSync(to, `${performance.now() - begun}\n`);
      return outputs;
    };
    return session;
  };
  Object.assign(InferenceSession, { create: timed });
}
