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
  'formats.mixed-series': {
    cause: 'Die Serie ist kein einzelnes Volumen: {{detail}}.',
    remedy: 'Sortieren Sie die Bilder in einen Ordner je Volumen.',
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
};
