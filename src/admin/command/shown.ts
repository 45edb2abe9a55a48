/** What somebody typed, in a sentence: short, and without marks that would end the quoting. */
export function shown(typed: string): string {
  return [...typed.replace(/[`*_~\n\r]/g, '')].slice(0, 40).join('');
}
