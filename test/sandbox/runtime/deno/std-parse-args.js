// What the runtime uses of @std/cli: `--name value` pairs, and `--flag` alone as true.
export function parseArgs(args) {
  const parsed = { _: [] };
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index];
    if (!argument.startsWith('--')) {
      parsed._.push(argument);
      continue;
    }
    const next = args[index + 1];
    const lone = next === undefined || next.startsWith('--');
    parsed[argument.slice(2)] = lone ? true : Number.isNaN(Number(next)) ? next : Number(next);
    if (!lone) index += 1;
  }
  return parsed;
}
