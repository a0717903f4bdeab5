import type { texts as english } from '../en/texts.ts';

export const texts: Record<keyof typeof english, string> = {
  title: 'Sprachmodell',
  'intro.unset': 'Es ist kein Sprachmodell eingerichtet. Nennungen kommen allein aus dem Lexikon.',
  'intro.set':
    '{{model}} unter {{origin}}. Das Prüfen geht dabei weiter; beurteilte Paare bleiben, wie sie sind.',
  setUp: 'Sprachmodell einrichten',
  settings: 'Einstellungen',
  'task.mentions': 'Nennungen finden',
  'task.rewriting': 'Vergleiche mit früher herausnehmen',
  'task.translation': 'Deutsche Texte übersetzen',
  'task.judging': 'Übersetzungen beurteilen',
  'task.questions': 'Fragen und Antworten schreiben',
  'task.mentions.text': 'Neben dem Lexikon; wo beide uneinig sind, sagen die Paare es.',
  'task.rewriting.text': 'Vergleichende Texte so, wie ein einzelnes Bild es zeigt.',
  'task.translation.text': 'Wo ein englischer Text fehlt.',
  'task.judging.text': 'Englische Texte gegen die deutschen.',
  'task.questions.text':
    'Fünf je Text, drei zu dem, was über das Bild bekannt ist; sie gehen in den RefRad2D-Export ein.',
  'state.none': 'nichts zu tun',
  'state.open': '{{done, number}} von {{total, number}} Texten fertig',
  'state.done_one': '{{count, number}} Text fertig',
  'state.done_other': '{{count, number}} Texte fertig',
  'state.failed_one': '{{count, number}} ohne brauchbare Antwort',
  'state.failed_other': '{{count, number}} ohne brauchbare Antwort',
  'state.tokens': '{{tokens, number}} Token',
  start: 'Starten',
  startLabel: 'Starten: {{task}}',
  again: 'Noch einmal fragen',
  againLabel: 'Noch einmal fragen, wo keine Antwort zählte: {{task}}',
  failedRun: 'Der letzte Lauf endete vorzeitig; was schon da war, ist behalten.',
};
