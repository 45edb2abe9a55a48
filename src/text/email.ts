/** Longer ones no mail server takes (RFC 5321, 4.5.3.1). */
const LONGEST = 254;
const ADDRESS = /^[^\s@<>()[\]\\,;:"]{1,64}@(?=[^@]*\.)[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}.-]*[\p{L}\p{N}])?$/u;

/**
 * Could mail be sent to it? One `@`, something before it, and a domain with a dot behind it: what servers and mail
 * servers take, without quoted names and addresses of machines.
 */
export function isAddress(text: string): boolean {
  return text.length <= LONGEST && ADDRESS.test(text) && !/^\.|\.\.|\.@|-\.|\.-/.test(text);
}
