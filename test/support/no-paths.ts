import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** For commands that need neither settings nor models: folders that are not there. */
const nowhere = join(tmpdir(), 'plumbline-that-is-not-there');
export const noPaths = { dataDir: nowhere, rendererDir: nowhere, resourcesDir: nowhere };
