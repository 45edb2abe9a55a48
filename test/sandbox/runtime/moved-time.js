// Makes a runtime's Date, and the Intl that says "now" by itself, read the time of a sandbox.

/**
 * Timers up to this, in ms, give others their turn: nobody moves them on. They go by the machine, and ring at the latest
 * before the next that the host writes is read: so no story is quiet while one is on its way.
 */
const SHORT = 3;

/**
 * `read` gives the six doubles of the sandbox's clock: the instant told, the machine's time when it was told, how fast
 * it runs from there (0 stands still, 1 runs), how much faster than the machine's the timers and performance.now() go
 * (1: not at all), by how many ms the sandbox has moved those on, and whose they are: a process may serve one sandbox
 * after another, and what an earlier app has started rings no more. It is asked anew whenever something begins: before
 * what the host writes is read, and as a timer rings. Asking for each Date took a fourteenth of a process' time.
 * Gives two functions: `glance` has timers look at once, and those ring that are due; `ringsIn` tells in how many ms, by
 * their own pace, the next one will, Infinity where nobody waits for one.
 */
export function moveTime(read) {
  const Real = Date;
  const machine = Real.now;
  const clock = lastLook(read);

  function now() {
    const { told, then, speed } = clock;
    return Math.floor(told + (machine() - then) * speed);
  }

  // A function and not a class: Date() without new must go on giving a text.
  function SandboxDate(...args) {
    if (!new.target) return new Real(now()).toString();
    return Reflect.construct(Real, args.length === 0 ? [now()] : args, new.target === SandboxDate ? Real : new.target);
  }
  Object.setPrototypeOf(SandboxDate, Real);
  SandboxDate.prototype = Real.prototype;
  SandboxDate.now = now;
  Object.defineProperty(SandboxDate, 'name', { value: 'Date' });
  Object.defineProperty(SandboxDate, 'length', { value: 7 });
  Real.prototype.constructor = SandboxDate;

  // Intl formats "now" by itself when it is given no date.
  const format = Object.getOwnPropertyDescriptor(Intl.DateTimeFormat.prototype, 'format').get;
  Object.defineProperty(Intl.DateTimeFormat.prototype, 'format', {
    configurable: true,
    get() {
      const bound = format.call(this);
      return (date) => bound(date === undefined ? now() : date);
    },
  });
  const { formatToParts } = Intl.DateTimeFormat.prototype;
  Intl.DateTimeFormat.prototype.formatToParts = function (date) {
    return formatToParts.call(this, date === undefined ? now() : date);
  };

  globalThis.Date = SandboxDate;

  return moveTimers(clock);
}

/** What the clock said when it was last looked at. */
function lastLook(read) {
  const clock = {
    look() {
      [clock.told, clock.then, clock.speed, clock.pace, clock.ahead, clock.whose] = read();
    },
  };
  clock.look();
  return clock;
}

function moveTimers(clock) {
  const { setTimeout: start, clearTimeout: end, setInterval: repeat, clearInterval: endRepeat } = globalThis;
  const machine = performance.now.bind(performance);
  const elapsed = () => machine() * clock.pace + clock.ahead;
  const belongsTo = (whose) => {
    clock.look();
    return clock.whose === whose;
  };
  const waiting = new Map();
  const short = new Map();

  const glance = () => {
    clock.look();
    if (waiting.size + short.size === 0) return;
    const now = elapsed();
    const due = [...waiting].filter(([, timer]) => timer.at <= now).sort(([, a], [, b]) => a.at - b.at);
    for (const [handle, { ring }] of [...short, ...due]) {
      end(handle);
      // Each by itself: what one throws keeps no other from ringing.
      queueMicrotask(ring);
    }
  };

  globalThis.setTimeout = (call, ms = 0, ...rest) => {
    const mine = clock.whose;
    const isShort = !(ms > SHORT);
    const list = isShort ? short : waiting;
    const ring = () => {
      if (list.delete(handle) && belongsTo(mine)) call(...rest);
    };
    const handle = start(ring, isShort ? ms : ms / clock.pace);
    list.set(handle, { at: isShort ? 0 : elapsed() + ms, ring });
    return handle;
  };
  globalThis.clearTimeout = (handle) => {
    waiting.delete(handle);
    short.delete(handle);
    end(handle);
  };
  globalThis.setInterval = (call, ms, ...rest) => {
    const mine = clock.whose;
    const ring = () => (belongsTo(mine) ? call(...rest) : endRepeat(handle));
    const handle = repeat(ring, ms / clock.pace);
    return handle;
  };
  Object.defineProperty(performance, 'now', { value: elapsed });
  const ringsIn = () => Math.min(...[...waiting.values()].map(({ at }) => at)) - elapsed();
  return { glance, ringsIn };
}
