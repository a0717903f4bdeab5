import { AppError } from '../../shared/contract/app-error.ts';
import { inspectFile } from '../formats/inspect-file.ts';
import { readCaptions } from '../formats/captions-table.ts';
import { readJpeg } from '../formats/jpeg.ts';
import { readLabelExtents } from '../formats/nifti-label-extents.ts';
import { readJsonFile } from '../formats/json-file.ts';
import { readReports } from '../formats/reports-file.ts';
import { connectToParent } from '../ports/parent.ts';
import { readLabels, readValues } from './read-labels.ts';
import { readLoneSlice } from './read-lone-slice.ts';
import { readVolume } from './read-volume.ts';
import { ReaderEnvelopeSchema, type ReaderRequest } from './protocol.ts';

/**
 * The process that decodes files nobody vouches for. It may be killed, may run out of memory, may crash in a decoder: the
 * application asks again with the next file. It knows no project and writes only where it is told.
 */
const parent = connectToParent();
parent.onMessage((message) => void answer(message));

async function answer(message: unknown): Promise<void> {
  const { id, request } = ReaderEnvelopeSchema.parse(message);
  try {
    parent.send({ id, ok: true, value: await handle(request) });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    parent.send({ id, ok: false, error: { code: error.code, params: error.params } });
  }
}

function handle(request: ReaderRequest): Promise<unknown> {
  switch (request.type) {
    case 'inspect':
      return inspectFile(request.file);
    case 'read-volume':
      return readVolume(request.source, request.outFile);
    case 'read-labels':
      return readLabels(request);
    case 'read-extents':
      return readLabelExtents(request.file, request.modality);
    case 'read-captions':
      return readCaptions(request.file);
    case 'read-values':
      return readValues(request);
    case 'read-json':
      return readJsonFile(request.file);
    case 'read-lone-slice':
      return readLoneSlice(request);
    case 'read-photo':
      return readJpeg(request.file);
    case 'read-reports':
      return readReports(request.file, request.ids);
  }
}
