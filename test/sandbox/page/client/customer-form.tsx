import { useState, type FormEvent } from 'react';
import type { CustomerState, PageState } from '../shapes';
import { same, SelectField, TextField } from './field';
import { useOrders } from './live';
import { Trouble } from './words';

const CHANNELS = ['widget', 'whatsapp', 'telegram', 'email', 'sms', 'api'];
const COUNTRIES = ['Brazil', 'Canada', 'Germany', 'Spain', 'Portugal', 'Japan', 'United States'];
const LOCALES = ['en', 'pt-BR', 'es', 'de', 'fr', 'ja'];
const ZONES = ['UTC', 'America/Sao_Paulo', 'America/Toronto', 'Europe/Berlin', 'Europe/Madrid', 'Asia/Tokyo'];

type Draft = Pick<CustomerState, 'name' | 'channel' | 'email' | 'phone' | 'department'> & {
  readonly fields: Readonly<Record<string, string>>;
};
const FRESH: Draft = { name: '', channel: 'widget', email: '', phone: '', department: '', fields: {} };

/** Who a customer is, and where they write from. Without a customer: a new one. */
export function CustomerForm({
  state,
  customer,
  onDone,
}: {
  state: PageState;
  customer: CustomerState | undefined;
  /** With the customer's id when they were saved. */
  onDone: (id?: string) => void;
}): JSX.Element {
  const [draft, setDraft] = useState<Draft>(customer ?? FRESH);
  const { tell, trouble, forget } = useOrders();
  const put = (part: Partial<Draft>): void => setDraft((old) => ({ ...old, ...part }));
  const putField = (key: string) => (value: string) => put({ fields: { ...draft.fields, [key]: value } });
  const field = (key: string): string => draft.fields[key] ?? '';
  const known = ['country', 'city', 'locale', 'timezone'];
  const others = Object.keys({ plan: '', ...draft.fields }).filter((key) => !known.includes(key));
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const { name, channel, email, phone, department, fields } = draft;
    const order = { order: 'customer.save', id: customer?.id ?? '', name, channel, email, phone, department, fields };
    const saved = await tell(order);
    if (saved !== false) onDone((saved as { id: string }).id);
  };
  return (
    <form className="sheet" onSubmit={(event) => void save(event)}>
      <h3>{customer ? `Customer ${customer.name}` : 'A new customer'}</h3>
      <TextField label="Name" value={draft.name} onChange={(name) => put({ name })} />
      <div className="two">
        <SelectField
          label="Channel"
          value={draft.channel || 'widget'}
          onChange={(channel) => put({ channel })}
          choices={same(CHANNELS)}
        />
        <SelectField
          label="Department"
          value={draft.department}
          onChange={(department) => put({ department })}
          choices={[
            { value: '', label: 'None' },
            ...state.departments.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <TextField label="Country" value={field('country')} onChange={putField('country')} list={COUNTRIES} />
        <TextField label="City" value={field('city')} onChange={putField('city')} />
        <TextField label="Language" value={field('locale')} onChange={putField('locale')} list={LOCALES} />
        <TextField label="Time zone" value={field('timezone')} onChange={putField('timezone')} list={ZONES} />
        <TextField label="E-mail" type="email" value={draft.email} onChange={(email) => put({ email })} />
        <TextField label="Phone" value={draft.phone} onChange={(phone) => put({ phone })} />
        {others.map((key) => (
          <TextField key={key} label={`Custom field: ${key}`} value={field(key)} onChange={putField(key)} />
        ))}
      </div>
      <Trouble text={trouble} onClose={forget} />
      <div className="row end">
        <button type="button" onClick={() => onDone()}>
          Cancel
        </button>
        <button type="submit" className="primary">
          {customer ? 'Save' : 'Add customer'}
        </button>
      </div>
    </form>
  );
}
