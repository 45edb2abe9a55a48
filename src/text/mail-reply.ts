/** Where mail programs begin to quote, in the languages that the app speaks, and where a signature begins. */
const BEGINS =
  /(?:^|\s)(?:(?:On|Am|Em|El)\s[^]{9,300}?\b(?:wrote|schrieb|escreveu|escribió)[^]{0,200}?:(?=\s|$)|-{4,}|_{9,}|-- ?\n|(?:From|Von|De):\s)/u;

/**
 * What somebody has written in a mail, without what it quotes: the server gives both in one text, with line breaks or
 * without. Between or below lines that are quoted with `>` everything else stays. A mail that only quotes stays as it is.
 */
export function ownWords(mail: string): string {
  const rest = mail.replace(/^>.*/gm, '');
  const [begin] = BEGINS.exec(rest) ?? [];
  // In other languages the line above the quoted ones says whose they are.
  if (begin === undefined) return mail.replace(/(?:^.*:\s*)?^>.*/gm, '').trim() || mail;
  const [before = '', ...after] = rest.split(begin);
  return (rest === mail ? before : [before, ...after].join('\n')).trim() || mail;
}
