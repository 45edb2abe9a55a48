import { bars, bars614 } from './bars';
import { buttons, more, size, slash, ways } from './more';
import { closing, enter } from './closing';
import { elements } from './elements';
import { open } from './open';
import { phone } from './phone';
import type { Play } from './stage';
import { readPhone, readWeb, readWidget } from './read';
import { pressing, selecting } from './pressing';
import { rest } from './rest';
import { state } from './state';
import { submit } from './submitting';
import { texts } from './texts';
import { typing } from './typing';
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
