/** How pages are laid out: a head with what one can do, cards, tables. */
import type { ReactNode } from 'react';
import type { Asked, AskedList } from '../api/use.ts';
import { useWords } from '../words/index.tsx';
import { Button } from './controls.tsx';
import { ErrorNote, Loading } from './notes.tsx';
import type { Tone } from './tones.ts';

export function Page({
  title,
  lead,
  actions,
  children,
}: {
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <>
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          {lead !== undefined && <p className="lead">{lead}</p>}
        </div>
        {actions !== undefined && <div className="actions">{actions}</div>}
      </header>
      {children}
    </>
  );
}

export function Card({
  title,
  aside,
  flush = false,
  children,
}: {
  readonly title?: ReactNode;
  readonly aside?: ReactNode;
  /** Its content reaches the edges: a table. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <section className={flush ? 'card flush' : 'card'}>
      {title !== undefined && (
        <header>
          <h2>{title}</h2>
          {aside}
        </header>
      )}
      {children}
    </section>
  );
}

/** A table's columns: their heads, and the class of each. */
export interface Column {
  readonly head: string;
  readonly look?: 'number' | 'wide' | 'actions';
}

export function Table({
  label,
  columns,
  children,
}: {
  readonly label: string;
  readonly columns: readonly Column[];
  readonly children: ReactNode;
}): ReactNode {
  return (
    // Where it is wider than the page it is scrolled, by keyboard too.
    <div className="table-frame" tabIndex={0} role="region" aria-label={label}>
      <table>
        <thead>
          <tr>
            {columns.map(({ head, look }, index) => (
              <th key={index} scope="col" className={look}>
                {look === 'actions' ? <span className="unseen">{head}</span> : head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

/** Shows an answer when it is there, and what is so until then. What was read before stays while it is read anew. */
export function Shown<T>({
  of,
  lines,
  children,
}: {
  readonly of: Asked<T>;
  readonly lines?: number;
  readonly children: (data: T) => ReactNode;
}): ReactNode {
  if (of.data !== undefined) return children(of.data);
  if (of.error !== null)
    return (
      <div className="padded">
        <ErrorNote error={of.error} again={of.again} />
      </div>
    );
  return <Loading {...(lines === undefined ? {} : { lines })} />;
}

export function More<T>({ of }: { readonly of: AskedList<T> }): ReactNode {
  const { t } = useWords();
  if (of.more === undefined) return null;
  return (
    <div className="more">
      <Button onPress={of.more}>{t('more')}</Button>
    </div>
  );
}

export function Badge({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }): ReactNode {
  return (
    <span className={`badge ${tone}`}>
      <i aria-hidden />
      {children}
    </span>
  );
}

/** Facts: name and value. */
export function Facts({
  items,
}: {
  readonly items: readonly (readonly [name: string, value: ReactNode])[];
}): ReactNode {
  return (
    <dl className="facts">
      {items.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
