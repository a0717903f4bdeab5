import type { Suite } from '../figure.ts';
import { decision } from './decision.ts';
import { derivation } from './derivation.ts';
import { doubt } from './doubt.ts';
import { evaluation } from './evaluation.ts';
import { llm } from './llm.ts';
import { loop } from './loop.ts';
import { mentions } from './mentions.ts';
import { radgrounder } from './radgrounder.ts';
import { review } from './review.ts';
import { scale } from './scale.ts';
import { segmentation } from './segmentation.ts';
import { start } from './start.ts';
import { training } from './training.ts';

/** Everything that is measured, in the order it runs. The window's suites need a build (`npm run build`). */
export const SUITES: readonly Suite[] = [
  mentions,
  llm,
  decision,
  derivation,
  radgrounder,
  evaluation,
  doubt,
  training,
  loop,
  segmentation,
  scale,
  start,
  review,
];
