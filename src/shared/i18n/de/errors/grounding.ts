import type { GroundingErrorCode } from '../../../contract/errors/grounding.ts';
import type { ErrorText } from '../../error-text.ts';

export const groundingErrors: Record<GroundingErrorCode, ErrorText> = {
  'grounding.malformed-input': {
    cause: 'Die Datei hat nicht den erwarteten Aufbau: {{detail}}.',
    remedy: 'docs/derivation.md zeigt, wie jede Eingabe aussieht.',
  },
  'grounding.output-exists': {
    cause: 'In diesem Ordner liegt bereits {{name}}.',
    remedy: 'Wählen Sie einen anderen Ordner; überschrieben wird nie etwas.',
  },
  'grounding.no-segmentation': {
    cause: 'Zum Scan {{scan}} gibt es keine Segmentierung.',
    remedy: 'Seine Schichten wurden übergangen; ergänzen Sie die Datei, wenn der Scan zählen soll.',
  },
  'grounding.no-report': {
    cause: 'Zur Schicht {{imageId}} gibt es keinen Befundtext.',
    remedy: 'Sie wurde übergangen; ergänzen Sie einen Text, wenn sie zählen soll.',
  },
  'grounding.report-twice': {
    cause: 'Zur Schicht {{imageId}} gibt es mehrere Befundtexte.',
    remedy: 'Sie wurde übergangen, weil nichts sagt, welcher gilt; behalten Sie eine Zeile je Bild.',
  },
  'grounding.bad-axis': {
    cause: 'Die Schicht {{imageId}} liegt auf Achse {{axis}}, die es nicht gibt.',
    remedy: 'Achsen sind 0 (sagittal), 1 (koronal) und 2 (axial); berichtigen Sie den Scan-Index.',
  },
  'grounding.slice-outside': {
    cause: 'Schicht {{slice}} von {{imageId}} liegt außerhalb des Volumens mit {{count}} Schichten.',
    remedy: 'Schichten zählen ab 0; berichtigen Sie den Scan-Index.',
  },
  'grounding.counted-from-end': {
    cause:
      'Schicht {{slice}} von {{imageId}} ist negativ und wurde wie in der veröffentlichten Pipeline vom Ende gezählt.',
    remedy: 'Prüfen Sie, ob Schicht {{counted}} gemeint ist; eine Zahl unter null ist meist ein Fehler.',
  },
  'grounding.unsafe-name': {
    cause: '{{name}} ist als Dateiname nicht möglich.',
    remedy: 'Der Eintrag wurde übergangen; möglich sind Buchstaben, Ziffern, Punkt, Binde- und Unterstrich.',
  },
};
