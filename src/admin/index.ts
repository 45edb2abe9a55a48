/** Administration: the rules as people see and change them, what became of them, and who may do what. */
export { createAdministration, settingLines, type Administration } from './create';
export { settingProblems } from './health';
export { personOf } from './rights';
export { versionOf } from './rule-book/raw-document';
