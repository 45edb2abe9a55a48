import { z } from '../../util/zod';
import { lazily } from '../../util/lazily';

/** What the endpoints answer. Only what is used is looked at: servers differ in the rest. */
export const shapes = lazily(() => ({
  agent: z.object({ _id: z.string(), username: z.string(), statusLivechat: z.nullish(z.string()) }),
  department: z.object({ _id: z.string(), name: z.string() }),
  field: z.object({ _id: z.string(), scope: z.nullish(z.string()) }),
  priority: z.object({
    _id: z.string(),
    name: z.nullish(z.string()),
    i18n: z.nullish(z.string()),
    sortItem: z.number(),
  }),
  messages: z.object({ messages: z.array(z.object({ t: z.nullish(z.string()), ts: z.unknown() })) }),
  member: z.object({ username: z.string() }),
  history: z.object({
    total: z.nullish(z.number()),
    history: z.array(
      z.object({
        _id: z.string(),
        closedAt: z.nullish(z.string()),
        servedBy: z.nullish(z.object({ username: z.nullish(z.string()) })),
      }),
    ),
  }),
  version: z.object({
    version: z.nullish(z.string()),
    info: z.nullish(z.object({ version: z.string() })),
  }),
  room: z.object({ _id: z.string(), ts: z.string() }),
  result: z.object({ result: z.nullish(z.boolean()) }),
  contact: z.object({
    contact: z.nullish(
      z.object({
        _id: z.string(),
        name: z.nullish(z.string()),
        contactManager: z.nullish(z.string()),
        emails: z.nullish(z.array(z.object({ address: z.string() }))),
        phones: z.nullish(z.array(z.object({ phoneNumber: z.string() }))),
      }),
    ),
  }),
  method: z.object({ message: z.string() }),
  methodResult: z.object({
    result: z.optional(z.unknown()),
    error: z.nullish(
      z.object({
        error: z.optional(z.unknown()),
        reason: z.nullish(z.string()),
        message: z.nullish(z.string()),
      }),
    ),
  }),
}));
