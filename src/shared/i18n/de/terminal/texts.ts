import type { texts as english } from '../../en/terminal/texts.ts';

export const texts: Record<keyof typeof english, string> = {
  llm: 'das Sprachmodell, an das Texte gehen: zeigen, einrichten, prüfen; docs/llm.md sagt, was gesendet wird',
  'llm.show': 'Adresse, Modell und Herkunft des Schlüssels zeigen; nie den Schlüssel',
  'llm.set': 'Adresse und Modell einrichten; was nicht genannt ist, bleibt',
  'llm.set.preset': 'Art des Servers; setzt seine übliche Adresse',
  'llm.set.url': 'Adresse bis zur Version: http://127.0.0.1:8000/v1',
  'llm.set.model': 'wie ihn die Modellliste des Servers nennt',
  'llm.set.concurrency': 'gleichzeitige Anfragen, 1 bis 256',
  'llm.set.plainHttp': 'hinnehmen, dass http über diesen Rechner hinaus unterwegs lesbar ist',
  'llm.set.help':
    'Einen Schlüssel liest das Programm aus PLUMBLINE_LLM_KEY; er geht an die eingerichtete Adresse und sonst nirgendhin.',
  'llm.check':
    'nach den Modellen fragen und das gewählte nach einem erfundenen Text; nichts aus Projekten wird gesendet',
  'llm.prompts': 'alle Prompts mit ihrem SHA-256 ausgeben',
  'llm.none': 'keine Angabe',
  'llm.state': 'Adresse: {{url}}\nModell: {{model}}\nSchlüssel: {{key}}',
  'llm.key.none': 'keiner',
  'llm.key.memory': 'eingegeben, bis das Programm endet',
  'llm.key.file': 'in einer Datei, die nur Sie lesen dürfen',
  'llm.key.environment': 'aus PLUMBLINE_LLM_KEY',
  'llm.needsConsent':
    'Unverschlüsseltes http verlässt diesen Rechner: Gesendet wird erst, wenn das hingenommen ist (--accept-plain-http).',
  'llm.models': 'Modelle: {{models}}',
  'llm.latency': 'Die Antwort dauerte {{ms, number}} ms; Form der Antworten: {{structure}}',
  'llm.usable': 'Das Sprachmodell ist brauchbar.',
  'texts.mentions':
    'ein Sprachmodell Nennungen in den Texten eines Projekts suchen lassen; Paare ohne Urteil folgen',
  'texts.captions': 'ein Sprachmodell Texte bearbeiten lassen: rewrite, translate, judge',
  'texts.rewriting': 'Vergleiche mit früher aus Texten herausnehmen',
  'texts.translation':
    'deutsche Texte ohne englisches Gegenstück übersetzen, bis zu dreimal beurteilt und verbessert',
  'texts.judging': 'englische Texte als Übersetzungen der deutschen beurteilen',
  'texts.questions': 'Fragen und Antworten schreiben: fünf je Text, drei zu den Angaben',
  'texts.again': 'auch dort wieder fragen, wo keine Antwort zählte',
  'texts.done_one': '{{count, number}} Text gefragt, {{tokens, number}} Token',
  'texts.done_other': '{{count, number}} Texte gefragt, {{tokens, number}} Token',
  'texts.failed.lexicon_one':
    '{{count, number}} ohne brauchbare Antwort: Dort gilt das Lexikon, so gekennzeichnet',
  'texts.failed.lexicon_other':
    '{{count, number}} ohne brauchbare Antwort: Dort gilt das Lexikon, so gekennzeichnet',
  'texts.failed.none_one': '{{count, number}} ohne brauchbare Antwort',
  'texts.failed.none_other': '{{count, number}} ohne brauchbare Antwort',
  'texts.changes':
    'Paare: {{added, number}} neu, {{changed, number}} geändert, {{removed, number}} entfallen, {{kept, number}} beurteilt und unverändert',
  'llm.score': 'Kandidaten gegen Referenzen bewerten, JSONL auf Standardeingabe und -ausgabe (LLMScore)',
  'llm.score.help':
    'Jede Zeile: {id, kind: "vqa"|"report", lang: "de"|"en", question, candidate, reference}; Antwort: {id, score: 1-5, reason}.\nWo keine Antwort zählt, ist score null und reason der Code. Mittel und (Mittel - 1) / 4 gehen auf die Fehlerausgabe.',
  'llm.score.line':
    'Zeile {{line, number}} ausgelassen: nötig sind id, kind, lang, question, candidate und reference.',
  'llm.score.sum_one':
    '{{count, number}} bewertet, {{unrated, number}} nicht; Mittel {{mean}}, LLMScore {{normalised}}',
  'llm.score.sum_other':
    '{{count, number}} bewertet, {{unrated, number}} nicht; Mittel {{mean}}, LLMScore {{normalised}}',
};
