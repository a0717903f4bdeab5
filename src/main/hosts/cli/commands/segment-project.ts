import { interruptible } from '../interruptible.ts';
import { progressPrinter } from '../progress.ts';
import type { CommandContext } from './context.ts';

export interface SegmentProject {
  readonly project: string;
  readonly volume: number | undefined;
  readonly replaceGiven: boolean;
  /** Null lists the volumes. */
  readonly pack: string | null;
}

type Batch = CommandContext['batch']['segmentation'];
type Segmented = Awaited<ReturnType<Batch['run']>>['volumes'][number];
type Listed = Awaited<ReturnType<Batch['list']>>[number];

/** Segments volumes of a project, or says which there are. */
export async function segmentProject(
  { pack, ...request }: SegmentProject,
  context: CommandContext,
): Promise<void> {
  if (pack === null) return list(request.project, context);
  const { batch, terminal } = context;
  const { say } = terminal;
  const onProgress = progressPrinter(terminal);
  const result = await interruptible(context, () =>
    batch.segmentation.run({
      ...request,
      pack,
      onProgress,
      onVolume: (volume) => terminal.isJson || terminal.note(linesOf(volume, context).join('\n')),
    }),
  );
  terminal.problems(result.problems);
  const { volumes, otherModality, problems } = result;
  const others = otherModality > 0 ? [say('segment.otherModality', { count: otherModality })] : [];
  const all = say('segment.volumes', { count: volumes.length + problems.length });
  terminal.result(result, [all, ...others].join('\n'));
}

function linesOf(
  { key: volume, outcome, packName, kept, resumedParts, added, changed, removed }: Segmented,
  { terminal: { say } }: CommandContext,
): string[] {
  return [
    say(`segment.outcome.${outcome}`, { volume, pack: packName ?? '', added, changed, removed }),
    ...(resumedParts > 0 ? [say('segment.resumed', { count: resumedParts })] : []),
    ...(kept > 0 ? [say('segment.kept', { volume, count: kept })] : []),
  ];
}

async function list(project: string, { batch, terminal }: CommandContext): Promise<void> {
  const { say } = terminal;
  const volumes = await batch.segmentation.list(project);
  const hasOf = ({ has, derived }: Listed): string =>
    say(`segment.has.${has}`, { pack: derived?.packName ?? '', version: derived?.packVersion ?? '' });
  const rows = volumes.map((one) =>
    say('segment.row', {
      id: one.volumeId,
      modality: one.modality,
      slices: one.slices,
      has: hasOf(one),
      key: one.key,
    }),
  );
  const text = rows.length > 0 ? [say('segment.head'), ...rows].join('\n') : say('segment.empty');
  terminal.result(volumes, text);
}
