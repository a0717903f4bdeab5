import type { EvaluationErrorCode } from '../../../contract/errors/evaluation.ts';
import type { ErrorText } from '../../error-text.ts';

export const evaluationErrors: Record<EvaluationErrorCode, ErrorText> = {
  'evaluation.empty-set': {
    cause: 'Die Evaluationsmenge ({{set}}, Teil „{{split}}“) hat keinen Fall.',
    remedy:
      'Bestätigen oder korrigieren Sie zuerst Paare von Patienten dieses Teils, oder wählen Sie einen anderen Teil; „all“ nimmt alle Patienten.',
  },
  'evaluation.no-project': {
    cause: 'Die Goldmenge gehört zu einem Projekt, und keines wurde genannt.',
    remedy: 'Nennen Sie es mit --project.',
  },
  'evaluation.no-data': {
    cause: 'Es wurde nicht gesagt, wo {{set}} liegt.',
    remedy: 'Nennen Sie den Ordner mit --data.',
  },
  'evaluation.unknown-set': {
    cause: '{{file}} ist keine bekannte Evaluationsmenge.',
    remedy:
      'docs/evaluation.md sagt, welche Ordner gelesen werden und an welchen Dateien sie erkannt werden.',
  },
  'evaluation.bad-set': {
    cause: '{{file}} ist nicht so, wie das Format es verlangt ({{detail}}).',
    remedy: 'Nehmen Sie den Datensatz so, wie er veröffentlicht ist, oder exportieren Sie ihn neu.',
  },
  'evaluation.bad-line': {
    cause: 'Zeile {{line, number}} von {{file}} ist kein Fall: image, prefix und suffix werden gebraucht.',
    remedy: 'Berichtigen Sie die Zeile; die übrigen wurden verwendet.',
  },
  'evaluation.bad-record': {
    cause: 'Eintrag {{number, number}} von {{file}} ist nicht so, wie der Datensatz sie hat ({{detail}}).',
    remedy: 'Nehmen Sie die Datei so, wie sie veröffentlicht ist; die übrigen Einträge wurden verwendet.',
  },
  'evaluation.no-report': {
    cause: '{{file}} lässt sich nicht lesen.',
    remedy: 'Nennen Sie die report.json einer Evaluation oder den Ordner, in dem sie liegt.',
  },
  'evaluation.bad-report': {
    cause: '{{file}} ist kein Bericht einer Evaluation oder wurde seither verändert.',
    remedy: 'Evaluieren Sie erneut: Vorhersagen sind aufgehoben, nur die Maßzahlen werden neu berechnet.',
  },
  'evaluation.nothing-shared': {
    cause: 'Die beiden Evaluationen haben keinen Fall gemeinsam.',
    remedy: 'Evaluieren Sie beide Pakete auf derselben Menge.',
  },
  'evaluation.not-for-heads': {
    cause:
      'Ein trainierter Kopf setzt Boxen auf Schichten seines eigenen Projekts; Fragen beantwortet er nicht, und zu einem Ordner sagt er nichts.',
    remedy:
      'Werten Sie ihn mit --on gold und --project aus, nach der Box jeder Nennung (locate) oder nach Befundtexten (ground).',
  },
  'evaluation.other-protocol': {
    cause:
      'Die eine Evaluation fragte nach „{{first}}“, die andere nach „{{second}}“; ihre Maßzahlen bedeuten Verschiedenes.',
    remedy: 'Evaluieren Sie beide Pakete mit demselben --protocol.',
  },
  'evaluation.on-processor': {
    cause:
      'Auf „{{provider}}“ liefert die Texteinbettung nicht die Vektoren, die ihre Urheber gemessen haben: {{found}} daneben, {{tolerance}} erlaubt.',
    remedy: 'Ihre Texte werden stattdessen vom Prozessor eingebettet; zu tun ist nichts.',
  },
  'evaluation.other-embedding': {
    cause:
      'Die eine Evaluation ordnete Nennungen nach der Texteinbettung „{{first}}“ zu, die andere nach „{{second}}“; ihre Maßzahlen lassen sich nicht vergleichen.',
    remedy:
      'Evaluieren Sie eine von beiden erneut, zugeordnet nach der Einbettung der anderen („Nennungen zugeordnet nach“ im Fenster, --embedding auf der Befehlszeile). Vorhersagen sind aufgehoben; nur die Maßzahlen werden neu berechnet.',
  },
};
