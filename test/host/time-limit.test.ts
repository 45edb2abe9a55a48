import { bounded, CALL_LIMIT } from '../../src/host/time-limit';
import { HostError, type Host } from '../../src/ports/host';
import { message } from '../../src/text/message';
import { fakeClock } from '../support/fakes';

const never = (): Promise<never> => new Promise(() => undefined);

describe('a call that the server never answers is over in time', () => {
  const host = {
    conversation: never,
    candidates: never,
    changes: { notify: never },
    store: { write: never },
  } as unknown as Host;

  it.each<[what: string, call: (host: Host) => Promise<unknown>, kind: string]>([
    // Nothing has been done: asked again later, nothing is lost and nothing doubled.
    ['a question', ({ conversation }) => conversation('c1'), 'passing'],
    ['a lookup', ({ candidates }) => candidates({ kind: 'anyone' }), 'passing'],
    ['a change, which may still happen', ({ changes }) => changes.notify({ room: 'r' }, 'x'), 'uncertain'],
    ['a record', ({ store }) => store.write(['a', 'runs'], { v: 1 } as never), 'uncertain'],
  ])('%s', async (_what, call, kind) => {
    const clock = fakeClock();
    const ends: unknown[] = [];
    call(bounded(host, clock.after)).catch((error: unknown) => ends.push(error));
    await clock.pass(CALL_LIMIT - 1);
    expect(ends).toEqual([]);
    await clock.pass(1);
    expect(ends).toEqual([new HostError(message('reason_no_answer', { seconds: 20 }))]);
    expect(ends).toMatchObject([{ kind }]);
  });
});
