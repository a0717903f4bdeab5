/** Commands that ask a language model. In i18next's form. */
export const texts = {
  llm: 'the language model that captions are sent to: show, set, check; docs/llm.md says what is sent',
  'llm.show': 'show address, model, and where the key comes from; never the key',
  'llm.set': 'set address and model; what is not named stays',
  'llm.set.preset': 'kind of server; sets its usual address',
  'llm.set.url': 'address up to and including the version: http://127.0.0.1:8000/v1',
  'llm.set.model': "as the server's model list names it",
  'llm.set.concurrency': 'requests in flight at the same time, 1 to 256',
  'llm.set.plainHttp': 'accept that http beyond this machine can be read on the way',
  'llm.set.help':
    'A key is taken from PLUMBLINE_LLM_KEY; it goes to the address that is set and nowhere else.',
  'llm.check': 'ask for the models, and the chosen one about a made-up caption; nothing of a project is sent',
  'llm.prompts': 'print every prompt with its SHA-256',
  'llm.none': 'none',
  'llm.state': 'Address: {{url}}\nModel: {{model}}\nKey: {{key}}',
  'llm.key.none': 'none',
  'llm.key.memory': 'typed in, until the program ends',
  'llm.key.file': 'kept in a file that only you may read',
  'llm.key.environment': 'from PLUMBLINE_LLM_KEY',
  'llm.needsConsent':
    'Plain http goes beyond this machine: nothing is sent until that is accepted (--accept-plain-http).',
  'llm.models': 'Models: {{models}}',
  'llm.latency': 'The answer took {{ms, number}} ms; form of answers: {{structure}}',
  'llm.usable': 'The language model can be used.',
  'texts.mentions':
    "have a language model look for mentions in a project's captions; pairs that nobody has judged follow",
  'texts.captions': 'have a language model work on captions: rewrite, translate, judge',
  'texts.rewriting': 'take comparison with earlier times out of captions',
  'texts.translation':
    'translate German captions that have no English one, judged and mended up to three times',
  'texts.judging': 'judge English captions as translations of the German ones',
  'texts.questions': 'write questions and answers: five from each caption, three from metadata',
  'texts.again': 'ask again also where no answer held',
  'texts.done_one': '{{count, number}} text asked about, {{tokens, number}} tokens',
  'texts.done_other': '{{count, number}} texts asked about, {{tokens, number}} tokens',
  'texts.failed.lexicon_one':
    '{{count, number}} without an answer that holds: the lexicon stands there, marked so',
  'texts.failed.lexicon_other':
    '{{count, number}} without an answer that holds: the lexicon stands there, marked so',
  'texts.failed.none_one': '{{count, number}} without an answer that holds',
  'texts.failed.none_other': '{{count, number}} without an answer that holds',
  'texts.changes':
    'Pairs: {{added, number}} new, {{changed, number}} changed, {{removed, number}} gone, {{kept, number}} judged and unchanged',
  'llm.score': 'rate candidates against references, JSONL on standard input and output (LLMScore)',
  'llm.score.help':
    'Each line: {id, kind: "vqa"|"report", lang: "de"|"en", question, candidate, reference}; answered by {id, score: 1-5, reason}.\nWhere no answer holds, score is null and reason is the code. The mean, and (mean - 1) / 4, go to standard error.',
  'llm.score.line':
    'Line {{line, number}} left out: it needs id, kind, lang, question, candidate and reference.',
  'llm.score.sum_one':
    '{{count, number}} rated, {{unrated, number}} not; mean {{mean}}, LLMScore {{normalised}}',
  'llm.score.sum_other':
    '{{count, number}} rated, {{unrated, number}} not; mean {{mean}}, LLMScore {{normalised}}',
} as const;
