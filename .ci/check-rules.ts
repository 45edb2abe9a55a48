import { checkRules } from './check-rules/check-rules';

const { status, out, err } = checkRules(process.argv.slice(2));
process.stdout.write(out);
process.stderr.write(err);
process.exitCode = status;
