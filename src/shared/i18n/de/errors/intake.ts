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
};
