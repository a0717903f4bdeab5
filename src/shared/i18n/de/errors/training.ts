import type { TrainingErrorCode } from '../../../contract/errors/training.ts';
import type { ErrorText } from '../../error-text.ts';

export const trainingErrors: Record<TrainingErrorCode, ErrorText> = {
  'training.too-few-decisions': {
    cause:
      'Der Datenstand hat {{found, number}} Boxen zum Trainieren; mit weniger als {{needed, number}} lernt ein Modell nichts, was hält.',
    remedy:
      'Beurteilen Sie mehr Paare, oder bilden Sie einen Datenstand, in dem unentschiedene mit einem Gewicht zählen (--undecided 0.3).',
  },
  'training.no-validation': {
    cause:
      'Der Datenstand hat {{found, number}} Boxen von Patienten im Teil „val“; {{needed, number}} sind nötig, um zu wissen, wann aufzuhören ist.',
    remedy:
      'Bilden Sie einen Datenstand, der Patienten dafür nennt (--validation P1,P2), oder beurteilen Sie Paare derer, die darin sind.',
  },
  'training.no-encoder': {
    cause: 'Auf diesem Rechner gibt es kein Paket mit einem Bildencoder.',
    remedy: 'Fügen Sie ein Encoder- oder RadGrounder-Paket hinzu: plumbline models add ORDNER.',
  },
  'training.not-finite': {
    cause:
      'Der Verlust ist bei Schritt {{step, number}} keine endliche Zahl mehr; davon wurde nichts behalten.',
    remedy:
      'Trainieren Sie noch einmal mit kleinerer Rate (--rate). Geschieht es gleich am Anfang, prüfen Sie den Encoder: plumbline models verify.',
  },
  'training.checkpoint-damaged': {
    cause:
      'Der Sicherungspunkt {{file}} ist beschädigt oder gehört zu einem anderen Lauf; damit wurde nichts trainiert.',
    remedy:
      'Beginnen Sie ohne ihn von vorn (plumbline train … --fresh), oder legen Sie die Datei aus einer Sicherung zurück.',
  },
  'training.features-damaged': {
    cause: 'Merkmale von {{image}} ließen sich nicht aus {{file}} lesen.',
    remedy:
      'Trainieren Sie noch einmal: Was fehlt, wird neu berechnet. Prüfen Sie den Datenträger, wenn es wiederkommt.',
  },
  'training.parent-unfit': {
    cause:
      'Der Kopf {{parent}} wurde auf Merkmalen eines anderen Encoders trainiert und kann nicht der Anfang sein.',
    remedy: 'Trainieren Sie ohne Vorgänger oder mit dem Encoder, auf dem er trainiert wurde.',
  },
  'training.candidate-unknown': {
    cause:
      'Das Projekt hat keinen trainierten Kopf {{candidate}}, oder seine Dateien sind nicht vollständig.',
    remedy: 'Wählen Sie einen anderen Kopf, oder trainieren Sie einen.',
  },
};
