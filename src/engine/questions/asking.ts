import type { Conversation } from '../../model/event';
import type { Question } from '../../model/question';
import type { Host } from '../../ports/host';
import { shortenUnits } from '../../text/shorten';
import { message, translate, type Language } from '../../text/message';

/** The question as the customer reads it, everywhere: its choices with their numbers. */
export function saidOf({ text, choices }: Pick<Question, 'text' | 'choices'>): string {
  return [text, ...(choices ?? []).map(({ label }, index) => `${index + 1}. ${label}`)].join('\n');
}

/** With its texts cut so that the choices have room below them: longer messages the server refuses. */
export function fitting(question: Question, most: number): Question {
  const { text, again, choices } = question;
  const room = most - saidOf({ text: '', choices }).length;
  const cut = { text: shortenUnits(text, room), ...(again && { again: shortenUnits(again, room) }) };
  return { ...question, ...cut };
}

/** The same after an answer that was not understood. */
export function saidAgain({ choices, as = 'text', again }: Question, language: Language): string {
  const text = again ?? translate(language, message(choices ? 'ask_again_choices' : `ask_again_${as}`));
  return saidOf({ text, choices });
}

/** Sends it, with buttons where the widget draws them; gives the message's id. Throws a HostError. */
export function send(
  { changes }: Pick<Host, 'changes'>,
  conversation: Conversation,
  said: string,
  { choices }: Pick<Question, 'choices'>,
): Promise<string> {
  if (!choices || conversation.channel.type !== 'widget') return changes.sendMessage(conversation, said, 'bot');
  const buttons = choices.map(({ label }, index) => ({ label, value: String(index + 1) }));
  return changes.sendChoices(conversation, said, buttons);
}
