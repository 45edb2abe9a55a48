import { HostError } from '../errors';
import type { CustomFieldDoc, Workspace } from '../types';
import { page } from './page';
import { status, text, type Answer, type Call, type Route } from './route';
import { flag, object, paging, text as anyText } from './schema';

/** Definitions of omnichannel custom fields. */
export const customFieldRoutes: Route[] = [
  {
    method: 'GET',
    path: 'livechat/custom-fields',
    access: { all: ['view-l-room'] },
    schema: object({ ...paging, text: anyText }),
    handle: (call) => {
      const wanted = (call.query.text ?? '').toLowerCase();
      const fits = ({ _id, label }: CustomFieldDoc): boolean => `${_id}\n${label}`.toLowerCase().includes(wanted);
      return page(call, 'customFields', call.ws.data.customFields.filter(fits), { label: 1 });
    },
  },
  {
    method: 'GET',
    path: 'livechat/custom-fields/:_id',
    access: { all: ['view-l-room'] },
    handle: ({ ws, params }) => ({
      customField: ws.data.customFields.find((field) => field._id === params._id) ?? null,
    }),
  },
  {
    method: 'POST',
    path: 'livechat/custom-fields.save',
    access: { all: ['view-livechat-manager'] },
    trait: 'customFieldsSaveEndpoint',
    typed: true,
    schema: object(
      {
        customFieldId: anyText,
        customFieldData: {
          type: 'object',
          open: true,
          properties: {
            field: { type: 'string', pattern: '^[0-9a-zA-Z_-]+$' },
            label: { type: 'string' },
            scope: { type: 'string', enum: ['visitor', 'room'] },
            visibility: { type: 'string' },
            type: anyText,
            regexp: anyText,
            required: flag,
            defaultValue: anyText,
            options: anyText,
            public: flag,
            searchable: flag,
          },
          required: ['field', 'label', 'scope', 'visibility'],
        },
      },
      ['customFieldData'],
    ),
    handle: saveField,
  },
];

const NO_NAME = 'Invalid custom field name. Use only letters, numbers, hyphens and underscores.';

/** The endpoint tells the reason alone, without its code; of a field that was there it shows no id. */
function saveField(call: Call): Answer {
  const { ws, body } = call;
  const id = text(call, 'customFieldId') || undefined;
  if (!ws.traits.fieldIdMayBeNull && 'customFieldId' in body && id === undefined) return status(400, NO_NAME);
  try {
    const { _id, ...field } = saveCustomField(ws, id, body.customFieldData as FieldData);
    return { customField: { ...field, ...(id === undefined && { _id }) } };
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return status(400, error.reason ?? error.code);
  }
}

/** What the endpoint and the older method are given for a field. */
export interface FieldData extends Partial<Omit<CustomFieldDoc, '_id'>> {
  field: string;
}

/** Defines a custom field or changes its definition; its id is its name. */
export function saveCustomField(ws: Workspace, id: string | undefined, data: FieldData): CustomFieldDoc {
  const { field, ...rest } = data;
  if (!/^[0-9a-zA-Z-_]+$/.test(field)) {
    throw new HostError('error-invalid-custom-field-name', NO_NAME);
  }
  const known = ws.data.customFields.find((candidate) => candidate._id === (id ?? field));
  if (id !== undefined && known === undefined) {
    throw new HostError('error-invalid-custom-field', 'Custom Field Not found');
  }
  if (id === undefined && known !== undefined) {
    throw new HostError('error-custom-field-exists', 'Custom Field already exists');
  }
  if (known) return Object.assign(known, rest, { _updatedAt: ws.now() });
  const created: CustomFieldDoc = {
    label: field,
    scope: 'visitor',
    visibility: 'visible',
    ...rest,
    _id: field,
    _updatedAt: ws.now(),
  };
  ws.data.customFields.push(created);
  return created;
}
