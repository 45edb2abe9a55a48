import { useEffect, useState } from 'react';
import type { PageState, SettingState } from '../shapes';
import { useId } from './use-id';
import { useOrders, type Tell } from './live';
import { Inline, Trouble } from './words';

/** The screen of the app's settings, as an administrator finds it: saved one by one, as the server does. */
export function Settings({ state }: { state: PageState }): JSX.Element {
  const { tell, trouble, forget } = useOrders();
  const sections = [...new Set(state.settings.map(({ section }) => section))];
  const report = state.settings.find(({ kind }) => kind === 'report');
  return (
    <section className="panel settings" aria-label="Settings of the app">
      <header className="panel-head">
        <h2>Settings of the app</h2>
        <small className="quiet">Administration › Marketplace › Private apps › {state.app.name}</small>
        {report && <Verdict report={String(report.value)} />}
      </header>
      <Trouble text={trouble} onClose={forget} />
      <div className="scroll">
        {sections.map((section) => (
          <fieldset key={section}>
            <legend>{section}</legend>
            {state.settings
              .filter((setting) => setting.section === section && setting.kind !== 'report')
              .map((setting) =>
                setting.kind === 'code' ? (
                  <div className="rules-and-report" key={setting.id}>
                    <Setting setting={setting} tell={tell} examples={state.examples} />
                    {report && <Report setting={report} />}
                  </div>
                ) : (
                  <Setting key={setting.id} setting={setting} tell={tell} />
                ),
              )}
          </fieldset>
        ))}
      </div>
    </section>
  );
}

/** The report in a line, for whoever has scrolled away from it: any setting may bring a finding. */
function Verdict({ report }: { report: string }): JSX.Element {
  const [head = '', ...findings] = report.split('\n');
  const count = findings.length === 1 ? '1 finding' : `${findings.length} findings`;
  return (
    <small className={findings.length > 0 ? 'verdict found' : 'verdict'} role="status">
      {head} {findings.length > 0 && <strong>{count}, in the report.</strong>}
    </small>
  );
}

function Report({ setting }: { setting: SettingState }): JSX.Element {
  const [head = '', ...findings] = String(setting.value).split('\n');
  return (
    <div className="report" aria-live="polite" role="group" aria-label={setting.label}>
      <strong>{setting.label}</strong>
      <p>{head || 'The app has not said anything yet.'}</p>
      {findings.length > 0 ? (
        <ul>
          {findings.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ) : (
        head !== '' && <p className="quiet">No errors, no warnings.</p>
      )}
    </div>
  );
}

function Setting({
  setting,
  tell,
  examples,
}: {
  setting: SettingState;
  tell: Tell;
  examples?: readonly string[];
}): JSX.Element {
  const { id, kind, label, description, value } = setting;
  const [draft, setDraft] = useState(value);
  const field = useId();
  // What was saved elsewhere (the builder, the command) takes the place of what stands here.
  useEffect(() => setDraft(value), [value]);
  const changed = draft !== value;
  const save = (next: SettingState['value']): void => void tell({ order: 'setting', id, value: next });
  const load = async (name: string): Promise<void> => {
    if (name !== '') setDraft(await (await fetch(`/examples/${name}`)).text());
  };
  if (kind === 'boolean') {
    return (
      <div className="field">
        <label className="toggle">
          <input
            type="checkbox"
            role="switch"
            checked={value === true}
            onChange={({ target }) => save(target.checked)}
          />
          <span>{label}</span>
        </label>
        <small>
          <Inline text={description} />
        </small>
      </div>
    );
  }
  const common = {
    id: field,
    value: String(draft),
    spellCheck: false,
    autoComplete: 'off',
    onChange: ({ target }: { target: { value: string } }) => setDraft(target.value),
  };
  const input =
    kind === 'code' || kind === 'long' ? (
      <textarea {...common} className={kind} rows={kind === 'code' ? 22 : 3} />
    ) : (
      <input {...common} type={kind === 'secret' ? 'password' : kind === 'number' ? 'number' : 'text'} />
    );
  return (
    <div className="field">
      <label htmlFor={field}>{label}</label>
      {examples && (
        <select aria-label="Load an example" value="" onChange={({ target }) => void load(target.value)}>
          <option value="">Load an example …</option>
          {examples.map((name) => (
            <option key={name} value={name}>
              {name.replace(/^(\d+)-/, '$1. ').replaceAll('-', ' ')}
            </option>
          ))}
        </select>
      )}
      {input}
      <small>
        <Inline text={description} />
      </small>
      {changed && (
        <div className="row end">
          <button type="button" onClick={() => setDraft(value)}>
            Undo
          </button>
          <button type="button" className="primary" onClick={() => save(kind === 'number' ? Number(draft) : draft)}>
            Save {label.toLowerCase()}
          </button>
        </div>
      )}
    </div>
  );
}
