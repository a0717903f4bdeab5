import {
  PIPELINE_DEFAULTS,
  type PipelineSettings,
  PipelineSettingsSchema,
} from '../../../shared/contract/pipeline.ts';
import type { ProjectStore } from '../../store/project-store.ts';

const KEY = 'pipeline';

/** How the pipeline of a project is set. */
export function pipelineSettings(store: Pick<ProjectStore, 'meta'>): PipelineSettings {
  const kept = store.meta(KEY);
  return kept === undefined
    ? PIPELINE_DEFAULTS
    : PipelineSettingsSchema.parse({ ...PIPELINE_DEFAULTS, ...(JSON.parse(kept) as object) });
}

export type SettingsChange = {
  readonly [Name in keyof PipelineSettings]?: PipelineSettings[Name] | undefined;
};

/** Changes what is given and leaves the rest; goes into the audit log. @throws AppError store.* */
export function setPipelineSettings(
  store: Pick<ProjectStore, 'meta' | 'setMeta'>,
  change: SettingsChange,
  by: { readonly at: string; readonly actor: string },
): PipelineSettings {
  const before = pipelineSettings(store);
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const settings = PipelineSettingsSchema.parse({ ...before, ...given });
  const [old, text] = [JSON.stringify(before), JSON.stringify(settings)];
  if (old !== text) store.setMeta(KEY, text, by);
  return settings;
}
