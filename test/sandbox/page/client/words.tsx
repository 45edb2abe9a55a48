import { Fragment, useEffect, useRef, type ReactNode } from 'react';
import type { CustomerState } from '../shapes';

/** Moments as everybody at this page reads them: the day and the time, UTC where the sandbox's settings say nothing. */
export const clockTime = (at: number, zone?: string): string =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(at);
export const dayAndTime = (at: number, zone?: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZone: zone,
  }).format(at);

/** Where a customer writes from: channel, place and language. */
export function aboutCustomer({ channel, fields: { city, country, locale } }: CustomerState): string {
  const parts = [channel || 'widget', city, country, locale];
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}

/** A zone that this browser knows, else UTC. */
export function knownZone(zone: unknown): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: String(zone) });
    return String(zone);
  } catch {
    return 'UTC';
  }
}

/** The little formatting that answers of the app use: bold, code, code blocks, links. */
export function Formatted({ text }: { text: string }): JSX.Element {
  const blocks = text.split('```');
  return (
    <>
      {blocks.map((block, index) =>
        index % 2 === 1 ? <pre key={index}>{block.replace(/^[a-z]*\n/, '')}</pre> : <Inline key={index} text={block} />,
      )}
    </>
  );
}

const PIECES = /(`[^`\n]+`|\*[^*\n]+\*|https?:\/\/[^\s)]+)/;

export function Inline({ text }: { text: string }): JSX.Element {
  const piece = (part: string, index: number): ReactNode => {
    if (index % 2 === 0) return <Fragment key={index}>{part}</Fragment>;
    if (part.startsWith('`')) return <code key={index}>{part.slice(1, -1)}</code>;
    if (part.startsWith('*')) return <strong key={index}>{part.slice(1, -1)}</strong>;
    return (
      <a key={index} href={part} target="_blank" rel="noreferrer">
        {part}
      </a>
    );
  };
  return <>{text.split(PIECES).map(piece)}</>;
}

export function Empty({ title, children }: { title: string; children?: ReactNode }): JSX.Element {
  return (
    <div className="empty">
      <strong>{title}</strong>
      {children !== undefined && <p>{children}</p>}
    </div>
  );
}

export function Trouble({ text, onClose }: { text: string | undefined; onClose: () => void }): JSX.Element | null {
  const box = useRef<HTMLDivElement>(null);
  // At the end of a long form it would stand where nobody looks.
  useEffect(() => box.current?.scrollIntoView({ block: 'nearest' }), [text]);
  if (text === undefined) return null;
  return (
    <div className="trouble" role="alert" ref={box}>
      <span>{text}</span>
      <button type="button" className="plain" onClick={onClose} aria-label="Close this message">
        ✕
      </button>
    </div>
  );
}
