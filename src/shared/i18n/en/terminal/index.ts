import { data } from './data.ts';
import { loop } from './loop.ts';
import { models } from './models.ts';
import { program } from './program.ts';
import { texts } from './texts.ts';

/** Texts of the command line and of starting up. */
export const terminal = { ...data, ...loop, ...models, ...program, ...texts } as const;
