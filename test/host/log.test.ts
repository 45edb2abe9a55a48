import { createLog } from '../../src/host/log';
import type { ILogger } from '@rocket.chat/apps-engine/definition/accessors';

it('what is written between two hooks waits for the next one; what went wrong is not pushed out by what went well', async () => {
  const log = createLog();
  log.error('broke off');
  for (let count = 0; count < 1_000; count++) log.debug(`done ${count}`);
  log.warn('late');
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  await log.during({ debug: write, warn: write, error: write } as unknown as ILogger, async () => undefined);
  expect(lines).toHaveLength(200);
  expect([lines[0], lines.at(-2), lines.at(-1)]).toEqual(['broke off', 'done 999', 'late']);
});
