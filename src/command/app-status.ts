import { translate, message } from '../text/message';
import type { Subcommand } from './subcommand';

/** Subcommands about the app as a whole. */
export const CARE: readonly Subcommand[] = [
  {
    id: 'status',
    right: 'change',
    run: async ({ language }, { admin, health }) => {
      const { bad, notes } = await health.look();
      const { inForce } = admin.book.read();
      const active = inForce.filter(({ state }) => state === 'active');
      const count = (mode: string): number => active.filter((rule) => rule.mode === mode).length;
      const setAside = inForce.length - active.length;
      return [
        message(admin.isPaused() ? 'health_paused' : 'health_running'),
        message('health_rules', { live: count('live'), watch: count('watch'), off: count('off'), set_aside: setAside }),
        ...(bad.length === 0 ? [message('health_well')] : []),
        ...bad.map((each) => `🔴 ${translate(language, each.text)}`),
        ...notes.map((each) => `🟡 ${translate(language, each.text)}`),
      ];
    },
  },
  {
    id: 'pause',
    right: 'change',
    run: async (_asked, { admin }) => {
      if (admin.isPaused()) return [message('command_paused_already')];
      await admin.setPaused(true);
      return [message('command_paused')];
    },
  },
  {
    id: 'resume',
    right: 'change',
    run: async (_asked, { admin }) => {
      if (!admin.isPaused()) return [message('command_running_already')];
      await admin.setPaused(false);
      return [message('command_resumed')];
    },
  },
];
