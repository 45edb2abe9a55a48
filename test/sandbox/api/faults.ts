import type { Scheduler } from '../runtime/jobs';
import type { Traffic } from '../runtime/traffic';
import type { Line, LineFault } from '../client/line';
import type { RestFault, RestServer } from './rest-server';

/** What can be made to go wrong. Calls are named as `shop.calls()` names them: `livechat.transferVisitor`. */
export interface Faults {
  /** The next calls are refused with this message, and do nothing. */
  fails(call: string, times?: number, message?: string): void;
  /** The next calls do their work and then fail: whoever asked cannot know. */
  failsAfter(call: string, times?: number, message?: string): void;
  /** The next calls never come back; `reached` when the app has made the first of them. */
  hangs(call: string, times?: number): { reached: Promise<void> };
  /** The next calls take so many ms by the time of the app's timers. */
  slow(call: string, ms: number, times?: number): void;
  /** The next calls answer this and do nothing. */
  lies(call: string, answer: unknown, times?: number): void;
  /** The next REST requests (to paths that match) meet this. */
  rest(fault: RestFault['kind'] | RestFault, times?: number, path?: RegExp): void;
  /** The next requests of people's clients do not get through, or are one too many. */
  client(fault: LineFault, times?: number): void;
  /** The next jobs of the scheduler are delivered twice. */
  doublesJobs(times?: number): void;
  /** The next jobs of the scheduler never arrive. */
  losesJobs(times?: number): void;
  /** Everything works again; what hangs goes on hanging. */
  clear(): void;
}

const REST_DEFAULTS: Record<RestFault['kind'], RestFault> = {
  // Rocket.Chat's default: API_Enable_Rate_Limiter_Limit_Calls_Default, _Time_Default.
  counts: { kind: 'counts', calls: 10, seconds: 60 },
  dead: { kind: 'dead' },
  'dead-after': { kind: 'dead-after' },
  hangs: { kind: 'hangs' },
  html: { kind: 'html', statusCode: 200 },
  lies: { kind: 'lies' },
  limited: { kind: 'limited', seconds: 42 },
  slow: { kind: 'slow', ms: 500 },
};

export function createFaults(traffic: Traffic, scheduler: Scheduler, rest: RestServer, line: Line): Faults {
  return {
    fails: (call, times = 1, message = 'The sandbox made this call fail') =>
      void traffic.plan(call, times, { kind: 'fails', message }),
    failsAfter: (call, times = 1, message = 'The sandbox made this call fail after its work') =>
      void traffic.plan(call, times, { kind: 'fails-after', message }),
    hangs: (call, times = 1) => traffic.plan(call, times, { kind: 'hangs' }),
    slow: (call, ms, times = 1) => void traffic.plan(call, times, { kind: 'slow', ms }),
    lies: (call, answer, times = 1) => void traffic.plan(call, times, { kind: 'lies', answer }),
    rest: (fault, times = 1, path) => rest.plan(typeof fault === 'string' ? REST_DEFAULTS[fault] : fault, times, path),
    client: (fault, times) => line.breaks(fault, times),
    doublesJobs(times = 1) {
      scheduler.switches.doubled += times;
    },
    losesJobs(times = 1) {
      scheduler.switches.lost += times;
    },
    clear() {
      traffic.clear();
      rest.clear();
      scheduler.switches.doubled = 0;
      scheduler.switches.lost = 0;
    },
  };
}
