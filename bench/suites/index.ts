import type { Suite } from '../figure.ts';
import { decision } from './decision.ts';
import { derivation } from './derivation.ts';
import { mentions } from './mentions.ts';
import { scale } from './scale.ts';

/** Everything that is measured, in the order it runs. */
export const SUITES: readonly Suite[] = [mentions, decision, derivation, scale];
