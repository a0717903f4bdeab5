import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { writeWhole } from '../../formats/write-whole.ts';
import type { RunPlaces, RunState } from './run-files.ts';
import { Tail, sizeOf } from './tail.ts';
import { type Kept, Told } from './told.ts';

const Measured = z.number().nullable();
const KeptSchema = z.strictObject({
  curve: z.array(
    z.strictObject({ step: z.number(), loss: Measured, learningRate: Measured, samplesPerSecond: Measured }),
  ),
  evaluations: z.array(z.strictObject({ step: z.number(), loss: Measured })),
  checkpoint: Measured,
  garbage: z.int(),
  garbageLines: z.array(z.string()),
});

/** A new listener that knows what was told before the present file of events was begun. */
export async function toldBefore(state: RunState, places: RunPlaces): Promise<Told> {
  const dialect = state.command?.dialect ?? 'json';
  return new Told(dialect, { epochs: state.request.recipe.epochs, kept: await readKept(places.history) });
}

/** Everything that a run has told, read from its files. */
export async function toldByFiles(state: RunState, places: RunPlaces): Promise<Told> {
  const told = await toldBefore(state, places);
  const tail = new Tail(state.command?.events ?? places.out);
  await tail.read((line) => told.hear(line));
  tail.flush((line) => told.hear(line));
  return told;
}

/** Keeps what was told in a file of its own, because the file of events is emptied or put aside. @throws AppError store.* */
export async function keepTold(told: Told, { history }: RunPlaces): Promise<void> {
  await writeWhole(history, Buffer.from(JSON.stringify(told.kept())));
}

/** Null where there is none; one that is damaged costs a curve and nothing else. */
async function readKept(file: string): Promise<Kept | null> {
  try {
    return KeptSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

/** Changes when there is more to read. */
export async function stampOf(state: RunState, places: RunPlaces): Promise<string> {
  const sizes = await Promise.all([state.command?.events ?? places.out, places.history].map(sizeOf));
  return [state.attempts.length, ...sizes].join(' ');
}
