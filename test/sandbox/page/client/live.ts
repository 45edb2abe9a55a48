import { useCallback, useEffect, useRef, useState } from 'react';
import type { Order, PageState } from '../shapes';

export interface Live {
  /** Undefined until the first state is there. */
  readonly state: PageState | undefined;
  /** The server does not answer; the page goes on when it does. */
  readonly lost: boolean;
}

/** Follows the sandbox: each event brings everything anew. */
export function useLive(): Live {
  const [live, setLive] = useState<Live>({ state: undefined, lost: false });
  useEffect(() => {
    const source = new EventSource('/live');
    source.onmessage = ({ data }: MessageEvent<string>) =>
      setLive({ state: JSON.parse(data) as PageState, lost: false });
    source.onerror = () => setLive((old) => ({ ...old, lost: true }));
    return () => source.close();
  }, []);
  return live;
}

/** Sends an order. Rejects with the sentence of the server, or of the app. */
export async function send(order: Order): Promise<unknown> {
  const response = await fetch('/orders', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(order),
  });
  const { error, answer } = (await response.json()) as { error?: string; answer?: unknown };
  if (!response.ok || error !== undefined) throw new Error(error ?? 'The sandbox did not do that.');
  return answer;
}

/** A person's part of the page: what they chose outlives a reload, what went wrong is shown until the next try. */
export type Tell = (order: Order) => Promise<unknown>;

/** Orders whose failure is shown instead of thrown; resolves to false then. */
export function useOrders(): { tell: Tell; trouble: string | undefined; forget: () => void } {
  const [trouble, setTrouble] = useState<string>();
  const tell = useCallback<Tell>(async (order) => {
    setTrouble(undefined);
    try {
      return (await send(order)) ?? true;
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
      return false;
    }
  }, []);
  return { tell, trouble, forget: useCallback(() => setTrouble(undefined), []) };
}

/** A choice that is remembered in this browser. */
export function useKept(key: string, initial: string): [string, (value: string) => void] {
  const [value, setValue] = useState(() => window.localStorage.getItem(`workflow.${key}`) ?? initial);
  const keep = useCallback(
    (next: string) => {
      window.localStorage.setItem(`workflow.${key}`, next);
      setValue(next);
    },
    [key],
  );
  return [value, keep];
}

/** The sandbox's time, moving: ms since 1970. */
export function useNow(clock: PageState['clock']): number {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = window.setInterval(() => tick((count) => count + 1), 1000);
    return () => window.clearInterval(timer);
  }, []);
  return 'at' in clock ? clock.at : Date.now() + clock.ahead;
}

/** Scrolls to the end when something new has come, unless somebody is reading further up. */
export function useEnd<E extends HTMLElement>(count: unknown): React.RefObject<E> {
  const box = useRef<E>(null);
  const atEnd = useRef(true);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const note = (): void => {
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 60;
    };
    element.addEventListener('scroll', note);
    return () => element.removeEventListener('scroll', note);
  }, []);
  useEffect(() => {
    if (atEnd.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [count]);
  return box;
}
