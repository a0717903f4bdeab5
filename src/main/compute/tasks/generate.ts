import { modelInput } from '../../../shared/domain/image/model-input.ts';
import type { TaskInput, TaskPart, TaskResult } from '../protocol.ts';
import { generate } from '../radgrounder/generate.ts';
import { openRadGrounder } from '../radgrounder/model.ts';
import type { Answer, Sequence } from '../radgrounder/sequence.ts';
import type { Task, TaskContext } from '../task.ts';

type Part = TaskPart<'generate'>;
type WireAnswer = TaskResult<'generate'>['answers'][number];

/** @throws AppError compute.*, models.bad-json, models.bad-tokenizer */
export const generateAnswers: Task<TaskInput<'generate'>, TaskResult<'generate'>, Part> = async (
  { dir, plan, dtype, slices, prompts, maxNewTokens, isStreaming },
  context,
) => {
  const { signal } = context;
  context.progress({ done: 0, total: prompts.length, step: 'loadModel' });
  const model = await context.keep(`radgrounder ${dtype} ${dir}`, () =>
    openRadGrounder({ dir, plan, dtype }, (file) => context.openGraph(file)),
  );
  const { size, normalisation } = plan.input;
  const sequences = await generate(
    model,
    {
      images: slices.map((slice) => modelInput(slice, normalisation, size)),
      prompts: prompts.map(({ slice, text }) => ({ image: slice, text })),
      maxNewTokens,
      isMasked: true,
    },
    { signal, onStep: (all) => tell(all, { context, isStreaming }) },
  );
  return { answers: sequences.map((sequence) => wire(sequence.answer())) };
};

function tell(
  sequences: readonly Sequence[],
  { context, isStreaming }: { context: TaskContext<Part>; isStreaming: boolean },
): void {
  const done = sequences.filter(({ isDone }) => isDone).length;
  context.progress({ done, total: sequences.length, step: 'generate' });
  if (!isStreaming) return;
  for (const [prompt, sequence] of sequences.entries())
    context.part({ prompt, answer: wire(sequence.answer()) });
}

const wire = ({ text, spans, isComplete, tokens }: Answer): WireAnswer => ({
  text,
  spans: spans.map(({ bins, ...span }) => ({ ...span, bins: [...bins] })),
  isComplete,
  tokens,
});
