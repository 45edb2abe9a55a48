/** Usernames of the setting `agents`: separated by commas, blanks or lines, with or without an at sign. */
export function parseRoster(setting: unknown): readonly string[] {
  const names = typeof setting === 'string' ? setting.split(/[\s,;]+/) : [];
  return [...new Set(names.map((name) => name.replace(/^@/, '')).filter((name) => name !== ''))];
}
