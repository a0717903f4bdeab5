/**
 * Runs in the page: from the press of a key until the next pair has been painted. "Painted" is the first message after the
 * animation frame in which the next pair's class, its slice and its overlay are all in the document.
 */
export interface NextPairTimer {
  /** Waits for the next press from now on; a press that comes on another road could otherwise be there first. */
  arm(): void;
  /** The press after `arm`: its time until the paint, ms. */
  next(): Promise<number>;
  /** What one frame lasts here, ms. */
  frame(): Promise<number>;
}

declare global {
  var nextPairTimer: NextPairTimer;
}

/** Puts the timer into the page; handed to `page.evaluate`, so it may use nothing from outside. */
export function installNextPairTimer(): void {
  const pairShown = (): string | null => {
    const view = document.querySelector('[data-testid=slice-view]');
    const isWhole = !!view?.getAttribute('data-shown') && !!view.querySelector('[data-testid=overlay]');
    return isWhole
      ? (document.querySelector('[data-testid=pair-class]')?.getAttribute('data-pair') ?? null)
      : null;
  };
  const afterPaint = (done: () => void): void => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => done(), { once: true });
      port1.start();
      port2.postMessage(null);
    });
  };
  // The application's own listener may come first, and React may have drawn the next pair before any other listener hears
  // of the press: what was shown before is asked at arming, and time counts from the event's own stamp.
  const pressed = (): Promise<number> =>
    new Promise((resolve, reject) => {
      const before = pairShown();
      let begun: number | null = null;
      const look = (): void => {
        const shown = pairShown();
        if (begun === null || shown === null || shown === before) return;
        observer.disconnect();
        clearTimeout(limit);
        const since = begun;
        afterPaint(() => resolve(performance.now() - since));
      };
      const observer = new MutationObserver(look);
      observer.observe(document.body, { subtree: true, childList: true, attributes: true });
      const limit = setTimeout(() => reject(new Error('No next pair within 10 s of arming')), 10_000);
      const onKey = (event: KeyboardEvent): void => {
        begun = event.timeStamp;
        look();
      };
      addEventListener('keydown', onKey, { capture: true, once: true });
    });
  const frame = async (): Promise<number> => {
    const times: number[] = [];
    for (let n = 0; n < 60; n += 1)
      times.push(await new Promise((resolve) => requestAnimationFrame(resolve)));
    return (times.at(-1)! - times[0]!) / (times.length - 1);
  };
  let armed: Promise<number> | undefined;
  globalThis.nextPairTimer = {
    frame,
    arm: () => void (armed = pressed()),
    next: () => armed ?? Promise.reject(new Error('Nobody armed the timer')),
  };
}
