/** Administration: the rules as people see and change them, what became of them, and who may do what. */
export type { ForPeople } from './context';
export { createAdministration, settingLines, type Administration, type AdminParts } from './create';
export { settingProblems } from './health/settings';
export { personOf } from './rights';
export { versionOf } from './rule-book/raw-document';
