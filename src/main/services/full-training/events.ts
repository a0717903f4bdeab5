import { z } from 'zod';

const Measured = z.number().nullable();
const Step = z.int().min(0);
const Text = z.string().max(4000);
const Counts = z.record(z.string().max(200), z.number());

/** What the trainer says (trainer/README.md). Named fields have to be right; others that a newer trainer adds are passed over. */
const TrainerEventSchema = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('start'),
    version: z.literal(1),
    steps: Step,
    effectiveBatch: z.int().min(1),
    devices: z.int().min(1),
    device: Text,
    resumedFrom: Step,
    images: z.object({ train: Step, val: Step }),
    picks: Counts,
    parameters: z.number(),
    trainable: z.number(),
  }),
  z.object({
    event: z.literal('step'),
    step: Step,
    steps: Step,
    loss: Measured,
    gradientNorm: Measured.optional(),
    learningRate: Measured.optional(),
    samplesPerSecond: Measured,
    drawn: Counts,
  }),
  z.object({ event: z.literal('evaluation'), step: Step, loss: Measured }),
  z.object({ event: z.literal('checkpoint'), step: Step, path: Text }),
  z.object({ event: z.literal('exporting'), step: Step }),
  z.object({
    event: z.literal('done'),
    step: Step,
    trainLoss: Measured,
    evalLoss: Measured,
    merged: Text.optional(),
    pack: Text.optional(),
  }),
  z.object({ event: z.literal('stopped'), step: Step }),
  z.object({ event: z.literal('failed'), code: z.string().max(100), detail: Text }),
  /** What the published trainer logs: no steps, but how far into how many epochs. */
  z.object({
    event: z.literal('epoch'),
    epoch: z.number().min(0),
    loss: Measured.optional(),
    evalLoss: Measured.optional(),
    learningRate: Measured.optional(),
    samplesPerSecond: Measured.optional(),
  }),
]);
export type TrainerEvent = z.infer<typeof TrainerEventSchema>;

/** `json`: one object a line. `huggingface`: dictionaries as Python prints them, among other lines that mean nothing. */
export type Dialect = 'json' | 'huggingface';

/** Null for a line that is no event: some library's words, half a line, an event with a field that is none. */
export function eventIn(text: string, dialect: Dialect): TrainerEvent | null {
  if (!text.startsWith('{')) return null;
  const parsed = dialect === 'json' ? jsonIn(text) : logIn(text);
  const event = TrainerEventSchema.safeParse(parsed);
  return event.success ? event.data : null;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** Of the dictionary only plain numbers count: 'loss', 'eval_loss', 'learning_rate', 'epoch', … */
const ENTRY = /'([a-z_]{1,40})': (-?\d[\d.]*(?:e[-+]?\d+)?|nan|inf|-inf)(?=[,}])/g;

function logIn(text: string): unknown {
  const values = new Map<string, number | null>();
  for (const [, name, value] of text.matchAll(ENTRY)) {
    const number = Number(value);
    values.set(name!, Number.isFinite(number) ? number : null);
  }
  const of = (field: string, name: string) => (values.has(name) ? { [field]: values.get(name) } : {});
  return {
    event: 'epoch',
    ...of('epoch', 'epoch'),
    ...of('loss', 'loss'),
    ...of('evalLoss', 'eval_loss'),
    ...of('learningRate', 'learning_rate'),
    ...of('samplesPerSecond', 'train_samples_per_second'),
  };
}
