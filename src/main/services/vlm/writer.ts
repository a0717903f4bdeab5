import { AppError } from '../../../shared/contract/app-error.ts';
import type { Provider } from '../../../shared/contract/compute.ts';
import type { SliceAnswer } from '../../../shared/contract/vlm.ts';
import type { GreySlice, PhotoSlice } from '../../../shared/domain/image/model-input.ts';
import { type PromptRequest, promptText } from '../../../shared/domain/radgrounder/prompt.ts';
import { suggestedBoxes } from '../../../shared/domain/radgrounder/suggestion.ts';
import type { TaskInput, TaskPart } from '../../compute/protocol.ts';
import type { ComputeService } from '../compute/index.ts';
import { type ModelsService, type Pack, nameOf } from '../models/index.ts';

/** As the published evaluation. */
const MAX_NEW_TOKENS = 200;
/** Answers of some 800 MB of cache in all for the released model. */
const GPU_BATCH = 8;

export interface WriterDeps {
  readonly models: Pick<ModelsService, 'use' | 'list'>;
  readonly compute: Pick<ComputeService, 'run' | 'report'>;
}

/** One slice in the form that models take it. */
export type GreyWriterSlice = Omit<GreySlice, 'samples'> & {
  readonly samples: Int16Array | Float32Array;
};
export type WriterSlice = GreyWriterSlice | PhotoSlice;

export interface WriteInput {
  /** Name, name@version, id or folder of the pack; the first one on this machine where not given. */
  readonly pack?: string | undefined;
  readonly slices: readonly WriterSlice[];
  /** One answer each; `slice` is an index into `slices`. */
  readonly prompts: readonly (PromptRequest & { readonly slice: number })[];
  readonly signal?: AbortSignal | undefined;
  /** Each answer as it grows. */
  readonly onPart?: ((prompt: number, answer: SliceAnswer) => void) | undefined;
  /** Goes before background work: somebody is waiting. */
  readonly isUrgent?: boolean;
}

export interface Written {
  /** SHA-256 of the pack's manifest, which names its weights. */
  readonly packId: string;
  readonly packName: string;
  readonly answers: readonly SliceAnswer[];
}

type RadGrounderPack = Pack<'radgrounder'>;
const isRadGrounder = (pack: Pack): pack is Pack & RadGrounderPack => pack.manifest.kind === 'radgrounder';
type Dtype = TaskInput<'generate'>['dtype'];

/** Asks RadGrounder packs about slices, wherever the slices come from. */
export class Writer {
  private readonly deps: WriterDeps;

  constructor(deps: WriterDeps) {
    this.deps = deps;
  }

  /** @throws AppError vlm.*, models.*, compute.*; the signal's reason */
  async write({ pack, signal, ...input }: WriteInput): Promise<Written> {
    for (const { task, question } of input.prompts)
      if (task === 'vqa' && !question?.trim()) throw new AppError('vlm.no-question');
    const reference = pack ?? (await this.defaultPack())?.id;
    if (reference === undefined) throw new AppError('vlm.no-pack');
    return this.deps.models.use({ reference, kind: 'radgrounder', ...(signal && { signal }) }, (found) =>
      this.writeWith(found, { ...input, signal }),
    );
  }

  /**
   * The RadGrounder pack that is meant where none is named: those that were added before those that come with the program.
   *
   * @param champion Id of the one that goes before all others, if it is on this machine
   */
  async defaultPack(champion: string | null = null): Promise<RadGrounderPack | null> {
    const { packs } = await this.deps.models.list();
    const found = packs.filter(isRadGrounder);
    const first = found.find(({ id }) => id === champion);
    return first ?? found.find(({ origin }) => origin !== 'built-in') ?? found[0] ?? null;
  }

  /**
   * The pack that is meant, checked, before there is anything to ask it.
   *
   * @throws AppError models.*, vlm.no-pack, vlm.task-unknown
   */
  async find(
    reference: string | undefined,
    task: PromptRequest['task'],
    signal?: AbortSignal,
  ): Promise<{ readonly id: string; readonly name: string }> {
    const wanted = reference ?? (await this.defaultPack())?.id;
    if (wanted === undefined) throw new AppError('vlm.no-pack');
    return this.deps.models.use(
      { reference: wanted, kind: 'radgrounder', ...(signal && { signal }) },
      (found) => {
        const name = nameOf(found);
        if (!found.manifest.radgrounder.tasks.includes(task))
          throw new AppError('vlm.task-unknown', { pack: name, task });
        return Promise.resolve({ id: found.id, name });
      },
    );
  }

  /** Slices side by side that are worth it: a processor is busy with one, and whoever asks meanwhile waits for one only. */
  async batchSize(): Promise<number> {
    return (await this.provider()) === 'cpu' ? 1 : GPU_BATCH;
  }

  private async writeWith(
    pack: RadGrounderPack,
    { slices, prompts, signal, onPart, isUrgent = false }: Omit<WriteInput, 'pack'>,
  ): Promise<Written> {
    const plan = pack.manifest.radgrounder;
    for (const { task, language } of prompts) {
      if (!plan.tasks.includes(task)) throw new AppError('vlm.task-unknown', { pack: nameOf(pack), task });
      if (!plan.languages.includes(language))
        throw new AppError('vlm.language-unknown', { pack: nameOf(pack), language });
    }
    const toAnswer = (prompt: number, raw: TaskPart<'generate'>['answer']): SliceAnswer => ({
      text: raw.text.trimEnd(),
      boxes: suggestedBoxes(raw, plan, slices[prompts[prompt]!.slice]!),
      isComplete: raw.isComplete,
    });
    const { answers } = await this.deps.compute.run(
      'generate',
      {
        dir: pack.dir,
        plan,
        dtype: await this.dtypeFor(plan.dtypes),
        slices: slices.map(bare),
        prompts: prompts.map((prompt) => ({ slice: prompt.slice, text: promptText(prompt) })),
        maxNewTokens: MAX_NEW_TOKENS,
        isStreaming: onPart !== undefined,
      },
      {
        isUrgent,
        ...(signal && { signal }),
        ...(onPart && { onPart: ({ prompt, answer }) => onPart(prompt, toAnswer(prompt, answer)) }),
      },
    );
    return {
      packId: pack.id,
      packName: nameOf(pack),
      answers: answers.map((answer, prompt) => toAnswer(prompt, answer)),
    };
  }

  private async dtypeFor(available: readonly Dtype[]): Promise<Dtype> {
    const provider = await this.provider();
    return PREFERRED[provider].find((dtype) => available.includes(dtype)) ?? available[0]!;
  }

  private async provider(): Promise<Provider> {
    const { providers } = await this.deps.compute.report({ refresh: false });
    return providers.find(({ isChosen }) => isChosen)?.provider ?? 'cpu';
  }
}

/** Nothing but what the process is to know. */
function bare(slice: WriterSlice): WriterSlice {
  const { width, height } = slice;
  return slice.modality === 'photo'
    ? { samples: slice.samples, width, height, modality: slice.modality }
    : { samples: slice.samples, width, height, modality: slice.modality };
}

/** Half precision fits more on a graphics card; processors compute in single precision or in whole numbers. */
const PREFERRED: Readonly<Record<Provider, readonly Dtype[]>> = {
  cuda: ['fp16', 'fp32', 'q4', 'int8'],
  webgpu: ['fp16', 'fp32', 'q4', 'int8'],
  cpu: ['int8', 'fp32', 'q4', 'fp16'],
};
