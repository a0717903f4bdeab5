import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { AppError } from '../../../shared/contract/app-error.ts';
import { asExpected } from '../../../shared/contract/system-failure.ts';
import { type JobContext, isProgramEnding } from '../../jobs/index.ts';
import type { ProgramEnd, StartedProgram } from '../../ports/programs.ts';
import { writeTrainingData } from '../exchange/index.ts';
import { addPack } from './add-pack.ts';
import type { FullTrainingDeps, Live } from './deps.ts';
import { failureOf } from './failures.ts';
import { keepTold, toldBefore, toldByFiles } from './history.ts';
import { jobNumber, launch } from './launch.ts';
import type { Attempt, RunFiles, RunState } from './run-files.ts';
import { type Ending, Watch } from './watch.ts';
import { reporting } from './reporting.ts';

const POLL_MS = 500;

/** One run, from its snapshot to its pack. Running it again goes on where it was, whatever ended it. */
export class RunJob {
  private readonly deps: FullTrainingDeps;
  private readonly files: RunFiles;
  private readonly context: JobContext;
  private readonly live: Live;
  private state: RunState;

  constructor(
    state: RunState,
    {
      deps,
      files,
      context,
      live,
    }: {
      readonly deps: FullTrainingDeps;
      readonly files: RunFiles;
      readonly context: JobContext;
      readonly live: Live;
    },
  ) {
    this.state = state;
    this.deps = deps;
    this.files = files;
    this.context = context;
    this.live = live;
  }

  /** @throws AppError training.*, snapshots.*, exchange.*, models.*, store.*; the signal's reason */
  async run(): Promise<{ readonly run: string; readonly pack: string }> {
    if (!this.isTrained()) await this.train();
    this.live.phase = 'adding';
    const { deps, files, context } = this;
    const told = this.live.told ?? (await toldByFiles(this.state, this.places));
    this.state = await addPack(this.state, { deps, files, context, told });
    return { run: this.state.run, pack: this.state.pack!.id };
  }

  private get places() {
    return this.files.placesOf(this.state.run);
  }

  private isTrained(): boolean {
    return this.state.attempts.at(-1)?.end?.how === 'done';
  }

  private async train(): Promise<void> {
    const last = this.state.attempts.at(-1);
    // A start whose end nobody saw: the trainer still runs, or has ended meanwhile and has said how in its files.
    const isOpen = last !== undefined && last.end === null;
    const begun = isOpen ? null : await this.begin();
    this.live.phase = 'training';
    const ending = await this.watch(begun?.ended ?? null);
    await this.judge(ending);
  }

  /** Data, configuration, and the start. */
  private async begin(): Promise<Pick<StartedProgram, 'ended'>> {
    await this.prepare();
    this.live.phase = 'starting';
    const { context, places, deps } = this;
    context.progress({ done: 0, total: null, step: 'fullStart' });
    await this.endLostJob();
    await keepTold(await toldByFiles(this.state, places), places);
    const { command, program } = await launch(this.state, places, deps, context.signal);
    const { pid, startedAt, ended } = program;
    const attempt: Attempt = { startedAt: this.now(), program: { pid, startedAt }, end: null };
    try {
      const attempts = [...this.state.attempts, attempt];
      this.state = await this.files.write({ ...this.state, command, attempts });
    } catch (error) {
      // One that nobody could find again must not run.
      await deps.programs.kill(program);
      throw error;
    }
    return { ended };
  }

  private async prepare(): Promise<void> {
    const { context, places, deps, state } = this;
    if (existsSync(`${places.data}/manifest.json`) && state.data) return;
    const { snapshot: id, incomplete, questions } = state.request;
    const opened = await deps.snapshots.open(state.snapshot.id);
    const missing = (await deps.snapshots.missingImages(opened.snapshot)).length;
    if (missing > 0) throw new AppError('snapshots.images-missing', { snapshot: id.slice(0, 12), missing });
    await this.files.dropData(state.run);
    const data = await context.inLane('pairs', () =>
      writeTrainingData(
        {
          ...opened,
          dir: places.data,
          settings: { captions: 'original', translations: false, questions, incomplete },
        },
        deps,
        {
          signal: context.signal,
          onProgress: (done, total, imageId) =>
            context.progress({ done, total, step: 'export', params: { imageId } }),
        },
      ),
    );
    this.state = await this.files.write({ ...state, data });
  }

