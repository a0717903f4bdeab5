import { oc } from '@orpc/contract';
import { z } from 'zod';
import { ProviderChoiceSchema } from './compute.ts';

/** Per-machine preferences of the person at the screen. */
export const SettingsSchema = z.object({
  language: z.enum(['de', 'en']),
  theme: z.enum(['dark', 'light']),
  /** Polarity of the caption pane, apart from the theme around the image. */
  captionTheme: z.enum(['dark', 'light']),
  captionFontPx: z.int().min(14).max(28),
  /** action → physical key code (KeyboardEvent.code), only where it differs from the default. */
  keys: z.record(z.string(), z.string()),
  /** What models are computed with. */
  computeProvider: ProviderChoiceSchema,
  /** Threads of one operator on the processor; 0 leaves one core to everything else. */
  computeThreads: z.int().min(0).max(256),
  /** Folder with the CUDA libraries, where they are not in a usual place; empty for none. */
  cudaFolder: z.string().max(1000),
});
export type Settings = z.infer<typeof SettingsSchema>;

export const settingsContract = {
  get: oc.input(z.object({})).output(SettingsSchema),
  set: oc.input(SettingsSchema.partial()).output(SettingsSchema),
  /** What this installation is and where its parts are, for the about page. */
  about: oc.input(z.object({})).output(
    z.object({
      version: z.string(),
      host: z.enum(['electron', 'browser']),
      dataDir: z.string(),
      hasNativeDialogs: z.boolean(),
    }),
  ),
};
