import { say, text } from '../text/message';
import type { Subcommand } from './subcommand';

/** Subcommands about the app as a whole. */
export const CARE: readonly Subcommand[] = [
  {
    id: 'status',
    right: 'change',
    run: async ({ language }, { admin, health }) => {
      const { bad, notes } = await health.look();
      const book = admin.book.read();
      const active = book.rules.filter(({ state }) => state === 'active');
      const count = (mode: string): number => active.filter((rule) => rule.mode === mode).length;
      const setAside = book.rules.length - active.length;
      return [
        text(admin.isPaused() ? 'health_paused' : 'health_running'),
        text('health_rules', { live: count('live'), watch: count('watch'), off: count('off'), set_aside: setAside }),
        ...(bad.length === 0 ? [text('health_well')] : []),
        ...bad.map((each) => `🔴 ${say(language, each.text)}`),
        ...notes.map((each) => `🟡 ${say(language, each.text)}`),
      ];
    },
  },
  {
    id: 'pause',
    right: 'change',
    run: async (_asked, { admin }) => {
      if (admin.isPaused()) return [text('command_paused_already')];
      await admin.setPaused(true);
      return [text('command_paused')];
    },
  },
  {
    id: 'resume',
    right: 'change',
    run: async (_asked, { admin }) => {
      if (!admin.isPaused()) return [text('command_running_already')];
      await admin.setPaused(false);
      return [text('command_resumed')];
    },
  },
];
