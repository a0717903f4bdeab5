import { posix } from 'node:path';
import { AppError } from '../../../shared/contract/app-error.ts';
import type { ExternalEntries, ModelFacts, OperatorName } from '../onnx/inspect-model.ts';
import { isPackPath } from './pack-path.ts';
import { CONTRIB_DOMAIN, CONTRIB_OPERATORS, NEWEST, STANDARD_DOMAINS } from './tables/operators.ts';

/** Path of a file of the pack → its bytes. */
export type PackSizes = ReadonlyMap<string, number>;

/**
 * Whether a graph may be given to the runtime: nothing newer than it reads, no operator that we do not know, no file but the
 * pack's own.
 *
 * @param file Path of the graph inside the pack.
 * @returns the files that it keeps weights in
 * @throws AppError models.onnx-too-new, models.operator-unknown, models.external-path, models.external-data
 */
export function checkGraph(facts: ModelFacts, file: string, sizes: PackSizes): Set<string> {
  checkVersions(facts, file);
  checkOperators(facts, file);
  return new Set(facts.external.map((entries) => checkExternal(entries, file, sizes)));
}

function checkVersions({ irVersion, opsets, functions }: ModelFacts, file: string): void {
  const tooNew = (what: string, found: number, limit: number): AppError =>
    new AppError('models.onnx-too-new', { file, what, found, limit });
  if (irVersion > NEWEST.irVersion) throw tooNew('IR', irVersion, NEWEST.irVersion);
  const own = new Set(functions.map(({ domain }) => domain));
  for (const { domain, version } of opsets) {
    if (STANDARD_DOMAINS.includes(domain)) {
      if (version > NEWEST.opset) throw tooNew('opset', version, NEWEST.opset);
    } else if (domain !== CONTRIB_DOMAIN && !own.has(domain))
      throw unknownOperator(file, { domain, op: '*' });
  }
  // The last thing that exporters write: without it the file was cut off at the end of a field.
  if (!opsets.some(({ domain }) => STANDARD_DOMAINS.includes(domain)))
    throw new AppError('models.onnx-truncated', { file });
}

/** Standard operators are the runtime's to know; a model may also define its own by those. */
function checkOperators({ operators, functions }: ModelFacts, file: string): void {
  for (const one of functions)
    if (STANDARD_DOMAINS.includes(one.domain) || one.domain === CONTRIB_DOMAIN)
      throw unknownOperator(file, one);
  const own = new Set(functions.map(({ domain, op }) => `${domain} ${op}`));
  for (const one of operators) {
    const isKnown =
      STANDARD_DOMAINS.includes(one.domain) ||
      (one.domain === CONTRIB_DOMAIN && CONTRIB_OPERATORS.has(one.op)) ||
      own.has(`${one.domain} ${one.op}`);
    if (!isKnown) throw unknownOperator(file, one);
  }
}

const unknownOperator = (file: string, { domain, op }: OperatorName): AppError =>
  new AppError('models.operator-unknown', { file, operator: domain === '' ? op : `${domain}::${op}` });

const KNOWN_KEYS: ReadonlySet<string> = new Set(['location', 'offset', 'length', 'checksum']);

/** @returns the file, as a path inside the pack */
function checkExternal(entries: ExternalEntries, file: string, sizes: PackSizes): string {
  const location = entries.get('location') ?? '';
  // Also refuses the location by which the runtime's own callers mean an address in memory.
  if (!isPackPath(location)) throw new AppError('models.external-path', { file, path: location });
  const path = posix.join(posix.dirname(file), location);
  const wrong = (detail: string): AppError => new AppError('models.external-data', { file, path, detail });
  const bytes = sizes.get(path);
  if (bytes === undefined) throw wrong('manifest.json');
  if (path.endsWith('.onnx')) throw wrong('.onnx');
  for (const key of entries.keys()) if (!KNOWN_KEYS.has(key)) throw wrong(key);
  const offset = count(entries.get('offset') ?? '0');
  const length = count(entries.get('length') ?? '0');
  if (offset === null || length === null) throw wrong(`${entries.get('offset')} + ${entries.get('length')}`);
  if (offset + length > bytes) throw wrong(`${offset} + ${length} > ${bytes}`);
  return path;
}

/** A count of bytes in plain digits; up to 15, so that sums stay exact. */
const count = (text: string): number | null => (/^\d{1,15}$/.test(text) ? Number(text) : null);
