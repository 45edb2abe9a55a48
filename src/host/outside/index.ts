import { MINUTE } from '../../model/calendar';
import type { IHttp, IHttpRequest, IHttpResponse } from '@rocket.chat/apps-engine/definition/accessors';
import type { Answer, Ask, Get, Question } from '../../model/lookup';
import { message, type Text } from '../../text/message';
import { originOf } from '../../text/web-address';
import type { Unknown } from '../../model/value';
import { recent } from '../../util/cache';
import { waitOf } from '../rest/answer';
import { transportError } from '../rest/transport';
import { createCircuit } from './circuit';
import { completionRequest, LEAST } from './prompt';
import { readCompletion, readPointer } from './read-answer';

/** Asks systems outside of Rocket.Chat: the only place from which a lookup leaves the server. */
export interface Outside {
  /** Never rejects, and is over when the question's `within` is. */
  ask(question: Question): Promise<Answer>;
  /** Answers kept of these conversations are gone. */
  forget(conversations: readonly string[]): void;
}

export interface OutsideSettings {
  readonly modelUrl: string;
  readonly modelKey: string;
  readonly modelName: string;
  readonly perMinute: number;
}

export interface OutsideParts {
  http(): IHttp;
  settings(): OutsideSettings;
  /** ms since 1970. */
  now(): number;
  after(ms: number, call: () => void): () => void;
}

/** Answers that are kept for `keep`: of more, those that were not used for longest go. */
const MOST_KEPT = 2_000;
/** What a server says that does not know something of what is asked for. */
const NOT_OFFERED: readonly number[] = [400, 404, 422, 501];

type Said = Answer['said'];

