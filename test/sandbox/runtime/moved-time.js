// Makes a runtime's Date, and the Intl that says "now" by itself, read the time of a sandbox.

/**
 * `read` gives the four doubles of the sandbox's clock: the instant told, the machine's time when it was told, how fast
 * it runs from there (0 stands still, 1 runs), and how much faster than the machine's the timers and performance.now()
 * go (1: not at all). It is asked anew for each Date, since the sandbox moves its clock while the app runs.
 */
export function moveTime(read) {
  const Real = Date;
  const machine = Real.now;

  function now() {
    const [told, then, speed] = read();
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

  const pace = read()[3];
  if (pace !== 1) {
    const { setTimeout: timer, setInterval: interval } = globalThis;
    const elapsed = performance.now.bind(performance);
    globalThis.setTimeout = (call, ms, ...rest) => timer(call, ms / pace, ...rest);
    globalThis.setInterval = (call, ms, ...rest) => interval(call, ms / pace, ...rest);
    Object.defineProperty(performance, 'now', { value: () => elapsed() * pace });
  }
}
