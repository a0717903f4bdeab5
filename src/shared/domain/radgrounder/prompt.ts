import type { Language } from '../mention/mention.ts';

/** What RadGrounder is asked for: a caption, a caption with a box at each structure it names, or the answer to a question. */
export const GENERATE_TASKS = ['report', 'ground', 'vqa'] as const;
export type GenerateTask = (typeof GENERATE_TASKS)[number];

export interface PromptRequest {
  readonly task: GenerateTask;
  readonly language: Language;
  /** What is asked about the image (`vqa`), or what the examination was to clear up (the other tasks). */
  readonly question?: string | undefined;
  /** Answers to choose from, for questions of the multiple-choice type. */
  readonly choices?: readonly string[] | undefined;
  /** Clinical information of the request form; not part of a `vqa` prompt. */
  readonly clinicalInformation?: string | undefined;
}

/** Words of the published training, their capital letters included. */
const WORDS = {
  de: {
    report: 'Beschreibe dieses Bild:',
    ground: 'Beschreibe dieses Bild und detektiere Schlüsselwörter:',
    vqa: 'Antwort:',
    clinical: 'Klinische angaben:',
    question: 'Fragestellung:',
  },
  en: {
    report: 'Caption this image:',
    ground: 'Caption this image and detect keywords:',
    vqa: 'Answer:',
    clinical: 'Clinical information:',
    question: 'Question:',
  },
} as const satisfies Record<Language, Record<GenerateTask | 'clinical' | 'question', string>>;

/** The line that says what to do. */
export const taskWords = (task: GenerateTask, language: Language): string => WORDS[language][task];

/**
 * What stands behind `<image>…<bos>` in a prompt of the published structure: line break, prefix, line break, task, space; the
 * last line break is the one that PaliGemma's processor puts before the answer.
 */
export function promptText(request: PromptRequest): string {
  return `\n${promptPrefix(request)}\n${taskWords(request.task, request.language)} \n`;
}

/** Text before the task: the question and its choices for `vqa`, otherwise clinical information and question, each on its line. */
export function promptPrefix({
  task,
  language,
  question,
  choices = [],
  clinicalInformation,
}: PromptRequest): string {
  const [asked, clinical] = [oneLine(question), oneLine(clinicalInformation)];
  if (task === 'vqa') return [asked, ...choices.map(oneLine)].join('\n');
  const words = WORDS[language];
  return [clinical && `${words.clinical} ${clinical}`, asked && `${words.question} ${asked}`]
    .filter(Boolean)
    .join('\n');
}

/** A line break of a person's would look like one of the structure. */
const oneLine = (text = ''): string => text.replaceAll(/\s+/g, ' ').trim();
