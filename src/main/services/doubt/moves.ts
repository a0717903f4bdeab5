/** Where an open pair is to stand. */
export interface Move {
  readonly pairId: number;
  /** Where it stands: if it does no more, something else has placed it meanwhile, by more than was known here. */
  readonly before: number;
  /** 0-1, in thousandths. */
  readonly priority: number;
}

const STEPS = 1000;

/**
 * Moves of pairs in the queue, in the order in which they matter: by the higher of where a pair stands and where it comes. Kept by
 * thousandths, because sorting hundreds of thousands at once would hold everybody up.
 */
export class Moves {
  private readonly places: Move[][] = [];

  add(move: Move): void {
    const front = Math.max(move.before, move.priority);
    const place = Math.min(STEPS, Math.max(0, Math.round(front * STEPS)));
    (this.places[place] ??= []).push(move);
  }

  /** At most so many at a time, those in front first. */
  *inTurn(count: number): Generator<readonly Move[]> {
    let some: Move[] = [];
    for (let place = this.places.length - 1; place >= 0; place -= 1)
      for (const move of this.places[place] ?? []) {
        some.push(move);
        if (some.length < count) continue;
        yield some;
        some = [];
      }
    if (some.length > 0) yield some;
  }
}
