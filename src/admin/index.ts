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
} from './rule-book';
export {
  idOf,
  isRawRule,
  modeOf,
  nameOf,
  parseRaw,
  sameJson,
  versionOf,
  writeRaw,
  type RawDocument,
  type RawRule,
} from './raw-document';
export { maskRule } from './secrets';
export type { Author, History, HistoryEntry } from './history';
export { apply, exportText, previewImport, previewRestore, type Preview, type Previewed } from './transfer';
export type { Mute, Mutes } from './mutes';
export type { RuleStats } from './ledger';
export type { RunRecords } from './records';
export { why, type Why, type WhyEvent, type WhyRule } from './why';
export type { ConversationTab, ScreenContext, Screens } from './screens';
export type { Admin } from './admin';
export { createAdministration, settingLines, type Administration, type AdminParts } from './create';
export type { Ailment, Health } from './health';
export type { DryRun, WouldRun } from './dry-run';
export * from './command';
export { dryRunLines } from './command/trial';
export { settingTexts } from './health';
export { whyLines } from './why-lines';
export * from './words';
