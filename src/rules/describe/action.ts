import { fieldOf } from '../../catalogue/fields';
import type { ActionStep } from '../../model/rule';
import { actionKey, choiceKey, fieldKey, parameterKey, saidKey } from './keys';
import { listOf, onOneLine, type Voice } from './words';

type Fields = Readonly<Record<string, unknown>>;

/** One action in words: `assign the conversation to “maria”`. */
export function sayAction(step: ActionStep, voice: Voice): string {
  const { action: id, also, ...parameters } = step;
  const action = (SAY[id] ?? sayAny(id))(parameters, voice);
  return also === true ? voice.say('said_also', { action }) : action;
}

type SayAction = (parameters: Fields, voice: Voice) => string;

/** The parameters quoted, in the action's own sentence. */
const plainly =
  (id: string): SayAction =>
  (parameters, voice) =>
    voice.say(saidKey(id), quoted(parameters, voice));

const SAY: Readonly<Record<string, SayAction>> = {
  send_message: (parameters, voice) =>
    voice.say(parameters.as === 'agent' ? 'said_send_message_agent' : 'said_send_message', quoted(parameters, voice)),
  assign: ({ to }, voice) => {
    const target = (typeof to === 'object' && to !== null ? to : {}) as Fields;
    const kind = ['agent', 'agents', 'department', 'anyone'].find((each) => each in target) ?? 'anyone';
    const pick = voice.say(choiceKey('assign.pick', typeof target.pick === 'string' ? target.pick : 'least_busy'));
    return voice.say(saidKey('assign', kind), { ...quoted(target, voice), pick });
  },
  tag_conversation: (parameters, voice) => {
    const parts = ['add', 'remove'].filter((part) => part in parameters);
    return voice.and(parts.map((part) => voice.say(saidKey('tag_conversation', part), quoted(parameters, voice))));
  },
  open: (parameters, voice) => {
    const parts = ['agent', 'text'].filter((part) => part in parameters);
    return voice.say(saidKey('open', ...parts), quoted(parameters, voice));
  },
  notify: (parameters, voice) =>
    voice.say(saidKey('notify', 'user' in parameters ? 'user' : 'room'), quoted(parameters, voice)),
  update_contact: ({ custom, ...named }, voice) => {
    const change = (name: string, value: unknown): string =>
      voice.say('said_change', { name, value: voice.quote(readable(value, voice)) });
    const changes = [
      ...Object.entries(named).map(([name, value]) => change(voice.say(parameterKey('update_contact', name)), value)),
      ...Object.entries((custom ?? {}) as Fields).map(([name, value]) => change(name, value)),
    ];
    return voice.say('said_update_contact', { changes: voice.and(changes) });
  },
  ...Object.fromEntries(
    [
      ...['unassign', 'close', 'note_conversation', 'set_topic', 'add_contact_tags', 'remove_contact_tags'],
      ...['note_contact', 'webhook'],
    ].map((id) => [id, plainly(id)]),
  ),
};

/** An action without a sentence of its own: its label, and its parameters as they are. */
const sayAny =
  (id: string): SayAction =>
  (parameters, voice) => {
    const listed = Object.entries(parameters).map(([name, value]) => `${name}: ${onOneLine(value)}`);
    return [voice.say(actionKey(id)), ...(listed.length > 0 ? [`(${listed.join('; ')})`] : [])].join(' ');
  };

function quoted(parameters: Fields, voice: Voice): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      voice.and(listOf(value).map((each) => voice.quote(readable(each, voice)))),
    ]),
  );
}

const SECTION = /\{\{([#^])\s*([^{}]*?)\s*\}\}([^]*?)\{\{\/\s*\2\s*\}\}/g;
const TAG = /\{\{([#^/!]?)\s*([^{}]*?)\s*\}\}/g;

/**
 * A template without its signs: `Hi {{customer.first_name}}` reads `Hi {first name}`, and a section
 * `(with {first name}: …)`.
 */
function readable(value: unknown, voice: Voice): unknown {
  if (typeof value !== 'string') return value;
  return value
    .replace(SECTION, (_section, sign: string, name: string, inner: string) =>
      voice.say(sign === '#' ? 'said_template_with' : 'said_template_without', {
        name: labelOf(name, voice),
        text: inner.trim(),
      }),
    )
    .replace(TAG, (_tag, sign: string, name: string) => (sign === '' ? labelOf(name, voice) : ''));
}

/** Whose name or tags they are has to be said; other labels speak for themselves without what they belong to. */
const AMBIGUOUS = /\.(name|tags|type|status|text)$/;

function labelOf(name: string, voice: Voice): string {
  const ref = fieldOf(name);
  const id = ref ? ref.field.id : name;
  const label = voice.say(fieldKey(id));
  const own = AMBIGUOUS.test(id) ? label : label.replace(/^[^:]*: /, '');
  return ref && ref.key !== '' ? `{${own} ${ref.key}}` : `{${own}}`;
}
