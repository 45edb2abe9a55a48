import { anyOf, type Scanner } from './scanner';

/** The days as opening hours name them, Monday first. */
export const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Names of the days, Monday first, in the languages that the app speaks, long and short, without accents. */
const NAMES = [
  'mondays? mon? montags? lunes lun segundas?(?:-feira)? seg',
  'tuesdays? tues? tu dienstags? di martes mar tercas?(?:-feira)? ter',
  'wednesdays? weds? we mittwochs? mi miercoles mie quartas?(?:-feira)? qua',
  'thursdays? thu(?:rs?)? th donnerstags? do jueves jue quintas?(?:-feira)? qui',
  'fridays? fri? freitags? viernes vie sextas?(?:-feira)? sex',
  'saturdays? sat? samstags? sonnabends? sabados? sab',
  'sundays? sun? sonntags? so domingos? dom',
].map(anyOf);

/** Takes the name of a day; 0 for Monday. */
export function takeDay(scanner: Scanner): number | undefined {
  const day = NAMES.findIndex((names) => scanner.take(names));
  return day < 0 ? undefined : day;
}
