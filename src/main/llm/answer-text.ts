/** The last of gpt-oss's channels, for servers that hand its raw tokens on. */
const FINAL_CHANNEL = /<\|channel\|>\s*final\b.{0,60}?<\|message\|>/su;
const CONTROL_TOKEN = /<\|(?:start|end|return|call|channel|message|constrain)\|>/u;
const FENCED = /^```[a-z]*\s*\n([\s\S]*?)\n?```\s*$/iu;

/** What the model says after it has thought: without <think> blocks, channels and a code fence around it. */
export function answerText(content: string): string {
  const unfenced = FENCED.exec(withoutThinking(content).trim())?.[1] ?? withoutThinking(content);
  return unfenced.trim();
}

/** The JSON object in an answer, where a model that is bound to nothing puts words around it. */
export function jsonIn(answer: string): string {
  if (answer.startsWith('{')) return answer;
  const [from, to] = [answer.indexOf('{'), answer.lastIndexOf('}')];
  return from >= 0 && to > from && !answer.startsWith('<') ? answer.slice(from, to + 1) : answer;
}

function withoutThinking(content: string): string {
  const final = FINAL_CHANNEL.exec(content);
  if (final) return content.slice(final.index + final[0].length).split(CONTROL_TOKEN)[0]!;
  const start = content.trimStart();
  if (start.startsWith('{')) return content;
  const opens = start.startsWith('<think>');
  // Some chat templates open the block themselves, so that only its end is in the answer. Unclosed thinking has no answer.
  const end = opens ? content.indexOf('</think>') : content.lastIndexOf('</think>');
  if (end >= 0) return content.slice(end + '</think>'.length);
  return opens ? '' : content;
}
