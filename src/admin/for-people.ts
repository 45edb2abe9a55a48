import type { Rule } from '../catalogue/document';
import type { ByHand } from '../engine/by-hand';
import { HostError } from '../ports/host';
import type { Inspection } from '../ports/inspection';
import type { Loaded } from '../rules/load';
import type { ReadResult } from '../rules/result';
import { message, translate, type Text } from '../text/message';
import { shortenUnits } from '../text/shorten';
import { isObject } from '../util/json';
import type { Admin, ForPeople } from './context';
import type { Administration, AdminParts } from './create';
import { dryRun } from './dry-run';
import { createTrials } from './dry-run/trials';
import { createForgetting } from './forget';
import { createHealth, type Problem } from './health';
import { note } from './health/problem';
import { untoldTargets } from './health/server';
import { mayAsk, maySee } from './rights';
import { createHistory } from './rule-book/history';
import { idOf, nameOf } from './rule-book/raw-document';
import { createRuleBook, rulesOf } from './rule-book/rule-book';
import { why, type SetAside } from './runs/why';
import { createSetup } from './setup';
import { tryLookup } from './try-lookup';

/**
 * What only people ask of administration, beside what is always there. Made when the first of them comes, or when the
 * alert room is to be told something.
 */
export function createAdmin(
  parts: AdminParts,
  always: Administration,
  inspection: Inspection,
  byHand: ByHand,
): ForPeople {
  const { host, log, waits, messages, questions, schedules, settings, language, now, newId } = parts;
  const { store } = host;
  const { records, mutes, runCounts, hear } = always;

  function inForce(): Loaded {
    const loaded = parts.loaded();
    if (!loaded) throw new Error('the rules have not been read yet');
    return loaded;
  }

  const book = createRuleBook({
    history: createHistory(store, now, newId),
    current: () => ({ text: settings().rules, loaded: inForce() }),
    check: (source) => parts.check(source, always.known()),
    save: (source) => parts.saveSetting('rules', source),
  });

  /** Why the alert room could not be told the last time. */
  let untold: readonly Problem[] = [];

  /** To the alert room; false when there is none. */
  async function tell(sentences: readonly Text[]): Promise<boolean> {
    for (const sentence of sentences) log.info(`health: ${translate('en', sentence)}`);
    const room = settings().alert_room.trim();
    if (room === '') return false;
    const said = sentences.map((sentence) => translate(language(), sentence)).join('\n');
    // Many troubles at once: what does not fit stands in `/workflow status`.
    const fits = shortenUnits(said, inForce().program.environment.server?.messageSize ?? Infinity);
    const telling = host.changes.notify(room.startsWith('@') ? { user: room } : { room }, fits);
    // Archived, read-only, muted there: what only writing shows. It cannot be told there, so it is a note.
    untold = await telling.then(
      () => [],
      (error: unknown) => {
        const problem = error instanceof HostError ? error.text : String(error);
        return [note('alert room', message('health_alert_room', { room, problem }))];
      },
    );
    await telling;
    return true;
  }

  /** What is needed to look at conversations once more. */
  const past = () => ({
    host,
    environment: inForce().program.environment,
    traces: (id: string) => parts.traces.of(id),
  });

  const health = createHealth({
    book,
    records,
    inspection,
    store,
    instance: parts.instance,
    settings,
    openingHours: parts.openingHours,
    traces: () => parts.traces.newest(),
    lost: parts.lost,
    lacking: always.lacking,
    switched: always.switched,
    now,
    tell,
    untold: () => untold.filter(({ text }) => text.params?.['room'] === settings().alert_room.trim()),
  });

  const rules = (): readonly Rule[] => parts.loaded()?.program.set.rules.map(({ rule }) => rule) ?? [];
  const asks: Admin['mayAsk'] = (person) => mayAsk(person, rules());

  const admin: Admin = {
    book,
    records,
    mutes,
    host,
    waits,
    messages,
    questions,
    byHand,
    schedules,
    forgetting: createForgetting({
      store,
      journal: parts.journal,
      lanes: parts.lanes,
      traces: parts.traces,
      waits,
      messages,
      runCounts,
      rules,
      forgetInMemory: parts.forgetInMemory,
      tellOthers: always.tellOthers,
    }),
    setup: createSetup({
      book,
      host,
      settings,
      saveSetting: parts.saveSetting,
      listed: always.listed,
      language,
    }),
    mayAsk: asks,
    maySee: (person, conversation) =>
      maySee({ conversation: (id) => host.conversation(id), isIn: parts.isIn, mayAsk: asks }, person, conversation),
    why: async (conversation, most) => {
      await hear();
      return why(
        {
          traces: (id) => parts.traces.of(id),
          kept: (id) => parts.keptTraces.of(id),
          runs: (id) => records.ofConversation(id, Infinity),
          ends: async (id) => (await waits.list(id)).ends,
          setAside: (program) => rulesAside(always.resultOf(program)),
        },
        conversation,
        most,
      );
    },
    isPaused: () => !settings().enabled,
    setPaused: (paused) => parts.saveSetting('enabled', !paused),
    listed: always.listed,
    listedBefore: always.listedBefore,
    tests: () => parts.loaded()?.result.tests ?? [],
    linkTo: (conversation) => {
      const url = parts.loaded()?.program.environment.server?.url;
      return url ? `${url}/live/${conversation}` : undefined;
    },
    conversations: records.conversations,
    trials: createTrials({
      now,
      state: parts.loaded,
      run: async (rule, conversations, onRead) => dryRun({ ...past(), now, onRead }, rule, conversations),
      conversations: async (most) => {
        const listed = await parts.newestOnServer(most).catch(() => []);
        return [...new Set([...listed, ...(await records.conversations())])];
      },
    }),
    tryLookup: (id, entry, conversation) => tryLookup(past(), id, entry, conversation),
    untold: async (source) => {
      const rule = { id: idOf(source), name: nameOf(source), source, mode: 'live' as const };
      return (await untoldTargets(inspection, { rules: [rule] })).map(({ text }) => text);
    },
    language,
    now,
    newId,
  };

  // Who asks has just mended something: with the lists of ten minutes ago it would still be wrong.
  return { admin, health: { ...health, look: () => always.listed().then(health.look) } };
}

/** Rules that do not run, each with its first error. */
function rulesAside(result: ReadResult | undefined): readonly SetAside[] {
  return (result ? rulesOf(result) : []).flatMap(({ state, id, name, source, mode, findings }) => {
    const error = findings.find(({ level }) => level === 'error');
    if (state !== 'set_aside' || mode === 'off' || !error) return [];
    const where =
      error.place === '' ? error.text : message('why_at_place', { place: error.place, problem: error.text });
    return [{ id: id ?? '?', name, on: isObject(source) ? source['on'] : undefined, reason: where }];
  });
}
