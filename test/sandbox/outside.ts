import type { WebRequest, WebResponse, WebSite } from './runtime/bridges/http';

/** What another system does with a request: it answers, badly or well, or says nothing. */
export type Behaviour = (request: WebRequest) => WebResponse | Promise<WebResponse> | 'silence';

/** A system outside of the server: each request is answered by what is due, the last behaviour again and again. */
export interface OutsideSystem {
  readonly site: WebSite;
  /** What reached it. */
  readonly asked: WebRequest[];
}

export function plays(...behaviours: readonly Behaviour[]): OutsideSystem {
  const asked: WebRequest[] = [];
  return {
    asked,
    site: (request) => {
      const behaviour = behaviours[Math.min(asked.length, behaviours.length - 1)];
      asked.push(request);
      const answer = behaviour?.(request) ?? 'silence';
      return answer === 'silence' ? new Promise<never>(() => undefined) : answer;
    },
  };
}

export const answersJson = (value: unknown) => (): WebResponse => ({ statusCode: 200, body: JSON.stringify(value) });
/** A language model's server. */
export const modelSays = (content: string) => answersJson({ choices: [{ message: { content } }] });
export const fails =
  (statusCode: number, headers: Record<string, string> = {}): Behaviour =>
  () => ({ statusCode, headers });
export const saysNoJson: Behaviour = () => ({ statusCode: 200, body: '<html>Bad gateway</html>' });
export const isSilent: Behaviour = () => 'silence';

/** Answers late: when it is told to. */
export function slow(behaviour: (request: WebRequest) => WebResponse): { behaviour: Behaviour; answers(): void } {
  let answers!: () => void;
  const due = new Promise<void>((resolve) => (answers = resolve));
  return { behaviour: (request) => due.then(() => behaviour(request)), answers };
}
