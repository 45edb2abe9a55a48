import { z } from '../util/zod';
import { parseDuration } from '../calendar/duration';
import { parseSchedule } from '../calendar/schedule';
import { message } from '../text/message';
import { lazily } from '../util/lazily';
import { described, duration as durationOf } from './actions/parameters';

/** The key of a rule that says when its time comes; the event has the same name. */
export const SCHEDULE_KEY = 'schedule';

export const SCHEDULED_OVER = ['open', 'queued'] as const;

/** More times of a week than this are meant as `every`: every half hour. */
const MOST_TIMES = 336;
/** ms. */
const SHORTEST_PERIOD = 60_000;

/** The grammar of the times is told in its own words. */
const times = lazily(() =>
  z.string().check((context) => {
    const parsed = parseSchedule(context.value);
    const example = '"every": "PT15M"';
    const text = !parsed.ok
      ? parsed.error
      : parsed.times.length > MOST_TIMES &&
        message('finding_schedule_times', { count: parsed.times.length, most: MOST_TIMES, example });
    if (text) context.issues.push({ code: 'custom', input: context.value, params: { text } });
  }),
);

const over = lazily(() =>
  z.optional(
    described('open (when left out): all that are not closed. queued: those in the queue.', z.enum(SCHEDULED_OVER)),
  ),
);

export const scheduleSchema = lazily(() =>
  described(
    'For schedule: when, and for which conversations, the oldest first, at most 500 a time.',
    z.union([
      z.strictObject({
        at: described("Days and times, by the clock of the setting's zone: Mon-Fri 09:00,18:00; Sat 10:00.", times()),
        calendar: z.optional(
          described('The name of a calendar whose zone counts instead.', z.string().check(z.minLength(1))),
        ),
        over: over(),
      }),
      z.strictObject({
        every: durationOf('In place of at: at least PT1M, counted from midnight UTC where it divides the day.').check(
          z.refine((text) => (parseDuration(text) ?? Infinity) >= SHORTEST_PERIOD, 'finding_schedule_every'),
        ),
        over: over(),
      }),
    ]),
  ),
);
