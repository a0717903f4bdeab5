import type { terminal as english } from '../../en/terminal/index.ts';
import { data } from './data.ts';
import { loop } from './loop.ts';
import { models } from './models.ts';
import { program } from './program.ts';
import { texts } from './texts.ts';

export const terminal: Record<keyof typeof english, string> = {
  ...data,
  ...loop,
  ...models,
  ...program,
  ...texts,
};
