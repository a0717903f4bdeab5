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
};
