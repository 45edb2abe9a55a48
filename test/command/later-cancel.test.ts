import { sandbox } from '../sandbox';
import { answered } from '../support/look';

test('`later cancel 1` calls off what was listed as 1, not what has moved up since', async () => {
  const shop = await sandbox({
    agents: ['anna'],
    server: { routing: 'Manual_Selection' },
    settings: { rules: { rules: [] } },
  });
  try {
    const carla = shop.customer('carla');
    await carla.writes('Where is my parcel?');
    await shop.agent('anna').takes(carla);
    await shop.settled();
    const later = (line: string) => answered(shop, 'anna', `/workflow later ${line}`, carla);
    await later('in 10 minutes First');
    await later('in 30 minutes Second');
    const list = await later('list');
    // Which one is not said: so they are listed.
    expect(await later('cancel')).toBe(list);
    const code = /First[^]*?cancel: .*?cancel (\S+?)`?$/m.exec(list.replaceAll('\u2060', ''))?.[1];
    expect(code).toBeDefined();
    await shop.advance('PT11M');
    expect(carla.sees().join()).toContain('First');
    // The first one has been sent in the meantime.
    expect(await later(`cancel ${code}`)).toContain('already over');
    await shop.advance('PT20M');
    expect(carla.sees().join()).toContain('Second');
  } finally {
    await shop.stop();
  }
});
