// The Node runtime's entry: the sandbox's time first, then the engine's own main loop.
import './clock.js';
import 'engine:main.ts';