export function createOutside({ http, settings, now, after }: OutsideParts): Outside {
  const kept = recent<{ readonly value: string; readonly until: number }>(MOST_KEPT);
  const circuit = createCircuit(now);
  /** When the latest questions were asked, ms since 1970, oldest first. */
  let asked: number[] = [];
  /** Of models that refused to be asked for more: how much less they answered to. */
  const lessFor = new Map<string, number>();

  function mayAsk(most: number): boolean {
    asked = asked.filter((at) => now() - at < MINUTE && at <= now());
    if (asked.length >= most) return false;
    asked.push(now());
    return true;
  }

  /** One request, counted for its address and over in time, or why there is no usable answer. */
  async function send(method: 'get' | 'post', url: string, request: IHttpRequest): Promise<IHttpResponse | Unknown> {
    const address = new URL(url).origin;
    // Nothing would be sent, and the address would seem dead.
    if (Object.values(request.headers ?? {}).some((value) => /[^\t -~\x80-\xff]/.test(value)))
      return { unknown: message('reason_lookup_header') };
    try {
      const answer = await inTime(http()[method](url, request), request.timeout ?? 0);
      if (answer === 'late') throw new Error('timed out');
      // What the types do not say: without the permission there is no answer.
      if (!(answer as unknown))
        return { unknown: message('reason_app_lacks_permission', { permission: 'networking' }) };
      const { statusCode: status } = answer;
      if (status === 429) circuit.failed(address, waitOf(answer, now()));
      else if (status >= 500) circuit.failed(address);
      else circuit.worked(address);
      return answer;
    } catch (error) {
      circuit.failed(address);
      return { unknown: transportError(error, url).text };
    }
  }

  async function askGet({ url, headers, read, within }: Get): Promise<Said> {
    // Rules are written by managers too: newer servers then refuse addresses in their own network, unless the server's
    // administrator has named them.
    const request = { headers: { Accept: 'application/json', ...headers }, timeout: within, ssrfValidation: true };
    const answer = await send('get', url, request);
    return 'unknown' in answer ? answer : (refusal(answer, url) ?? readPointer(answer.content ?? '', read));
  }

  async function askModel(question: Ask, until: number): Promise<Said> {
    const { modelUrl, modelKey, modelName } = settings();
    const url = completionsOf(modelUrl);
    const model = `${url}\n${modelName}`;
    // A text has no structure to leave out.
    const begin = Math.max(lessFor.get(model) ?? 0, 'choices' in question.answer ? 0 : 1);
    const post = (less: number): ReturnType<typeof send> =>
      send('post', url, {
        headers: {
          'Content-Type': 'application/json',
          ...(modelKey !== '' && { Authorization: `Bearer ${modelKey}` }),
        },
        content: JSON.stringify(completionRequest(modelName, question, less)),
        timeout: Math.max(1, until - now()),
      });
    for (let less = begin; ; less++) {
      const answer = await post(less);
      if ('unknown' in answer) return answer;
      if (less < LEAST && NOT_OFFERED.includes(answer.statusCode) && now() < until) continue;
      const refused = refusal(answer, url);
      if (!refused && less > begin) lessFor.set(model, less);
      return refused ?? readCompletion(answer.content ?? '', question.answer);
    }
  }

  function cannotAsk(question: Question): Text | undefined {
    const { modelUrl, modelName, perMinute } = settings();
    if (question.kind === 'model' && (modelUrl === '' || modelName === ''))
      return message('health_lookup_no_model', { lookup: question.shown });
    const url = question.kind === 'get' ? question.url : completionsOf(modelUrl);
    const origin = originOf(url);
    if (origin === undefined) return message('reason_lookup_address', { setting: message('setting_model_url') });
    if (!circuit.isClosed(origin)) return message('reason_rest_circuit_open');
    const setting = message('setting_lookups_per_minute');
    return mayAsk(perMinute) ? undefined : message('reason_lookup_limit', { most: perMinute, setting });
  }

  function inTime<T>(work: Promise<T>, ms: number): Promise<T | 'late'> {
    return new Promise((resolve, reject) => {
      const callOff = after(ms, () => resolve('late'));
      work.then(resolve, reject).finally(callOff);
    });
  }

  /** Asks, where that may be. */
  function sayOf(question: Question, until: number): Promise<Said> | Said {
    const refused = cannotAsk(question);
    if (refused !== undefined) return { unknown: refused };
    return question.kind === 'get' ? askGet(question) : askModel(question, until);
  }

  return {
    ask: async (question) => {
      const began = now();
      const { shown, within, keep } = question;
      const key = keyOf(question);
      const old = kept.get(key);
      if (old && keep > 0 && old.until > began && old.until <= began + keep)
        return { shown, said: { value: old.value }, ms: 0, from: 'memory' };
      const said = await sayOf(question, began + within);
      if ('value' in said && keep > 0) kept.set(key, { value: said.value, until: now() + keep });
      return { shown, said, ms: now() - began, from: 'asked' };
    },
    forget: (conversations) => {
      for (const key of kept.keys()) if (conversations.includes(key.slice(0, key.indexOf('\n')))) kept.delete(key);
    },
  };
}

/** The same question in the same conversation. */
function keyOf(question: Question): string {
  const { conversation } = question;
  const rest =
    question.kind === 'get'
      ? [question.url, question.read, question.headers]
      : [question.question, question.answer, question.about];
  return `${conversation}\n${JSON.stringify(rest)}`;
}

/** Why an answer says nothing; undefined when it is one to read. */
function refusal({ statusCode: status }: IHttpResponse, url: string): Unknown | undefined {
  if (status >= 200 && status < 300) return undefined;
  const { host } = new URL(url);
  return { unknown: message(status === 429 ? 'reason_webhook_passing' : 'reason_webhook_refused', { host, status }) };
}

/** `https://api.example.com/v1` is what people are given; the whole address serves as well. */
function completionsOf(modelUrl: string): string {
  const [address = '', ...query] = modelUrl.trim().split('?');
  const base = address.replace(/\/+$/, '').replace(/\/chat\/completions$/, '');
  return [`${base}/chat/completions`, ...query].join('?');
}
