/** Hours, holidays, next opening: what the rest of the app may know of the calendar. */
export { holidaySteps, type ParsedHolidays } from './holidays';
export { parseHours } from './hours';
export { nextScheduled, parseSchedule, type WeekTimes } from './schedule';
export { localTime } from './zone';
export { holidayOn, isOpen, nextOpening } from './open';
export { OPEN_TIME_BOUND, afterOpenTime } from './open-time';
export { calendarSteps, parseOwnCalendar, type CalendarSettings, type OwnCalendar, type ParsedCalendar } from './parse';
export { nextOpenInWords } from './in-words';
export { fromWorkspace, withWorkspace } from './workspace';
