import { AppError } from '../../../shared/contract/app-error.ts';
import type { ModelFacts, ValueFacts } from '../onnx/inspect-model.ts';
import type { GraphRole, ValueRole } from './graph-roles.ts';

const TYPES: Readonly<Record<ValueRole['type'], readonly (string | null)[]>> = {
  floating: ['float32', 'float16'],
  integer: ['int64'],
};

/** Whether a graph is one of its kind. @throws AppError models.graph-mismatch */
export function checkRole(role: GraphRole, facts: Pick<ModelFacts, 'inputs' | 'outputs'>): void {
  const mismatch =
    mismatchOf('input', role.inputs, facts.inputs) ?? mismatchOf('output', role.outputs, facts.outputs);
  if (mismatch) throw new AppError('models.graph-mismatch', { file: role.file, detail: mismatch });
}

/** @returns what is wrong, in names and numbers; undefined where nothing is */
function mismatchOf(
  side: 'input' | 'output',
  roles: readonly ValueRole[],
  found: readonly ValueFacts[],
): string | undefined {
  const known = new Map(found.map((value) => [value.name, value]));
  if (known.size !== found.length || known.size !== roles.length)
    return `${side} ${[...known.keys()].join(', ') || '–'} ≠ ${roles.map(({ name }) => name ?? '*').join(', ')}`;
  for (const role of roles) {
    const value = role.name === null ? found[0] : known.get(role.name);
    if (!value) return `${side} ${role.name} ∉ ${[...known.keys()].join(', ')}`;
    if (!TYPES[role.type].includes(value.type))
      return `${side} ${value.name}: ${value.type ?? '?'} ≠ ${TYPES[role.type].join(' / ')}`;
    if (!fits(role.dims, value.dims))
      return `${side} ${value.name}: [${value.dims.join(', ')}] ≠ [${role.dims.map((dim) => dim ?? '*').join(', ')}]`;
  }
  return undefined;
}

/** A free dimension of the graph fits anything. */
function fits(role: ValueRole['dims'], found: ValueFacts['dims']): boolean {
  if (role.length !== found.length) return false;
  return role.every((dim, axis) => dim === null || typeof found[axis] !== 'number' || found[axis] === dim);
}
