/**
 * What is made of each, in their order, while the next few are being made already: most of a slice's time is waiting for the disk.
 * Nothing is under way any more when this ends, however it ends.
 */
export async function* madeAhead<T, R>(
  source: AsyncIterable<T>,
  ahead: number,
  make: (one: T) => Promise<R>,
): AsyncGenerator<R> {
  const underWay: Promise<R>[] = [];
  try {
    for await (const one of source) {
      const made = make(one);
      // It is asked for in its turn; until then a failure must not count as one that nobody looks at.
      made.catch(() => undefined);
      underWay.push(made);
      if (underWay.length > ahead) yield await underWay.shift()!;
    }
    while (underWay.length > 0) yield await underWay.shift()!;
  } finally {
    await Promise.allSettled(underWay);
  }
}
