/** What stands in place of what was masked. */
const MASKED = { email: '[e-mail]', card: '[card]', phone: '[phone]' } as const;

const EMAIL = /[^\s@<>()[\]",;:]{1,64}@[^\s@<>()[\]",;:]{1,190}\.[\p{L}\d-]{2,24}/gu;
/**
 * A day, which stays: 2026-11-28, 28.11.2026; else digits as people group them. The digits before and after belong to it,
 * so that no half is left. Letters may stand right beside it: many scripts are written without blanks.
 */
const NUMBER =
  /(?<!\p{N})(?:((?:19|20)\d\d(?:[/.\p{Pd}]\d{1,2}){2}|(?:\d{1,2}[/.\p{Pd}]){2}(?:19|20)\d\d)|(?:\+|\(\+?)?\p{Nd}(?:[ ()./\p{Pd}]{0,3}\p{Nd}){6,})(?!\p{N})/gu;

/** A telephone number is not shorter, a card number neither. */
const SHORTEST_PHONE = 7;
const CARD = { least: 13, most: 19 } as const;

/**
 * A text without e-mail addresses, telephone and card numbers: for those outside who need not know them. Better one
 * number of an order too many is masked than one of a card too few.
 */
export function maskPersonal(text: string): string {
  return text.normalize('NFKC').replace(EMAIL, MASKED.email).replace(NUMBER, maskedNumber);
}

function maskedNumber(written: string, day?: string): string {
  const digits = written.replace(/\P{Nd}/gu, '');
  if (day !== undefined) return written;
  if (digits.length >= CARD.least && digits.length <= CARD.most && passesLuhn(digits)) return MASKED.card;
  return digits.length >= SHORTEST_PHONE ? MASKED.phone : written;
}

/** The check digit that every card number has. */
function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
