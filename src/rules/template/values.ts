import { extraNameOf } from '../../catalogue/extra-names';
import { fieldOf } from '../../catalogue/fields';
import { profileText } from '../../catalogue/fields/customer';
import { conversationOf } from '../../catalogue/fields/define';
import type { TemplateReader } from '../../catalogue/actions/action';
import type { Conversation } from '../../model/event';
import type { Rule } from '../../catalogue/document';
import { templateValue } from '.';
import { nearestLanguage, type Language } from '../../text/message';
import type { Facts, SourceId, Environment } from '../../model/facts';

type Said = ReturnType<typeof templateValue>;

/** What has to be known before a template with these names can be printed. */
export function namesNeed(names: readonly string[], environment: Environment): readonly SourceId[] {
  return [...new Set(names.flatMap((name) => nameNeeds(name, environment)))];
}

function nameNeeds(name: string, environment: Environment): readonly SourceId[] {
  const extra = extraNameOf(name);
  if (extra) return extra.needs(environment);
  const ref = fieldOf(name);
  return ref ? ref.field.needs(ref.key, environment) : [];
}

/** The locale of whoever reads a text: the customer's where known, and the server's language for the team. */
export function readerLocale(facts: Facts, reader: TemplateReader): string | undefined {
  return reader === 'team' ? facts.environment.server?.language : profileText(conversationOf(facts), facts, 'locale');
}

/** The language to speak to the customer: their own where known, else the server's. */
export function customerLanguage(facts: Facts): Language {
  return languageOfCustomer(conversationOf(facts), facts.environment);
}

export function languageOfCustomer(conversation: Conversation, environment: Environment): Language {
  const locale = profileText(conversation, { environment }, 'locale');
  return locale === undefined ? (environment.server?.language ?? 'en') : nearestLanguage(locale);
}

/** What a name in a template stands for, in this language, from what is known; missing and unknown print nothing. */
export function saidOf(name: string, facts: Facts, rule: Pick<Rule, 'name'>, language: Language): Said {
  const extra = extraNameOf(name);
  if (extra) return extra.read(facts, rule, language);
  const ref = fieldOf(name);
  if (!ref) return undefined;
  if (ref.field.needs(ref.key, facts.environment).some((source) => !isKnown(facts, source)))
    return facts.ahead && `{{${name}}}`;
  return templateValue(ref.field, ref.field.read(facts, ref.key), language);
}

function isKnown(facts: Facts, source: SourceId): boolean {
  return source === 'conversation' || facts.known[source] !== undefined;
}
