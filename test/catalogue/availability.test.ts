import { isAccepted, mayBeChosen } from '../../src/catalogue/availability';
import type { Candidate, PresenceRule } from '../../src/ports/host';

function candidate(parts: Partial<Candidate>): Candidate {
  return { id: 'ana', username: 'ana', kind: 'human', enabled: true, available: true, ...parts };
}

/** As recorded on a server (Presence and availability), with the rule of older ones beside it. */
const TABLE: readonly (readonly [string, Partial<Candidate>, Record<PresenceRule, boolean>, chosen: boolean])[] = [
  ['online', { status: 'online' }, { any: true, not_idle: true, not_offline: true }, true],
  ['away', { status: 'away', idle: true }, { any: true, not_idle: false, not_offline: true }, true],
  ['away by hand', { status: 'away', idle: false }, { any: true, not_idle: true, not_offline: true }, true],
  ['busy', { status: 'busy' }, { any: true, not_idle: true, not_offline: true }, true],
  ['offline', { status: 'offline' }, { any: true, not_idle: false, not_offline: false }, false],
  ['of no presence', {}, { any: true, not_idle: false, not_offline: false }, true],
  ['not available', { status: 'online', available: false }, { any: false, not_idle: false, not_offline: false }, false],
  ['deactivated', { status: 'online', enabled: false }, { any: false, not_idle: false, not_offline: false }, false],
  [
    'nobody tells whether available',
    { status: 'online', available: undefined },
    { any: true, not_idle: true, not_offline: true },
    true,
  ],
  ['a bot, offline', { kind: 'bot', status: 'offline' }, { any: true, not_idle: true, not_offline: true }, true],
  [
    'a bot that is deactivated',
    { kind: 'bot', enabled: false },
    { any: false, not_idle: false, not_offline: false },
    false,
  ],
];

describe.each(TABLE)('an agent who is %s', (_what, parts, accepted, chosen) => {
  test.each(Object.entries(accepted))('where the server wants presence "%s": %s', (rule, yes) => {
    expect(isAccepted(candidate(parts), rule as PresenceRule)).toBe(yes);
    expect(mayBeChosen(candidate(parts), rule as PresenceRule)).toBe(yes && chosen);
  });
});
