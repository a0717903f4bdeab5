import type { IntakeErrorCode } from '../../../contract/errors/intake.ts';
import type { ErrorText } from '../../error-text.ts';

export const intakeErrors: Record<IntakeErrorCode, ErrorText> = {
  'intake.nothing-usable': {
    cause: 'In {{paths}} wurde nichts Verwendbares gefunden.',
    remedy: 'Wählen Sie einen Ordner mit NIfTI- oder DICOM-Bildern und Befundtexten.',
  },
  'intake.not-scanned': {
    cause: 'Der Ordner wurde noch nicht gelesen, oder das Lesen ist fehlgeschlagen.',
    remedy: 'Lesen Sie ihn erneut.',
  },
  'intake.caption-without-image': {
    cause: 'Der Text in Zeile {{line}} ({{imageId}}) gehört zu keinem gefundenen Bild.',
    remedy: 'Prüfen Sie die Spalten study und series; sie nennen Ordner und Datei.',
  },
  'intake.captions-without-image': {
    cause:
      '{{count}} Texte (study {{study}}, series {{series}}, ab Zeile {{line}}) gehören zu keinem gefundenen Bild.',
    remedy: 'Prüfen Sie die Spalten study und series; sie nennen Ordner und Datei.',
  },
  'intake.duplicate-image-id': {
    cause: 'Zeile {{line}} verwendet die image_id {{imageId}}, die schon eine frühere Zeile trägt.',
    remedy: 'Geben Sie jeder Schicht eine eigene Kennung; nur die frühere Zeile wurde verwendet.',
  },
  'intake.slice-outside': {
    cause: 'Schicht {{slice}} von {{imageId}} liegt außerhalb des Volumens mit {{count}} Schichten.',
    remedy: 'Schichten zählen ab 0 in Richtung Kopf.',
  },
  'intake.segmentation-misfit': {
    cause: 'Die Segmentierung hat nicht das Raster ihres Volumens ({{volume}}).',
    remedy: 'Segmentieren Sie das Bild neu oder bringen Sie die Segmentierung auf sein Raster.',
  },
  'intake.no-orientation': {
    cause: 'Der Dateikopf sagt nichts über die Orientierung; rechts und links können vertauscht sein.',
    remedy: 'Wandeln Sie das Bild aus der Quelle neu um.',
  },
  'intake.no-reports': {
    cause: 'Im Ordner liegen Paare, aber keine Befundtexte.',
    remedy: 'Legen Sie refrad2d_vqa_dataset.parquet neben refrad2d_segment.',
  },
  'intake.bad-entry': {
    cause: 'Der Eintrag von {{imageId}} ist nicht lesbar: {{detail}}.',
    remedy: 'Er wurde ausgelassen; berichtigen Sie den Index oder schreiben Sie ihn neu.',
  },
  'intake.unknown-class': {
    cause: '{{imageId}}: Das Schema kennt keine Klasse {{detail}}.',
    remedy: 'Das Schlüsselwort wurde ausgelassen; Name und Nummer müssen zu den 121 Klassen gehören.',
  },
  'intake.box-outside': {
    cause: '{{imageId}}: Die Box [{{box}}] von {{className}} liegt nicht im Bild.',
    remedy: 'Das Paar wurde ausgelassen; Boxen sind [x1, y1, x2, y2] in Pixeln der Schicht.',
  },
  'intake.keyword-not-in-caption': {
    cause: '{{imageId}}: „{{keyword}}“ steht nicht im Text ({{language}}).',
    remedy: 'Das Schlüsselwort wurde ausgelassen; vielleicht wurde der Text nachträglich geändert.',
  },
  'intake.no-mask': {
    cause: 'Zu {{imageId}} gibt es keine Maske.',
    remedy: 'Die Boxen können geprüft werden; ergänzen Sie die .npy-Datei, um die Maske zu sehen.',
  },
  'intake.no-spacing': {
    cause: '{{count}} Bilder sagen nicht, wie groß ihre Pixel sind.',
    remedy: 'Angenommen wird ein Millimeter; Hinweise, die auf Abständen beruhen, können falsch sein.',
  },
  'intake.no-segmentation': {
    cause: 'Zu {{volume}} gibt es Texte, aber keine passende Segmentierung.',
    remedy:
      'Die Schichten wurden ohne Paare eingelesen. Ein Modellpaket kann das Volumen segmentieren: auf der Seite „Import“ oder mit „plumbline segment --project“. Oder legen Sie eine Segmentierung neben das Bild und lesen Sie es in ein neues Projekt ein.',
  },
  'intake.not-hounsfield': {
    cause:
      '{{volume}} gilt als CT, aber kein Wert liegt unter {{limit}}, wie es Luft in Hounsfield-Einheiten täte.',
    remedy:
      'Wenn es ein MR-Bild ist, tragen Sie MR in die Spalte modality ein und lesen Sie es in ein neues Projekt ein.',
  },
  'intake.no-captions': {
    cause: 'Zu {{count}} Serien gibt es keine Texte, darunter {{volume}}; von ihnen wird nichts eingelesen.',
    remedy: 'Ergänzen Sie Zeilen in einer Texttabelle; docs/formats.md zeigt die Kopfzeile.',
  },
};
