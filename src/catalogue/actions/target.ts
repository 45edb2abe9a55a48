import { z } from '../../util/zod';
import { parseDuration } from '../../calendar/duration';
import { message, type Text } from '../../text/message';
import { isObject } from '../../util/json';
import { lazily } from '../../util/lazily';
import { choiceKey, saidKey } from '../keys';
import type { Speaker } from '../speaker';
import { agent, department, described, ofKind } from './parameters';
import { PICKS, type Pick } from './pick';
import { neededKeysOf } from './shape';

/** Whom `assign` gives a conversation to, as a rule writes it, and how that reads. */

/** What goes with any of them. */
interface Common {
  /** Whoever has more open conversations than this is passed over. */
  readonly at_most?: number;
  /** When nobody of this one could take it. */
  readonly otherwise?: To;
}
export type One = ({ agent: string } | { actor: true } | { manager: true } | { last_agent: true; within?: string }) &
  Common;
export type Several = ({ agents: string[]; pick?: Pick } | { anyone: true; pick?: Pick; bots?: true }) & Common;
export type InDepartment = { department: string; pick?: Pick; bots?: true } & Common;
export type To = One | Several | InDepartment;

const pick = () =>
  described(
    'Who is chosen among those who can take it: `least_busy` (default), `round_robin`, `random`, or the `first` of the list.',
    z.optional(z.enum(PICKS)),
  );
const bots = () => described('Bots may get it, too. Left out: people only.', z.optional(z.literal(true)));
const usernames = () => z.array(agent('A username.')).check(z.minLength(1), z.maxLength(100));
const within = () =>
  described(
    'Only when that conversation ended within this time: `P30D`.',
    z.optional(
      ofKind(
        'duration',
        z.string().check(z.refine((written) => (parseDuration(written) ?? 0) > 0, 'finding_no_within')),
      ),
    ),
  );

function way(shape: z.core.$ZodLooseShape) {
  return z.strictObject({
    ...shape,
    at_most: described(
      'Open conversations somebody may have already: whoever has more is passed over.',
      z.optional(z.int().check(z.minimum(0), z.maximum(1000))),
    ),
    get otherwise() {
      return described('Who gets it when nobody of this one can: written as `to`.', z.optional(toSchema()));
    },
  });
}

const toSchema = lazily(() => {
  const ways: readonly [z.core.$ZodType, ...z.core.$ZodType[]] = [
    way({ agent: agent("One agent's username.") }),
    way({ agents: described('Usernames.', usernames()), pick: pick() }),
    way({ department: department("A department's name or id."), pick: pick(), bots: bots() }),
    way({ anyone: described('Any agent.', z.literal(true)), pick: pick(), bots: bots() }),
    way({
      last_agent: described("Whoever had this customer's latest earlier conversation.", z.literal(true)),
      within: within(),
    }),
    way({ manager: described("The contact's manager.", z.literal(true)) }),
    way({ actor: described('Whoever of the team wrote, or ran the rule.', z.literal(true)) }),
  ];
  return onlyTheWayMeant(ways, z.union(ways));
});

/**
 * Only the way that is meant is read: all seven on every level of `otherwise` would take sevenfold for each level. Where
 * none or several are, that is what is wrong, whatever comes after it.
 */
function onlyTheWayMeant(ways: readonly z.core.$ZodType[], schema: z.core.$ZodType): z.ZodMiniType<To> {
  z.globalRegistry.add(schema, { id: 'assign_to' });
  const { run } = schema._zod;
  schema._zod.run = (payload, context) => {
    const value: unknown = payload.value;
    if (!isObject(value)) return run(payload, context);
    if (isTooDeep(value)) {
      const params = { text: message('finding_too_deep', { most: DEEPEST }) };
      payload.issues.push({ code: 'custom', input: value, params, inst: schema });
      return payload;
    }
    const meant = ways.filter((each) => neededKeysOf(each).every((key) => Object.hasOwn(value, key)));
    const [only] = meant;
    if (only && meant.length === 1) return only._zod.run(payload, context);
    const { otherwise: _after, ...level } = value;
    return run(Object.assign(payload, { value: level }), context);
  };
  return schema as z.ZodMiniType<To>;
}

/** Levels of `otherwise`, the first among them: nobody writes more by hand, and to read a thousand takes a second. */
const DEEPEST = 50;

function isTooDeep(to: unknown): boolean {
  let depth = 0;
  for (let level = to; isObject(level); level = level.otherwise) if (++depth > DEEPEST) return true;
  return false;
}

/** The parameter `to`. */
export const target = () => described('Who gets it.', z.nonoptional(toSchema()));

const WAYS = ['agent', 'agents', 'department', 'last_agent', 'manager', 'actor', 'anyone'] as const;

/** In the sentence of a rule, as written, which may be wrong. */
export function sayTarget(to: unknown, speaker: Speaker): string {
  const written = isObject(to) ? to : {};
  const kind = WAYS.find((each) => each in written) ?? 'anyone';
  const how = speaker.say(choiceKey('assign.pick', typeof written.pick === 'string' ? written.pick : 'least_busy'));
  const { otherwise, ...own } = written;
  const said = [speaker.say(saidKey('assign', kind), { ...speaker.allQuoted(own), pick: how })];
  if (kind === 'last_agent' && typeof written.within === 'string')
    said.push(speaker.say(saidKey('assign', 'within'), { within: speaker.duration(written.within) }));
  if (written.bots === true) said.push(speaker.say(saidKey('assign', 'bots')));
  if (typeof written.at_most === 'number')
    said.push(speaker.say(saidKey('assign', 'at_most'), { most: written.at_most }));
  const assign = said.join(', ');
  return otherwise === undefined
    ? assign
    : speaker.say(saidKey('assign', 'otherwise'), { assign, otherwise: sayTarget(otherwise, speaker) });
}

/** What would be done, for `watch` and dry runs. */
export function planTarget(to: To): Text {
  const first = planFirst(to);
  return to.otherwise ? message('plan_assign_otherwise', { first, otherwise: planTarget(to.otherwise) }) : first;
}

function planFirst(to: To): Text {
  if ('agent' in to) return message('plan_assign_agent', { agent: to.agent });
  if ('last_agent' in to) return message('plan_assign_last_agent');
  if ('manager' in to) return message('plan_assign_manager');
  if ('actor' in to) return message('plan_assign_actor');
  const how = message(`pick_${to.pick ?? 'least_busy'}`);
  if ('agents' in to) return message('plan_assign_agents', { agents: to.agents, pick: how });
  if ('department' in to) return message('plan_assign_department', { department: to.department, pick: how });
  return message('plan_assign_anyone', { pick: how });
}
