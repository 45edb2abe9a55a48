/** Scheme, host and port of an address of the web, without user, path and query; undefined: it is none. */
export function originOf(url: string): string | undefined {
  return /^\s*https?:/i.test(url) && URL.canParse(url) ? new URL(url).origin : undefined;
}
