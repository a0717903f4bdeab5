import { access, constants, mkdir, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../../shared/contract/app-error.ts';
import { asUnwritable } from '../../../shared/contract/system-failure.ts';

/**
 * Whether a label map may be written there, which would be known only after minutes of work otherwise. Its folder is made.
 *
 * @throws AppError segmentation.output-name, segmentation.same-file, store.not-writable, store.disk-full
 */
export async function prepareOutput(output: string, image: string): Promise<void> {
  if (!/\.nii(\.gz)?$/i.test(output)) throw new AppError('segmentation.output-name', { file: output });
  try {
    await mkdir(dirname(output), { recursive: true });
    await access(dirname(output), constants.W_OK);
  } catch (error) {
    throw asUnwritable(error, output);
  }
  const there = await realpath(output).catch(async () =>
    join(await realpath(dirname(output)), basename(output)),
  );
  if (there === (await realpath(image))) throw new AppError('segmentation.same-file', { file: image });
}
