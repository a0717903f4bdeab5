import type { ModelsErrorCode } from '../../../contract/errors/models.ts';
import type { ErrorText } from '../../error-text.ts';

const AGAIN = 'Copy the pack again from its source; if that does not help, ask whoever made it.';
const UNSAFE = 'Do not use this pack. Ask whoever gave it to you where it comes from.';
const MAKER = 'Ask whoever made the pack; docs/model-packs.md says what belongs into one.';

export const modelsErrors: Record<ModelsErrorCode, ErrorText> = {
  'models.folder-unreadable': {
    cause: 'There is no readable folder {{folder}}.',
    remedy: 'Check the path, and that you may read it.',
  },
  'models.no-manifest': {
    cause: 'The folder holds no manifest.json, so it is no model pack.',
    remedy: 'Choose the folder of the pack itself, the one that holds manifest.json.',
  },
  'models.bad-manifest': {
    cause: 'manifest.json is not valid: {{detail}}.',
    remedy: MAKER,
  },
  'models.newer-format': {
    cause: 'The pack is written in format {{found}}; this Plumbline reads format {{known}}.',
    remedy: 'Update Plumbline, or ask for the pack in the older format.',
  },
  'models.listed-twice': {
    cause: 'manifest.json lists this file twice, or another that differs only in upper and lower case.',
    remedy: MAKER,
  },
  'models.file-missing': {
    cause: 'The file is listed in manifest.json and is not there.',
    remedy: AGAIN,
  },
  'models.file-unlisted': {
    cause: 'The file is not listed in manifest.json.',
    remedy: 'If you put it there, take it out again. Otherwise do not use this pack.',
  },
  'models.file-unused': {
    cause: 'Nothing in this kind of pack uses a file like this.',
    remedy: MAKER,
  },
  'models.link': {
    cause: 'This is a link to a file that may lie elsewhere.',
    remedy:
      'A pack holds its files itself. Copy them into the folder (cp -L), or ask where the pack comes from.',
  },
  'models.not-a-file': {
    cause: 'This is neither a file nor a folder.',
    remedy: UNSAFE,
  },
  'models.too-large': {
    cause: 'The pack is beyond the limits: {{detail}}.',
    remedy: MAKER,
  },
  'models.size-differs': {
    cause: 'The file has {{found}} bytes; manifest.json says {{expected}}.',
    remedy: AGAIN,
  },
  'models.hash-differs': {
    cause: 'The content of the file is not what manifest.json says (SHA-256).',
    remedy: AGAIN,
  },
  'models.bad-json': {
    cause: 'The file is not valid JSON.',
    remedy: MAKER,
  },
  'models.bad-tokenizer': {
    cause: 'The file lacks what this kind of model needs: {{detail}}.',
    remedy: MAKER,
  },
  'models.bad-self-test': {
    cause: 'The reference vectors of the pack are not as they should be: {{detail}}.',
    remedy: MAKER,
  },
  'models.self-test-failed': {
    cause:
      'The model does not give the vectors that its maker measured: reference text {{text}} lies {{found}} away on "{{provider}}"; {{tolerance}} is allowed.',
    remedy:
      'Choose the processor (CPU) in the settings and try again; if that does not help, the model was converted wrongly: ask whoever made the pack.',
  },
  'models.no-numbers': {
    cause: 'The model gave something that is no number (NaN or infinite) for text {{text}}.',
    remedy:
      'Choose the processor (CPU) in the settings and try again; if that does not help, ask whoever made the pack.',
  },
  'models.onnx-truncated': {
    cause: 'The model ends too early.',
    remedy: MAKER,
  },
  'models.onnx-foreign': {
    cause: 'The file is no ONNX model, or a damaged one ({{detail}}).',
    remedy: UNSAFE,
  },
  'models.onnx-too-new': {
    cause: 'The model is written in ONNX {{what}} {{found}}; at most {{limit}} is read.',
    remedy: 'Update Plumbline, or export the model for an older version.',
  },
  'models.operator-unknown': {
    cause: 'The model calls an operator that is not known here: {{operator}}.',
    remedy: UNSAFE,
  },
  'models.external-path': {
    cause:
      'The model wants to read its weights from "{{path}}", which is no plain file name inside the pack.',
    remedy: UNSAFE,
  },
  'models.external-data': {
    cause: 'The weights that the model refers to are not as described: {{path}}, {{detail}}.',
    remedy: MAKER,
  },
  'models.graph-missing': {
    cause: 'A pack of this kind needs this file, and manifest.json does not list it.',
    remedy: MAKER,
  },
  'models.graph-mismatch': {
    cause: 'The inputs and outputs of the model are not those of its kind: {{detail}}.',
    remedy: MAKER,
  },
  'models.no-space': {
    cause: 'There is not enough room on the disk; the pack needs {{bytes}} bytes.',
    remedy: 'Make room and add the pack again; what was copied already is kept.',
  },
  'models.not-writable': {
    cause: 'The models folder {{folder}} cannot be written to.',
    remedy: 'Check that you may write there.',
  },
  'models.being-added': {
    cause: 'This pack is being added already.',
    remedy: 'Wait until that has ended, or stop it there, and try again.',
  },
  'models.unknown': {
    cause: 'There is no model pack "{{pack}}".',
    remedy: 'plumbline models list shows those that are there.',
  },
  'models.ambiguous': {
    cause: '"{{pack}}" fits more than one model pack.',
    remedy: 'Name it by more characters of its id.',
  },
  'models.wrong-kind': {
    cause: 'The model pack {{pack}} is of the kind "{{found}}"; "{{needed}}" is needed here.',
    remedy: 'Choose a pack of that kind; plumbline models list shows them.',
  },
  'models.built-in': {
    cause: 'This pack belongs to Plumbline and cannot be removed.',
    remedy: 'It takes little room; nothing uses it unless you choose it.',
  },
  'models.in-use': {
    cause: 'The pack is in use.',
    remedy: 'Wait until the running job has ended, or stop it, and try again.',
  },
};
