import type { SegmentationErrorCode } from '../../../contract/errors/segmentation.ts';
import type { ErrorText } from '../../error-text.ts';

export const segmentationErrors: Record<SegmentationErrorCode, ErrorText> = {
  'segmentation.not-finite': {
    cause: 'Ein Netz des Pakets ({{part}}) hat Werte geliefert, die keine endlichen Zahlen sind.',
    remedy:
      'Prüfen Sie das Paket mit „plumbline models verify“ und das Bild auf unmögliche Grauwerte; auf einer Grafikkarte hilft der Wechsel auf die CPU.',
  },
  'segmentation.wrong-output': {
    cause: 'Ein Netz des Pakets ({{part}}) liefert nicht {{expected}} Klassen, wie sein Manifest sagt.',
    remedy: 'Erstellen Sie das Paket neu (tools/model-packs) oder verwenden Sie ein anderes.',
  },
  'segmentation.too-thin': {
    cause: 'Das Volumen ist entlang einer Achse dünner als ein halbes Voxel des Netzes ({{spacing}} mm).',
    remedy:
      'Verwenden Sie ein Volumen mit mehr Schichten; eine einzelne dünne Schicht lässt sich nicht segmentieren.',
  },
  'segmentation.not-a-volume': {
    cause: 'Die Datei ist kein NIfTI-Volumen.',
    remedy:
      'Geben Sie eine .nii- oder .nii.gz-Datei an; DICOM-Serien werden beim Import in ein Projekt gelesen.',
  },
  'segmentation.output-name': {
    cause: 'Eine Labelkarte wird als NIfTI geschrieben; ihr Name muss auf .nii oder .nii.gz enden.',
    remedy: 'Wählen Sie einen anderen Namen für die Ausgabe.',
  },
  'segmentation.same-file': {
    cause: 'Die Ausgabe würde das Bild ersetzen.',
    remedy: 'Wählen Sie einen anderen Namen für die Ausgabe.',
  },
  'segmentation.not-on-mr': {
    cause:
      'Das Paket hat Klasse {{label}} gefunden, die TotalSegmentators MR-Aufgabe nicht hat; geschrieben wurde nichts.',
    remedy: 'Verwenden Sie ein MR-Paket mit den Klassen der MR-Aufgabe.',
  },
  'segmentation.channels': {
    cause: 'Das Paket braucht mehrere Bilder je Volumen; hier wird nur eines gegeben.',
    remedy: 'Verwenden Sie ein Paket mit einem Eingangskanal.',
  },
  'segmentation.wrong-modality': {
    cause: 'Das Volumen ist ein {{found}}; das Paket {{pack}} segmentiert {{needed}}.',
    remedy: 'Wählen Sie ein Paket für {{found}}.',
  },
  'segmentation.no-volume': {
    cause: 'Das Projekt hat kein Volumen {{volume}}.',
    remedy: '„plumbline segment --project ORDNER“ listet die Volumen mit ihren Nummern auf.',
  },
  'segmentation.no-pack': {
    cause:
      'Für {{modality}} ist kein Segmentierungspaket gewählt, und außer dem der Demo, das nur gemalte Phantome kennt, ist keines installiert.',
    remedy:
      'Fügen Sie auf der Seite „Modelle“ oder mit „plumbline models add ORDNER“ ein Paket für {{modality}} hinzu; tools/model-packs/README.md beschreibt, wie aus den Gewichten von TotalSegmentator eines wird.',
  },
  'segmentation.misplaced': {
    cause:
      'Die Labelkarte, die ein Paket aus Volumen {{volume}} erstellt hat, liegt nicht dort, wo das Volumen liegt.',
    remedy:
      'Segmentieren Sie das Volumen mit „plumbline segment --input --output“ und importieren Sie das Ergebnis; bitte melden Sie das mit dem Kopf des Volumens.',
  },
  'segmentation.file-changed': {
    cause: 'Die Labelkarte {{file}} ist nicht mehr die, die geschrieben wurde.',
    remedy: 'Segmentieren Sie das Volumen erneut; Entscheidungen bleiben erhalten.',
  },
};
