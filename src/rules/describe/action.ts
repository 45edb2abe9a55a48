import { groupIn } from '../../catalogue/extra-names';
import { actionOf } from '../../catalogue/actions';
import { fieldOf } from '../../catalogue/fields';
import { actionKey, fieldKey, saidKey } from '../../catalogue/keys';
import { mask } from '../../catalogue/secrets';
import type { Speaker, Written } from '../../catalogue/speaker';
import { halvesOf, type ActionStep } from '../../catalogue/document';
import { versionFor } from '../../text/message';
import { asObject } from '../../util/json';
import { listOf, onOneLine, type Voice } from './voice';

/** One action in words: `assign the conversation to “maria”`. Without its secrets. */
export function sayAction(step: ActionStep, voice: Voice): string {
  const { common, parameters: written } = halvesOf(mask(step));
  const { action: id, also, if_failed: fallback } = common as ActionStep;
  const speaker = speakerOf(voice);
  const entry = actionOf(id);
  const action = !entry
    ? sayUnknown(id, written, voice)
    : entry.say
      ? entry.say(written, speaker)
      : voice.say(saidKey(id), speaker.allQuoted(written));
  const said = also === true ? voice.say('said_also', { action }) : action;
  if (!Array.isArray(fallback) || fallback.length === 0) return said;
  const then = voice.and((fallback as readonly ActionStep[]).map((each) => sayAction(each, voice)));
  return voice.say('said_if_failed', { action: said, then });
}

/** An action without an entry: its label, and its parameters as they are. */
function sayUnknown(id: string, written: Written, voice: Voice): string {
  const listed = Object.entries(written).map(([name, value]) => `${name}: ${onOneLine(value)}`);
  return [voice.say(actionKey(id)), ...(listed.length > 0 ? [`(${listed.join('; ')})`] : [])].join(' ');
}

function speakerOf(voice: Voice): Speaker {
  const quoted = (value: unknown): string => voice.and(listOf(value).map((each) => voice.quote(readable(each, voice))));
  return {
    say: (key, params) => voice.say(key, params),
    and: (items) => voice.and(items),
    quoted,
    duration: (iso) => voice.duration(iso),
    allQuoted: (written) => Object.fromEntries(Object.entries(written).map(([name, value]) => [name, quoted(value)])),
  };
}

const SECTION = /\{\{([#^])\s*([^{}]*?)\s*\}\}([^]*?)\{\{\/\s*\2\s*\}\}/g;
const TAG = /\{\{([#^/!]?)\s*([^{}]*?)\s*\}\}/g;

/**
 * A template without its signs: `Hi {{customer.first_name}}` reads `Hi {first name}`, also as a section; what stands
 * there without it reads `(without {first name}: …)`.
 */
function readable(value: unknown, voice: Voice): unknown {
  const versions = asObject(value);
  if (versions && Object.keys(versions).length > 0) {
    // A text in several languages is read back in the reader's, with the tags of all.
    const tags = Object.keys(versions);
    return `${String(readable(versions[versionFor(tags, voice.language)], voice))} (${tags.join(', ')})`;
  }
  if (typeof value !== 'string') return value;
  return value
    .replace(SECTION, (_section, sign: string, name: string, inner: string) =>
      sign === '#' ? inner : voice.say('said_template_without', { name: labelOf(name, voice), text: inner.trim() }),
    )
    .replace(TAG, (_tag, sign: string, name: string) => (sign === '' ? labelOf(name, voice) : ''));
}

/** Whose name or tags they are has to be said; other labels speak for themselves without what they belong to. */
const AMBIGUOUS = /\.(name|tags|type|status|text)$/;

function labelOf(name: string, voice: Voice): string {
  const group = groupIn(name);
  if (group !== undefined) return `{${group}}`;
  const ref = fieldOf(name);
  const id = ref ? ref.field.id : name;
  const label = voice.say(fieldKey(id));
  const own = AMBIGUOUS.test(id) ? label : label.replace(/^[^:]*: /, '');
  return ref && ref.key !== '' ? `{${own} ${ref.key}}` : `{${own}}`;
}
