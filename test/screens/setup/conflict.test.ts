import { sandbox } from '../../sandbox';
import type { Agent } from '../../sandbox/api/agent';
import { idOn, look, saved, savedIds } from '../../support/look';

async function goesOn(agent: Agent, fields: Readonly<Record<string, unknown>>): Promise<void> {
  await agent.submits(Object.fromEntries(Object.entries(fields).map(([start, value]) => [idOn(agent, start), value])));
}

test('setup after a conflict does not take back what another administrator has set up meanwhile', async () => {
  const shop = await sandbox({
    agents: ['anna', 'maria'],
    bots: ['ai.bot', 'new.bot'],
    managers: ['mia'],
    server: { routing: 'Manual_Selection' },
  });
  try {
    const [admin, mia] = [shop.agent('admin'), shop.agent('mia')];
    await admin.runs('/workflow setup');
    await goesOn(admin, { 'workflows.': ['ai_agent'] });
    await goesOn(admin, { 'hours.': 'Mon-Fri 09:00-17:00', 'bot.': 'ai.bot' });
    await admin.dismisses();
    expect(savedIds(shop)).toEqual(['ai-agent']);

    // The first one begins: nothing but labels is to come.
    await admin.runs('/workflow setup');
    await goesOn(admin, { 'workflows.': ['ai_agent', 'labels'] });
    // The second one is quicker: another bot, other hours, one more workflow.
    await mia.runs('/workflow setup');
    await goesOn(mia, { 'workflows.': ['ai_agent', 'reassign'] });
    await goesOn(mia, { 'hours.': 'Mon-Sun 08:00-20:00', 'bot.': 'new.bot', 'agents.': 'anna, maria' });
    await mia.dismisses();
    expect(savedIds(shop)).toEqual(['ai-agent', 'reassign']);

    await admin.submits();
    expect(look(admin)).toMatch(/changed/i);
    await admin.submits();
    await admin.dismisses();
    expect({ ids: savedIds(shop), hours: shop.setting('hours'), bot: JSON.stringify(saved(shop)[0]!.do) }).toEqual({
      ids: ['ai-agent', 'billing-settled', 'billing', 'reassign'],
      hours: 'Mon-Sun 08:00-20:00',
      bot: expect.stringContaining('new.bot') as string,
    });
  } finally {
    await shop.stop();
  }
});
