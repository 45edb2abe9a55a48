// Reads what `npm audit --json` says on standard input: known weaknesses of the packages that ship.
// Status 0: none known. 1: some. 2: the registry could not be asked, so nothing is known either way.
import fs from 'node:fs';

const said = fs.readFileSync(0, 'utf8');
let report = {};
try {
  report = JSON.parse(said);
} catch {
  // What is no JSON is no answer of a registry.
}
const total = report.metadata?.vulnerabilities?.total;
if (typeof total !== 'number') {
  const why = report.message ?? report.error?.summary ?? (said.trim().split('\n')[0] || 'no answer');
  // npm names the address it asked; a machine's own registry is nobody else's business.
  console.log(`NOT CHECKED: the registry cannot be asked for advisories (${why.replace(/https?:\/\/\S+/g, '…')}).`);
  process.exit(2);
}
for (const { name, severity, range, via } of Object.values(report.vulnerabilities ?? {})) {
  const titles = via.map((each) => (typeof each === 'string' ? `by way of ${each}` : `${each.title} ${each.url}`));
  console.log(`${name} ${range} (${severity}): ${titles.join('; ')}`);
}
console.log(total === 0 ? 'No known weaknesses in what ships.' : `${total} known weaknesses in what ships.`);
process.exit(total === 0 ? 0 : 1);
