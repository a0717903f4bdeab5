import type { Interval } from '../evaluation/bootstrap.ts';
import type { ModelKind, RegistryEntry } from './registry-entry.ts';

/** From when on who was champion. */
export interface Reign {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly how: 'promote' | 'roll-back';
  /** Null where a roll-back has left nobody. */
  readonly modelId: string | null;
  /** The leading figure on gold, as it was measured for its promotion; null for nobody. */
  readonly figure: Interval | null;
  /** Whoever was champion until a promotion, measured for it on the same cases; null for a roll-back and for the first. */
  readonly before: Interval | null;
}

type Told = Pick<RegistryEntry, 'at' | 'action' | 'kind' | 'modelId' | 'championId'> & {
  readonly verdict: {
    readonly overall: Readonly<Record<'champion' | 'challenger', Interval | null>>;
  } | null;
};

/**
 * Who was champion when, oldest first. Whoever comes back by a roll-back has the figure of its own promotion, since nothing was
 * measured then.
 *
 * @param events The newest first, as the log gives them
 */
export function championsOverTime(events: readonly Told[], kind: ModelKind): Reign[] {
  const figures = new Map<string, Interval | null>();
  const reigns: Reign[] = [];
  for (const { at, action, modelId, championId, verdict, ...event } of events.toReversed()) {
    if (event.kind !== kind || (action !== 'promote' && action !== 'roll-back')) continue;
    if (action === 'promote' && modelId !== null) figures.set(modelId, verdict?.overall.challenger ?? null);
    const figure = modelId === null ? null : (figures.get(modelId) ?? null);
    const before = action === 'promote' && championId !== null ? (verdict?.overall.champion ?? null) : null;
    reigns.push({ at, how: action, modelId, figure, before });
  }
  return reigns;
}
