import { setImmediate as breath } from 'node:timers/promises';

/** Texts walked over, some tens of microseconds each, before others have their turn. */
const BREATH_EVERY = 100;

/** Lets everything else have its turn now and then: a project may have a million captions to walk over. */
export async function* unhurried<T>(all: Iterable<T>): AsyncGenerator<T> {
  let n = 0;
  for (const one of all) {
    if ((n += 1) % BREATH_EVERY === 0) await breath();
    yield one;
  }
}