  private async watch(ended: Promise<ProgramEnd> | null): Promise<Ending> {
    const { deps, context, places, state, live } = this;
    const { silenceMinutes, logMegabytes, stopSeconds } = deps.settings.get();
    const { program } = state.attempts.at(-1)!;
    const told = await toldBefore(state, places);
    const watch = new Watch(
      { program, ended, events: state.command!.events, log: places.log, told },
      {
        programs: deps.programs,
        clock: deps.clock,
        limits: {
          pollMs: deps.pollMs ?? POLL_MS,
          stopMs: stopSeconds * 1000,
          silenceMs: silenceMinutes * 60_000,
          fileBytes: logMegabytes * 2 ** 20,
        },
        ask: () => this.signal('stop'),
        kill: () => this.signal('kill'),
        onNews: reporting(context, { told, isStopping: () => watch.isStopping }),
        keep: () => keepTold(told, places),
      },
    );
    Object.assign(live, { told, watch });
    const [stops, leaves] = [new AbortController(), new AbortController()];
    const onAbort = (): void =>
      (isProgramEnding(context.signal) ? leaves : stops).abort(context.signal.reason);
    if (context.signal.aborted) onAbort();
    else context.signal.addEventListener('abort', onAbort, { once: true });
    return watch.untilEnd(stops.signal, leaves.signal);
  }

  /** By the command's own command where it has one (a scheduler's), by the file that it looks for, by a signal otherwise. */
  private async signal(how: 'stop' | 'kill'): Promise<void> {
    const { deps, state, places } = this;
    const { program } = state.attempts.at(-1)!;
    const command = state.command![how];
    const isTold = how === 'stop' && (await this.toldByFile());
    if (command.length > 0) {
      const job = await jobNumber(places.out);
      const argv = command.map((word) => word.replaceAll('{job}', job));
      await deps.programs
        .run({ argv, env: state.command!.env, cwd: places.dir, timeoutMs: 60_000 })
        .catch((error: unknown) => this.context.problem(problemOf(error, argv[0]!)));
    }
    if (how === 'kill') await deps.programs.kill(program);
    else if (command.length === 0 && !isTold) await deps.programs.ask(program);
  }

  /** False where it looks for no file, or a full disk takes none: then a signal has to do. */
  private async toldByFile(): Promise<boolean> {
    const { stopFile } = this.state.command!;
    if (stopFile === '') return false;
    return writeFile(stopFile, '').then(
      () => true,
      () => false,
    );
  }

  /** A scheduler may still run what this machine has lost sight of; two on one output would spoil it. */
  private async endLostJob(): Promise<void> {
    const { state, places, deps } = this;
    const kill = state.command?.kill ?? [];
    if (state.attempts.at(-1)?.end?.how !== 'lost' || kill.length === 0) return;
    const job = await jobNumber(places.out);
    const argv = kill.map((word) => word.replaceAll('{job}', job));
    // One that has ended meanwhile is none to its scheduler, and that is what was wanted.
    await deps.programs
      .run({ argv, env: state.command!.env, cwd: places.dir, timeoutMs: 60_000 })
      .catch(() => undefined);
  }

  private async judge(ending: Ending): Promise<void> {
    const { told } = this.live;
    const { command, outputDir } = this.state;
    const endedWell = ending.end === null || ending.end.code === 0;
    const hasResult = command!.result !== '' && endedWell && existsSync(command!.result);
    if (told!.last?.event === 'done' || hasResult) return this.close('done', ending, null);
    if (ending.wasAsked) {
      await this.close('stopped', ending, null);
      throw this.context.signal.reason;
    }
    const { silenceMinutes } = this.deps.settings.get();
    const error = await failureOf({ told: told!, ending, log: this.places.log, outputDir, silenceMinutes });
    await this.close(ending.end === null ? 'lost' : 'failed', ending, error);
    throw error;
  }

  /** Where the disk takes nothing any more the start stays open, and the files say the same when it is looked at again. */
  private async close(
    how: NonNullable<Attempt['end']>['how'],
    { end }: Ending,
    error: AppError | null,
  ): Promise<void> {
    const about = error && { code: error.code, params: { ...error.params } };
    const ended = { at: this.now(), how, code: end?.code ?? null, signal: end?.signal ?? null, error: about };
    const attempts = [...this.state.attempts.slice(0, -1), { ...this.state.attempts.at(-1)!, end: ended }];
    try {
      this.state = await this.files.write({ ...this.state, attempts });
    } catch (refusal) {
      if (!error) throw refusal;
    }
  }

  private now(): string {
    return new Date(this.deps.clock.now()).toISOString();
  }
}

function problemOf(thrown: unknown, file: string): Parameters<JobContext['problem']>[0] {
  const error = asExpected(thrown, file);
  const { code, params } =
    error instanceof AppError
      ? error
      : new AppError('training.trainer-not-started', {
          command: file,
          detail: (thrown as NodeJS.ErrnoException).code ?? '?',
          cwd: '',
        });
  return { file, code, params: { ...params }, severity: 'warning' };
}
