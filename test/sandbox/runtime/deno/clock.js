// Loaded before the runtime when a sandbox moves the time (deno run --preload): Date reads the sandbox's
// clock, a file of four doubles beside the runtime: the instant told, the machine's time when it was told, how fast it
// runs from there (0 stands still, 1 runs), and how much faster than the machine's the timers and performance.now() go.
// The file lies in the engine's temporary folder, which --allow-read already opens to the process.
const path = new URL('../clock', Deno.mainModule).pathname;
const file = Deno.openSync(decodeURIComponent(path), { read: true });
const doubles = new Float64Array(4);
const bytes = new Uint8Array(doubles.buffer);
const machine = Date.now;

function now() {
  file.seekSync(0, Deno.SeekMode.Start);
  file.readSync(bytes);
  return Math.floor(doubles[0] + (machine() - doubles[1]) * doubles[2]);
}

const Real = Date;

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

now();
const pace = doubles[3];
if (pace !== 1) {
  const { setTimeout: timer, setInterval: interval } = globalThis;
  const elapsed = performance.now.bind(performance);
  globalThis.setTimeout = (call, ms, ...rest) => timer(call, ms / pace, ...rest);
  globalThis.setInterval = (call, ms, ...rest) => interval(call, ms / pace, ...rest);
  Object.defineProperty(performance, 'now', { value: () => elapsed() * pace });
}
