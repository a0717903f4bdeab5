/** Does something now and then, however often it is due, and once more after the last time that it was. */
export function atMostEvery(ms: number, work: () => void): { due: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    due: () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        work();
      }, ms);
    },
    stop: () => clearTimeout(timer),
  };
}
