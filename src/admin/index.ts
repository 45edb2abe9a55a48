/** Administration: the rules as people see and change them, what became of them, and who may do what. */
export { mayAsk, mayChangeRules, personOf, type Person } from './rights';
export {
  createRuleBook,
  newRuleId,
  sentenceOf,
  type Book,
  type BookRule,
  type Changed,
  type RuleBook,
} from './rule-book/rule-book';
export {
  idOf,
  modeOf,
  nameOf,
  parseRaw,
  sameJson,
  versionOf,
  writeRaw,
  type RawDocument,
  type RawRule,
} from './rule-book/raw-document';
export { maskRule } from './rule-book/secrets';
export type { Author, RuleHistory, HistoryEntry } from './rule-book/history';
export { apply, exportText, previewImport, previewRestore, type Preview, type Previewed } from './rule-book/transfer';
export type { Mute, Mutes } from './runs/mutes';
export type { RuleStats } from './runs/run-counts';
export type { RunRecords } from './runs/run-records';
export { why, type Why, type WhyEvent, type WhyRule } from './runs/why';
export type { Admin } from './context';
export { createAdministration, settingLines, type Administration, type AdminParts } from './create';
export type { Problem, Health } from './health';
export type { DryRun, WouldRun } from './dry-run';
export { settingProblems } from './health';
export { whyLines } from './why-lines';
export * from './wording';
export { dryRunLines } from './dry-run/lines';
