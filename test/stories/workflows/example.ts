import fs from 'node:fs';
import path from 'node:path';
import type { RulesDocument } from '../../../src/catalogue/document';

/** A document of settings/examples, by its name. */
export function example(name: string): RulesDocument {
  const file = path.join(__dirname, '../../../settings/examples', `${name}.json`);
  return JSON.parse(fs.readFileSync(file, 'utf8')) as RulesDocument;
}
