import type { ComponentType } from 'react';
import { ReviewScreen } from '../features/review/index.ts';
import type { Route } from './router.ts';

export interface Screen {
  readonly component: ComponentType;
  /** Whether the screen has anything to show without an open project. */
  readonly needsProject: boolean;
}

/** The screens there are; the top bar offers exactly these, in the order of `ROUTES`. */
export const SCREENS: Partial<Record<Route, Screen>> = {
  review: { component: ReviewScreen, needsProject: true },
};
