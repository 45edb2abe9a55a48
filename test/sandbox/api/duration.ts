const PATTERN = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const UNITS = [604_800_000, 86_400_000, 3_600_000, 60_000, 1_000];

/** Milliseconds of an ISO 8601 duration such as PT5M or P1DT12H; throws a sentence for anything else. */
export function milliseconds(duration: string): number {
  const match = PATTERN.exec(duration);
  if (match === null || duration.endsWith('P') || duration.endsWith('T')) {
    throw new Error(`"${duration}" is no duration; write PT5M, PT30S or P1D.`);
  }
  return UNITS.reduce((sum, unit, index) => sum + unit * Number(match[index + 1] ?? 0), 0);
}
