interface Props<Value extends string> {
  readonly label: string;
  readonly value: Value;
  /** What can be chosen, with its name. */
  readonly options: readonly (readonly [value: Value, name: string])[];
  readonly onChange: (value: Value) => void;
  readonly testId?: string;
}

/** One of a few, with its name above. */
export function Choice<Value extends string>({ label, value, options, onChange, testId }: Props<Value>) {
  return (
    <label>
      {label}
      <select value={value} data-testid={testId} onChange={({ target }) => onChange(target.value as Value)}>
        {options.map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
