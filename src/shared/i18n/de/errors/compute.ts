import type { ComputeErrorCode } from '../../../contract/errors/compute.ts';
import type { ErrorText } from '../../error-text.ts';

export const computeErrors: Record<ComputeErrorCode, ErrorText> = {
  'compute.runtime-missing': {
    cause: 'ONNX Runtime, das die Modelle rechnet, ließ sich nicht laden: {{detail}}.',
    remedy:
      'Installieren Sie Plumbline neu; die eigenen Dateien sind unvollständig oder passen nicht zu diesem System.',
  },
  'compute.provider-unusable': {
    cause: 'Das Modell lässt sich auf diesem Rechner nicht mit {{provider}} rechnen: {{detail}}.',
    remedy:
      'Wählen Sie unter Einstellungen, Rechnen „automatisch“ oder „Prozessor“, oder sehen Sie dort nach, was fehlt.',
  },
  'compute.model-refused': {
    cause: 'ONNX Runtime hat das Modell abgelehnt: {{detail}}.',
    remedy:
      'Prüfen Sie das Modellpaket auf der Seite Modelle; ist es unversehrt, fragen Sie dort nach, wo es herkommt.',
  },
  'compute.run-failed': {
    cause: 'Das Modell brach mit einem Fehler ab: {{detail}}.',
    remedy:
      'Versuchen Sie es erneut; bricht es an derselben Stelle ab, wählen Sie unter Einstellungen, Rechnen „Prozessor“.',
  },
  'compute.out-of-memory': {
    cause: 'Der Speicher reichte für das Modell nicht ({{provider}}).',
    remedy:
      'Schließen Sie andere Programme, nehmen Sie ein kleineres oder schnelleres Modell oder rechnen Sie auf dem Prozessor. Keine Entscheidung ging verloren.',
  },
  'compute.crashed': {
    cause: 'Der Rechenprozess ist abgestürzt ({{signal}}).',
    remedy:
      'Nur dieser Auftrag ist gescheitert. Starten Sie ihn erneut; stürzt er wieder ab, wählen Sie unter Einstellungen, Rechnen „Prozessor“.',
  },
  'compute.killed': {
    cause:
      'Der Rechenprozess wurde von außen beendet, vom System aus Speichermangel oder von einem Menschen.',
    remedy:
      'Schließen Sie andere Programme oder nehmen Sie ein kleineres Modell, und starten Sie den Auftrag erneut.',
  },
  'compute.not-responding': {
    cause: 'Der Rechenprozess gab {{seconds}} Sekunden lang kein Lebenszeichen und wurde beendet.',
    remedy:
      'Starten Sie den Auftrag erneut; hängt er wieder, wählen Sie unter Einstellungen, Rechnen „Prozessor“.',
  },
  'compute.bad-answer': {
    cause: 'Der Rechenprozess antwortete mit etwas, das keine Antwort ist.',
    remedy: 'Er wurde beendet und startet mit dem nächsten Auftrag neu. Starten Sie den Auftrag erneut.',
  },
};
