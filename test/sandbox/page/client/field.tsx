import { useId } from './use-id';

interface Choice {
  readonly value: string;
  readonly label: string;
}

interface Common {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  readonly compact?: boolean;
}

/** A labelled line of text, with suggestions where there are any. */
export function TextField({
  label,
  value,
  onChange,
  hint,
  list,
  type = 'text',
}: Common & { list?: readonly string[]; type?: string }): JSX.Element {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={type}
        value={value}
        list={list ? `${id}-list` : undefined}
        autoComplete="off"
        onChange={({ target }) => onChange(target.value)}
      />
      {list && (
        <datalist id={`${id}-list`}>
          {list.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
      {hint !== undefined && <small>{hint}</small>}
    </div>
  );
}

export function SelectField({
  label,
  value,
  onChange,
  choices,
  compact,
}: Common & { choices: readonly Choice[] }): JSX.Element {
  const id = useId();
  return (
    <div className={compact ? 'field compact' : 'field'}>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={({ target }) => onChange(target.value)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}

export const same = (values: readonly string[]): Choice[] => values.map((value) => ({ value, label: value }));

export function Toggle({
  label,
  on,
  onChange,
  disabled,
}: {
  label: string;
  on: boolean;
  onChange: (on: boolean) => void;
  disabled?: boolean;
}): JSX.Element {
  return (
    <label className="toggle">
      <input
        type="checkbox"
        role="switch"
        checked={on}
        disabled={disabled}
        onChange={({ target }) => onChange(target.checked)}
      />
      <span>{label}</span>
    </label>
  );
}
