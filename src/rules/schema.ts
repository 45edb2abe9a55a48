/** The limits of the rules document (DESIGN.md 1). Characters are code points. */
export const LIMITS = {
  rules: 1_000,
  bytes: 1_048_576,
  id: 64,
  name: 120,
  description: 500,
  actions: 20,
  conditions: 50,
  nesting: 5,
} as const;

/** What an id may look like; history stays attached to it. */
export const RULE_ID = /^[a-z0-9-]{1,64}$/;

export const DOCUMENT_KEYS = ['rules', 'calendars'] as const;
export const CALENDAR_KEYS = ['timezone', 'hours', 'holidays'] as const;
export const RULE_KEYS = [
  'id',
  'name',
  'description',
  'mode',
  'on',
  'if',
  'do',
  'once',
  'wait',
  'stop',
  'tests',
] as const;
export const ONCE_KEYS = ['per', 'within'] as const;
export const ONCE_PER = ['conversation', 'customer'] as const;
export const WAIT_KEYS = ['for', 'unless', 'restart'] as const;
export const TEST_KEYS = ['name', 'given', 'on', 'at', 'expect'] as const;
export const EXPECTATIONS = ['match', 'no_match'] as const;
export const GROUPS = ['all', 'any', 'none'] as const;
export const COMPARISON_KEYS = ['field', 'operator', 'value', 'case_sensitive'] as const;
