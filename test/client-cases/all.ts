import { bars, bars614 } from './bars';
import { buttons, more, size, slash, ways } from './more';
import { open } from './open';
import { phone } from './phone';
import type { Play } from './play';
import { readPhone, readWeb, readWidget } from './read';
import { pressing, rest, selecting } from './rest';
import { closing, enter, submit } from './submitting';
import { texts } from './texts';
import { elements, state, typing } from './typing';
import { forged, widget } from './widget';

/** How each case is played, by its id. */
export const PLAYED: Readonly<Record<string, Play<never>>> = {
  ...open,
  ...rest,
  ...pressing,
  ...selecting,
  ...typing,
  ...elements,
  ...state,
  ...submit,
  ...enter,
  ...closing,
  ...bars,
  ...bars614,
  ...texts,
  ...buttons,
  ...more,
  ...ways,
  ...slash,
  ...size,
  ...phone,
  ...widget,
  ...forged,
  ...readWeb,
  ...readPhone,
  ...readWidget,
};
