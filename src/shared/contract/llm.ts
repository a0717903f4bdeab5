import { oc } from '@orpc/contract';
import { z } from 'zod';

/** Servers that are known to speak the protocol, with the address they listen on as shipped. */
export const LLM_PRESETS = {
  vllm: 'http://127.0.0.1:8000/v1',
  'llama.cpp': 'http://127.0.0.1:8080/v1',
  ollama: 'http://127.0.0.1:11434/v1',
  'lm-studio': 'http://127.0.0.1:1234/v1',
  other: '',
} as const;
export type LlmPreset = keyof typeof LLM_PRESETS;
export const LLM_PRESET_NAMES = Object.keys(LLM_PRESETS) as [LlmPreset, ...LlmPreset[]];

/** Where the language model is and how it is asked. Holds no key. */
export const LlmConnectionSchema = z.object({
  preset: z.enum(LLM_PRESET_NAMES),
  /** Up to and including the version, as OpenAI's clients take it: http://127.0.0.1:8000/v1 */
  baseUrl: z.string().max(500),
  /** As the server's model list names it; empty while none is chosen. */
  model: z.string().max(200),
  /** The origin for which a person has accepted that plain http is readable on the way; another origin asks again. */
  plainHttpOrigin: z.string().max(500).nullable(),
  /** Answers as server-sent events, so that a silent server is noticed early. */
  stream: z.boolean(),
  /** Requests in flight at the same time. */
  concurrency: z.int().min(1).max(256),
  /** Tokens that an answer may take, thinking included. */
  maxTokens: z.int().min(64).max(65_536),
  /** Seconds that an answer may take in all, and may be silent. */
  totalSeconds: z.number().min(1).max(3600),
  idleSeconds: z.number().min(1).max(3600),
});
export type LlmConnection = z.infer<typeof LlmConnectionSchema>;

/** What a new installation starts with. */
export const INITIAL_LLM_CONNECTION: LlmConnection = {
  preset: 'vllm',
  baseUrl: '',
  model: '',
  plainHttpOrigin: null,
  stream: true,
  concurrency: 100,
  maxTokens: 4096,
  totalSeconds: 300,
  idleSeconds: 60,
};

/** Where the key that would be sent comes from; the key itself leaves the program for its origin only. */
export const LlmKeySchema = z.enum(['none', 'memory', 'file', 'environment']);

export const LlmStateSchema = z.object({
  connection: LlmConnectionSchema,
  key: LlmKeySchema,
  /** Set where the address goes beyond this machine in plain http: a person has to accept that first. */
  needsPlainHttpConsent: z.boolean(),
  /** scheme://host:port of the address; null while the address is no address. */
  origin: z.string().nullable(),
});
export type LlmState = z.infer<typeof LlmStateSchema>;

export const LlmHealthSchema = z.object({
  models: z.array(z.string()),
  /** What the server can be bound to; `text` means that it is only asked for JSON. */
  structure: z.enum(['json_schema', 'json_object', 'text']).nullable(),
  /** Of one small made-up caption, ms. */
  latencyMs: z.number().nullable(),
  /** Whether the answer to that caption was usable. */
  isUsable: z.boolean(),
  problem: z
    .object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
    .nullable(),
});
export type LlmHealth = z.infer<typeof LlmHealthSchema>;

export const llmContract = {
  get: oc.input(z.object({})).output(LlmStateSchema),
  /** Another origin forgets the key. */
  set: oc.input(LlmConnectionSchema.partial()).output(LlmStateSchema),
  /** Takes a key for the present origin; `remember` writes it to the settings file, readable by this user only. */
  setKey: oc
    .input(z.object({ key: z.string().trim().min(1).max(4000), remember: z.boolean() }))
    .output(LlmStateSchema),
  forgetKey: oc.input(z.object({})).output(LlmStateSchema),
  /** Model list and one made-up caption; nothing of a project is sent. */
  check: oc.input(z.object({})).output(LlmHealthSchema),
};
