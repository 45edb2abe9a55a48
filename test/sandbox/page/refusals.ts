/** What a server's codes mean for the person at the page; Rocket.Chat's own client has sentences for them, too. */
const SENTENCES: Readonly<Record<string, string>> = {
  'error-comment-is-required': 'Write a comment: the server wants one when a conversation is closed.',
  'error-tags-must-be-assigned-before-closing-chat': 'The department wants a tag before a conversation is closed.',
  'error-inquiry-taken': 'Somebody else has taken this conversation.',
  'error-agent-status-service-offline':
    'Only an agent who is online and takes chats can take a conversation. Look at the status above.',
  'error-user-is-offline': 'They are offline, or take no chats: the server does not forward to them.',
  'error-selected-agent-room-agent-are-same': 'They have this conversation already.',
  'error-room-closed': 'This conversation is closed.',
  'error-not-allowed': 'This user is not in the conversation. An agent takes it first.',
  unauthorized: 'This user may not change this conversation: it is with somebody else.',
  'error-message-size-exceeded': 'The message is longer than the server takes (5,000 characters).',
  'error-invalid-email': 'This is not an e-mail address.',
  'error-max-number-simultaneous-chats-reached': 'This agent has as many conversations as the server allows.',
};
const CODE = /\[([a-z-]+)\]$|^([a-z-]+)$/;

/** The sentence of a refusal with its code; what has no sentence stays as the server said it. */
export function refusal(said: string): string {
  const [, inBrackets, alone] = CODE.exec(said) ?? [];
  const code = inBrackets ?? alone ?? '';
  const sentence = Object.hasOwn(SENTENCES, code) ? SENTENCES[code] : undefined;
  return sentence === undefined ? said : `${sentence} [${code}]`;
}
