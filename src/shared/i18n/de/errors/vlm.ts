import type { VlmErrorCode } from '../../../contract/errors/vlm.ts';
import type { ErrorText } from '../../error-text.ts';

export const vlmErrors: Record<VlmErrorCode, ErrorText> = {
  'vlm.no-pack': {
    cause: 'Auf diesem Rechner gibt es kein RadGrounder-Paket.',
    remedy:
      'Fügen Sie eines auf der Seite für Modelle oder mit „plumbline models add“ hinzu; docs/radgrounder.md sagt, woher Pakete kommen.',
  },
  'vlm.task-unknown': {
    cause: '{{pack}} wurde für die Aufgabe „{{task}}“ nicht trainiert.',
    remedy: 'Wählen Sie eine andere Aufgabe oder ein anderes Paket.',
  },
  'vlm.language-unknown': {
    cause: '{{pack}} wurde in der Sprache „{{language}}“ nicht trainiert.',
    remedy: 'Wählen Sie eine andere Sprache oder ein anderes Paket.',
  },
  'vlm.no-question': {
    cause: 'Es gibt keine Frage.',
    remedy: 'Schreiben Sie, was zu der Schicht beantwortet werden soll.',
  },
  'vlm.blind': {
    cause: 'Dieses Projekt wird verblindet beurteilt, und Paare dieser Schicht sind noch offen.',
    remedy: 'Beurteilen Sie sie zuerst; danach kann RadGrounder zu der Schicht befragt werden.',
  },
  'vlm.slice-missing': {
    cause: 'Die Schicht ist nicht mehr im Projekt.',
    remedy: 'Laden Sie die Liste neu.',
  },
  'vlm.not-an-image': {
    cause: 'Die Datei ist kein lesbares Bild.',
    remedy: 'Geben Sie ein NIfTI-Volumen oder ein DICOM-Bild (CT oder MR) an.',
  },
  'vlm.slice-outside': {
    cause: 'Schicht {{slice}} liegt außerhalb des Volumens, das entlang dieser Achse {{count}} hat.',
    remedy: 'Schichten zählen ab 0.',
  },
  'vlm.modality-needed': {
    cause: 'Die Datei sagt nicht, ob sie CT oder MR ist.',
    remedy: 'Geben Sie es mit --modality CT oder --modality MR an; Grauwerte werden verschieden aufbereitet.',
  },
  'vlm.no-numbers': {
    cause:
      'Das Paket errechnet Werte, die keine Zahlen sind: Es ist defekt, oder halbe Genauigkeit reicht für seine Gewichte nicht.',
    remedy:
      'Nehmen Sie ein Paket in fp32 oder rechnen Sie auf dem Prozessor; sonst wandeln Sie das Modell neu um.',
  },
};
