import type { FullTrainingErrorCode } from '../../../contract/errors/full-training.ts';
import type { ErrorText } from '../../error-text.ts';

export const fullTrainingErrors: Record<FullTrainingErrorCode, ErrorText> = {
  'training.full-unknown': {
    cause: 'There is no full training {{run}} in this project, or its state cannot be read.',
    remedy: 'Choose another one, or start one: plumbline train --full.',
  },
  'training.trainer-missing': {
    cause: 'The settings of full training do not say where to find “{{what}}”.',
    remedy:
      'Name it in the settings of full training, or on the command line: plumbline train --full --check lists what is missing.',
  },
  'training.trainer-bad-command': {
    cause: 'The command for training has a placeholder {{placeholder}} that nothing is known for.',
    remedy: 'Correct the command in trainer.json; docs/training.md lists the placeholders.',
  },
  'training.trainer-unfit': {
    cause: 'This machine lacks what the trainer needs: {{missing}}.',
    remedy:
      'Install it in the Python that is configured, or configure another one; trainer/README.md says how.',
  },
  'training.trainer-not-started': {
    cause: '“{{command}}” could not be started ({{detail}}).',
    remedy: 'Check the path in the settings of full training, and that you may run it.',
  },
  'training.trainer-bad-config': {
    cause: 'The trainer does not accept a field of its configuration: {{detail}}.',
    remedy:
      'Correct that setting and start again. If program and trainer have different versions, bring both to the same one.',
  },
  'training.trainer-no-base': {
    cause: 'The base checkpoint cannot be read: {{detail}}.',
    remedy:
      'Choose the folder of a PaliGemma 2 or RadGrounder checkpoint, with config.json, tokenizer.json and its weights.',
  },
  'training.trainer-not-paligemma': {
    cause: 'The base is no PaliGemma 2 checkpoint: {{detail}}.',
    remedy: 'Choose the folder of a PaliGemma 2 or RadGrounder checkpoint.',
  },
  'training.trainer-no-data': {
    cause: 'The trainer cannot read its data: {{detail}}.',
    remedy:
      'Start again: the data are written anew when their folder is gone. Check the disk if it comes back.',
  },
  'training.trainer-no-samples': {
    cause: 'The data hold nothing that the trainer could learn ({{detail}}).',
    remedy:
      'Judge more pairs and make another snapshot, or give tasks that the data have a weight in the mixture.',
  },
  'training.trainer-missing-images': {
    cause: 'Pictures of the data set are missing: {{detail}}.',
    remedy: 'Delete the folder “data” of the run and start again: it is written anew from the snapshot.',
  },
  'training.trainer-bad-image': {
    cause: 'A picture of the data set is damaged: {{detail}}.',
    remedy: 'Delete the folder “data” of the run and start again. Check the disk if it comes back.',
  },
  'training.trainer-nan-loss': {
    cause: 'The loss is no number any more at step {{detail}}; training has stopped there.',
    remedy:
      'Start another run with a lower learning rate or a longer warm-up; the checkpoints until then are kept.',
  },
  'training.trainer-out-of-memory': {
    cause: 'The trainer ran out of memory ({{detail}}).',
    remedy:
      'Halve the batch size and double the accumulation, keep gradient checkpointing on, or choose LoRA instead of the whole model. Then start again.',
  },
  'training.trainer-disk-full': {
    cause: "The trainer's disk is full: {{detail}}.",
    remedy:
      'Make room, or name another folder for results in the settings, then resume: it goes on from the last whole checkpoint.',
  },
  'training.trainer-bad-checkpoint': {
    cause: 'The last checkpoint cannot be read: {{detail}}.',
    remedy: 'Delete that folder and resume: the run goes on from the one before it.',
  },
  'training.trainer-export-failed': {
    cause: 'Training has come to its end, but no pack came of it: {{detail}}.',
    remedy:
      'The merged weights are kept. Look into {{log}}, then resume; or make the pack by hand with tools/model-packs.',
  },
  'training.trainer-crashed': {
    cause: 'The trainer has failed ({{detail}}).',
    remedy: '{{log}} says why. What it had saved is kept: resume goes on from the last checkpoint.',
  },
  'training.trainer-ended': {
    cause: 'The trainer has ended with exit code {{exitCode}} and without saying why.',
    remedy: '{{log}} may say it. What it had saved is kept: resume goes on from the last checkpoint.',
  },
  'training.trainer-no-end': {
    cause: 'The trainer has ended without an error and without saying that it has finished.',
    remedy:
      'Check that the command is a trainer which reports as trainer/README.md says; {{log}} holds what it printed.',
  },
  'training.trainer-killed': {
    cause: 'The trainer was ended from outside ({{signal}}).',
    remedy:
      'Often the system ends what takes too much memory: look at it, then resume; it goes on from the last checkpoint.',
  },
  'training.trainer-silent': {
    cause: 'The trainer has said nothing for {{minutes, number}} minutes and was stopped.',
    remedy:
      'Look into {{log}}, then resume from the last checkpoint. The settings of full training hold the limit.',
  },
  'training.trainer-stopped': {
    cause:
      'Somebody other than this program has stopped the trainer, at step {{step, number}}; it has saved before.',
    remedy: 'Resume: it goes on from there. A scheduler stops what reaches its time limit.',
  },
  'training.trainer-lost': {
    cause: 'The trainer ended while this program did not run; the last word of it is step {{step, number}}.',
    remedy: 'Resume: it goes on from the last whole checkpoint. {{log}} may say what happened.',
  },
  'training.trainer-no-pack': {
    cause: 'The trainer has finished, but there is no model pack in {{folder}}.',
    remedy:
      'Resume to look again. If the weights are there, make the pack by hand with tools/model-packs and put it there.',
  },
};
