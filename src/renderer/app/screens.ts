import type { ComponentType } from 'react';
import { CompareScreen } from '../features/evaluation/index.ts';
import { ExchangeScreen } from '../features/exchange/index.ts';
import { IntakeScreen } from '../features/intake/index.ts';
import { ModelsScreen } from '../features/models/index.ts';
import { OverviewScreen } from '../features/overview/index.ts';
import { PipelineScreen } from '../features/pipeline/index.ts';
import { RegistryScreen } from '../features/registry/index.ts';
import { ReviewScreen } from '../features/review/index.ts';
import { SettingsScreen } from '../features/settings/index.ts';
import { StartScreen } from '../features/start/index.ts';
import { TrainingScreen } from '../features/training/index.ts';
import type { Route } from './router.ts';

export interface Screen {
  readonly component: ComponentType;
  /** Whether the screen has anything to show without an open project. */
  readonly needsProject: boolean;
}

/** The screens there are; the top bar offers exactly these, in the order of `ROUTES`. */
export const SCREENS: Record<Route, Screen> = {
  start: { component: StartScreen, needsProject: false },
  review: { component: ReviewScreen, needsProject: true },
  overview: { component: OverviewScreen, needsProject: true },
  intake: { component: IntakeScreen, needsProject: true },
  pipeline: { component: PipelineScreen, needsProject: true },
  exchange: { component: ExchangeScreen, needsProject: true },
  training: { component: TrainingScreen, needsProject: true },
  registry: { component: RegistryScreen, needsProject: true },
  compare: { component: CompareScreen, needsProject: true },
  models: { component: ModelsScreen, needsProject: false },
  settings: { component: SettingsScreen, needsProject: false },
};
