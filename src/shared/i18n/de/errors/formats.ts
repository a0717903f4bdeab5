import type { FormatsErrorCode } from '../../../contract/errors/formats.ts';
import type { ErrorText } from '../../error-text.ts';

export const formatsErrors: Record<FormatsErrorCode, ErrorText> = {
  'formats.unreadable': {
    cause: 'Die Datei lässt sich nicht öffnen oder lesen.',
    remedy: 'Prüfen Sie, ob sie vorhanden und vollständig ist und ob Sie Leserechte haben.',
  },
  'formats.not-recognised': {
    cause: 'Die Datei hat keines der lesbaren Formate (NIfTI, DICOM, CSV, JSONL, JSON, Parquet).',
    remedy: 'Wandeln Sie sie um oder lassen Sie sie weg.',
  },
  'formats.truncated': {
    cause: 'Die Datei endet zu früh: {{found}} von {{expected}} Byte sind vorhanden.',
    remedy: 'Kopieren Sie sie erneut von der Quelle.',
  },
  'formats.bad-gzip': {
    cause: 'Die komprimierten Daten sind beschädigt.',
    remedy: 'Kopieren Sie die Datei erneut von der Quelle.',
  },
  'formats.bomb': {
    cause: 'Entpackt würde die Datei die Grenze von {{limit}} Byte überschreiten.',
    remedy: 'Verwenden Sie die Datei nicht und klären Sie ihre Herkunft.',
  },
  'formats.too-large': {
    cause: 'Das Bild braucht {{bytes}} Byte; gelesen werden höchstens {{limit}}.',
    remedy: 'Beschneiden oder teilen Sie das Volumen.',
  },
  'formats.bad-header': {
    cause: 'Der Dateikopf ist ungültig: {{detail}}.',
    remedy: 'Schreiben Sie die Datei mit einem standardkonformen Werkzeug neu.',
  },
  'formats.bad-dimensions': {
    cause: 'Der Dateikopf nennt unmögliche Abmessungen ({{dims}}).',
    remedy: 'Gelesen werden einzelne Volumen mit positiver Größe; schreiben Sie je Volumen eine Datei.',
  },
  'formats.bad-datatype': {
    cause: 'Bildpunkte vom Typ {{datatype}} werden nicht gelesen.',
    remedy: 'Speichern Sie das Bild als Ganz- oder Gleitkommazahlen.',
  },
  'formats.bad-affine': {
    cause: 'Der Dateikopf sagt nicht, wo das Bild im Patienten liegt: {{detail}}.',
    remedy:
      'Berichtigen Sie die Orientierung (sform/qform oder DICOM-Geometrie) und versuchen Sie es erneut.',
  },
  'formats.bad-values': {
    cause: 'Das Bild enthält Werte, die keine Zahlen sind.',
    remedy: 'Exportieren Sie das Bild neu.',
  },
  'formats.not-labels': {
    cause: 'Das ist keine Segmentierung: Sie enthält {{detail}}.',
    remedy: 'Verwenden Sie eine Segmentierung mit ganzzahligen, nicht negativen Nummern.',
  },
  'formats.not-dicom': {
    cause: 'Die Datei ist kein lesbares DICOM-Objekt: {{detail}}.',
    remedy: 'Exportieren Sie die Serie neu.',
  },
  'formats.dicom-not-an-image': {
    cause: 'Das DICOM-Objekt ist kein CT- oder MR-Bild ({{detail}}).',
    remedy: 'Lassen Sie es weg; gelesen werden nur CT- und MR-Schichten.',
  },
  'formats.transfer-syntax': {
    cause: 'Das Bild ist in einer hier nicht lesbaren Weise komprimiert ({{syntax}}).',
    remedy: 'Wandeln Sie es in eine unkomprimierte Transfersyntax oder in JPEG 2000 um.',
  },
  'formats.bad-pixels': {
    cause: 'Die Bilddaten passen nicht zum Dateikopf: {{detail}}.',
    remedy: 'Exportieren Sie das Bild neu.',
  },
  'formats.series-gap': {
    cause: 'Schichten fehlen oder sind ungleichmäßig verteilt ({{detail}}).',
    remedy: 'Das Volumen ist verwendbar; prüfen Sie, ob Bilder der Serie fehlen.',
  },
  'formats.gantry-tilt': {
    cause: 'Die Schichten sind um {{degrees}} Grad gegen den Tisch gekippt.',
    remedy: 'Die Schichten werden wie aufgenommen gezeigt; Schichtabstände gelten entlang des Tisches.',
  },
  'formats.signedness': {
    cause: 'Die komprimierten Bildpunkte widersprechen dem Dateikopf beim Vorzeichen; das wurde berichtigt.',
    remedy: 'Prüfen Sie die CT-Werte dieses Bildes.',
  },
  'formats.malformed-table': {
    cause: 'Zeile {{line}} ist nicht lesbar: {{detail}}.',
    remedy: 'Berichtigen Sie die Zeile; die anderen wurden gelesen.',
  },
  'formats.missing-column': {
    cause: 'Der Tabelle fehlt die Spalte {{column}}.',
    remedy: 'Ergänzen Sie sie; docs/formats.md zeigt die Kopfzeile.',
  },
  'formats.malformed-json': {
    cause: 'Der JSON-Text ist ungültig: {{detail}}.',
    remedy: 'Schreiben Sie die Datei neu.',
  },
  'formats.reader-died': {
    cause: 'Die Datei hat den Leseprozess beendet.',
    remedy: 'Die Datei wurde ausgelassen; klären Sie ihre Herkunft.',
  },
  'formats.reader-timeout': {
    cause: 'Das Lesen der Datei dauerte länger als {{seconds}} Sekunden.',
    remedy: 'Die Datei wurde ausgelassen; prüfen Sie, ob sie beschädigt ist.',
  },
  'formats.multi-frame': {
    cause: 'Das DICOM-Objekt enthält {{frames}} Bilder; gelesen werden nur Einzelbilder.',
    remedy: 'Exportieren Sie die Serie mit einer Datei je Bild.',
  },
  'formats.dicom-preamble': {
    cause: 'Die Datei beginnt mit fremdem Inhalt, der ein Programm oder eine Webseite sein kann.',
    remedy:
      'Er wurde weder gelesen noch weitergegeben, das Bild wird verwendet; klären Sie die Herkunft der Datei.',
  },
  'formats.dicom-tail': {
    cause: 'Das Ende der Datei, hinter dem Bild, ist beschädigt.',
    remedy:
      'Das Bild selbst ist vollständig und wird verwendet; kopieren Sie die Datei erneut, wenn Sie den Rest brauchen.',
  },
  'formats.series-left-out': {
    cause:
      '{{count}} Bilder der Serie haben eine andere Größe oder Orientierung als die übrigen ({{detail}}) und wurden ausgelassen.',
    remedy: 'Legen Sie sie in eine eigene Serie, wenn sie gebraucht werden.',
  },
  'formats.series-duplicates': {
    cause: '{{count}} Bilder der Serie liegen an einer schon belegten Position und wurden ausgelassen.',
    remedy: 'Legen Sie sie in eine eigene Serie, wenn es ein anderes Echo oder eine andere Phase ist.',
  },
  'formats.sheared': {
    cause: 'Die Achsen des Bildes weichen um {{degrees}} Grad vom rechten Winkel ab.',
    remedy: 'Die Schichten werden wie gespeichert gezeigt; Längen quer dazu sind nicht genau.',
  },
  'formats.not-utf8': {
    cause: 'Der Text ist nicht in UTF-8 gespeichert; Umlaute gingen verloren.',
    remedy: 'Speichern Sie die Tabelle als UTF-8 (in Excel: „CSV UTF-8“).',
  },
};
