/** Hours, holidays, next opening: what the rest of the app may know of the calendar. */
export * from '../model/calendar';
export { parseHolidays, type ParsedHolidays } from './holidays';
export { parseHours, type ParsedHours } from './hours';
export { localTime, type LocalDate, type LocalTime } from './local';
export { LOOK_AHEAD, holidayOn, isOpen, nextOpening } from './open';
export {
  parseCalendar,
  parseOwnCalendar,
  type CalendarDefaults,
  type CalendarError,
  type CalendarSettings,
  type OwnCalendar,
  type ParsedCalendar,
} from './parse';
export { nextOpenInWords, type OpeningAsked } from './in-words';
export { fromWorkspace, withWorkspace } from './workspace';
