import type { SnapshotsErrorCode } from '../../../contract/errors/snapshots.ts';
import type { ErrorText } from '../../error-text.ts';

export const snapshotsErrors: Record<SnapshotsErrorCode, ErrorText> = {
  'snapshots.nothing-decided': {
    cause: 'Noch sagt kein Paar des Projekts etwas aus; ein Datenstand davon wäre leer.',
    remedy:
      'Beurteilen Sie zuerst Paare, oder lassen Sie unentschiedene mit einem Gewicht zählen (--undecided 0.3).',
  },
  'snapshots.unknown': {
    cause: 'Das Projekt hat keinen Datenstand {{snapshot}}.',
    remedy: 'Welche es gibt, zeigt: plumbline snapshot list --project ORDNER.',
  },
  'snapshots.ambiguous': {
    cause: 'Mehrere Datenstände beginnen mit {{snapshot}}.',
    remedy: 'Geben Sie mehr Zeichen der Kennung an.',
  },
  'snapshots.damaged': {
    cause: 'Der Datenstand {{file}} fehlt oder ist nicht, was sein Name sagt.',
    remedy:
      'Legen Sie die Datei aus einer Sicherung des Projektordners zurück. Ohne sie weiß niemand, welche Patienten schon ein Modell trainiert haben; deshalb entsteht kein neuer Datenstand.',
  },
  'snapshots.split-taken': {
    cause:
      'Patient {{patient}} gehört in einem früheren Datenstand zu „{{has}}“ und kann nicht zu „{{wanted}}“ wechseln.',
    remedy:
      'Nennen Sie Patienten, die noch in keinem Datenstand waren: Wer ein Modell trainiert hat, kann dessen Nachfolger nicht beurteilen.',
  },
  'snapshots.unknown-patient': {
    cause: 'Das Projekt hat keinen Patienten {{patient}}.',
    remedy: 'Verwenden Sie die Pseudonyme, die das Projekt kennt.',
  },
  'snapshots.images-missing': {
    cause: 'Der Datenstand {{snapshot}} nennt {{missing, number}} Bilder, die das Projekt nicht mehr hat.',
    remedy:
      'Lesen Sie dieselben Quellen noch einmal ein, oder bilden Sie einen neuen Datenstand aus dem, was da ist.',
  },
};
