/** Marks a union as exhausted. @throws if a value outside the union got through a border unparsed. */
export function assertNever(value: never): never {
  throw new Error(`Unreachable: ${JSON.stringify(value)}`);
}
