import { existsSync, readFileSync } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ComparisonReport } from '../../../shared/contract/evaluation.ts';
import { asUnwritable } from '../../../shared/contract/system-failure.ts';
import type { Language } from '../../../shared/domain/mention/mention.ts';
import { compareReports } from './compare.ts';
import { ComparisonPage, type PictureOf } from './html/page.ts';
import { pictureFile } from './images.ts';
import { readReport, reportFiles } from './report.ts';

export interface ComparisonRequest {
  /** Report of an evaluation, or the folder that holds it. */
  readonly first: string;
  readonly second: string;
  /** Where the page goes; none is written where not given. */
  readonly html: string | null;
  readonly language: Language;
  readonly signal: AbortSignal;
}

/** Compares two reports on the disk, and writes the page. @throws AppError evaluation.*, store.* */
export async function compareFiles(request: ComparisonRequest): Promise<ComparisonReport> {
  const { html, language, signal } = request;
  const files = await Promise.all([request.first, request.second].map(reportFile));
  const [first, second] = await Promise.all(files.map(readReport));
  const comparison = await compareReports(first!, second!, signal);
  if (html === null) return comparison;
  const folders = files.map((file) => join(dirname(dirname(file)), 'pictures'));
  const page = new ComparisonPage(comparison, language, picturesIn(folders)).render();
  await writeFile(html, page).catch((error: unknown) => {
    throw asUnwritable(error, html);
  });
  return comparison;
}

/** Of a folder with several reports the one by the program's own embedding is meant. */
async function reportFile(path: string): Promise<string> {
  const facts = await stat(path).catch(() => null);
  if (!facts?.isDirectory()) return path;
  const [first] = await reportFiles(path);
  return first ?? join(path, 'report.json');
}

/** Pictures lie beside the folders of evaluations; either evaluation may have kept one. */
export function picturesIn(folders: readonly string[]): PictureOf {
  return (sha256) => {
    const file = folders.map((folder) => pictureFile(folder, sha256)).find((one) => existsSync(one));
    if (file === undefined) return undefined;
    const png = readFileSync(file);
    // The header chunk comes first, width and height first in it (ISO/IEC 15948, 11.2.2).
    return { png, width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
  };
}
