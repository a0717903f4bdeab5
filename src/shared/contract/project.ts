import { oc } from '@orpc/contract';
import { z } from 'zod';
import { CheckSchema } from './verify.ts';

export const ProjectInfoSchema = z.object({
  dir: z.string(),
  name: z.string(),
  isDemo: z.boolean(),
  pairs: z.int(),
  decided: z.int(),
  /** ISO 8601 UTC. */
  openedAt: z.string(),
  sizeBytes: z.int(),
});
export type ProjectInfo = z.infer<typeof ProjectInfoSchema>;
export const RecentProjectSchema = z.object({
  dir: z.string(),
  name: z.string(),
  /** Figures of when it was last open here; live ones for the open project. */
  info: ProjectInfoSchema.nullable(),
  /** Why it cannot be opened now: error code and params for i18n. */
  problem: z
    .object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
    .nullable(),
});

export const projectContract = {
  current: oc.input(z.object({})).output(ProjectInfoSchema.nullable()),
  recent: oc.input(z.object({})).output(z.array(RecentProjectSchema)),
  /** Takes a project off the list of recent ones; its folder is not touched. */
  forget: oc.input(z.object({ dir: z.string().min(1) })).output(z.object({})),
  create: oc
    .input(z.object({ dir: z.string().min(1), name: z.string().trim().min(1).max(120) }))
    .output(ProjectInfoSchema),
  /** A Plumbline project, or a RefRad2D folder, which becomes the source of a new project beside it. */
  open: oc.input(z.object({ dir: z.string().min(1) })).output(ProjectInfoSchema),
  /** Makes the demo project in the app's data folder if it is not there yet, then opens it. Returns the job that fills it. */
  demo: oc.input(z.object({})).output(z.object({ info: ProjectInfoSchema, jobId: z.string().nullable() })),
  close: oc.input(z.object({})).output(z.object({})),
  verify: oc.input(z.object({})).output(z.object({ ok: z.boolean(), checks: z.array(CheckSchema) })),
  /** A folder from the system's own dialog; null when the person closed it. Only where `about.hasNativeDialogs`. */
  pickFolder: oc.input(z.object({})).output(z.object({ dir: z.string().nullable() })),
  /** Folders and files of the machine, for hosts without a native file dialog. Nothing is read but names. */
  browse: oc.input(z.object({ dir: z.string().nullable() })).output(
    z.object({
      dir: z.string(),
      parent: z.string().nullable(),
      entries: z.array(
        z.object({
          name: z.string(),
          path: z.string(),
          kind: z.enum(['folder', 'file']),
          sizeBytes: z.int(),
        }),
      ),
    }),
  ),
};
