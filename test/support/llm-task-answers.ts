import { factsOf, goodMentions, languageOf } from './llm-answers.ts';
import type { ChatBody } from './llm-server.ts';

/** An answer such as a good model gives to any of the tasks on texts; a task shows in the facts that it is given. */
export function goodAnswer(body: ChatBody): string {
  const facts = factsOf(body) as Record<string, string> & { metadata?: Record<string, string> };
  if (facts.metadata) return questions(facts['caption']!, facts.metadata, languageOf(body));
  if ('english' in facts) return JSON.stringify({ faults: [], score: 5 });
  if ('german' in facts) return JSON.stringify({ english: english(facts['german']!) });
  if (body.messages[0]!.content.includes('"removed"')) return rewritten(facts['caption']!);
  return goodMentions(body);
}

function rewritten(caption: string): string {
  const [word = ''] = /^(?:Unverändert|Unchanged) ?/u.exec(caption) ?? [];
  return JSON.stringify({ removed: word ? [word.trim()] : [], caption: caption.slice(word.length) });
}

/** Keeps the numbers, which is what is checked; nobody reads it. */
function english(german: string): string {
  return `Cyst, ${(german.match(/\d+/gu) ?? []).join(', ')} mm.`;
}

function questions(caption: string, metadata: Record<string, string>, language: 'de' | 'en'): string {
  const yes = language === 'de' ? 'Ja' : 'Yes';
  const evidence = caption.split(' ').slice(0, 2).join(' ');
  const [value] = Object.values(metadata);
  const one = (n: number, source: string): unknown => {
    const type = (['open', 'closed', 'multiple'] as const)[n % 3]!;
    const question = `Question ${n} (${source.length})?`;
    const choices = type === 'multiple' ? [source, 'B', 'C', 'D'] : [];
    return { type, evidence: source, question, choices, answer: type === 'closed' ? yes : source };
  };
  return JSON.stringify({
    from_findings: Array.from({ length: 5 }, (_, n) => one(n, evidence)),
    from_metadata: Array.from({ length: 3 }, (_, n) => one(n + 5, value!)),
  });
}
