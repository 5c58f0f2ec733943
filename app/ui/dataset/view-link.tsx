import type { ReactNode } from 'react';
import { Form } from 'react-router';
import { useHydrated } from './use-hydrated.ts';

/** An address with the part of the page it concerns: without script the browser goes there, with it the page stays put. */
function useInPlace(to: string, part: string): string {
  return useHydrated() ? to : `${to}#${part}`;
}

export interface ViewLinkProps {
  readonly to: string;
  /** The section that shows the outcome. */
  readonly part: string;
  /** True to go to that section; else the page stays where it is. */
  readonly go?: boolean;
  readonly children: ReactNode;
  readonly title?: string;
  readonly label?: string;
  readonly className?: string;
}

/**
 * Changes what is shown of the table. Not for crawlers: every view of a table is the same table. A plain link, since a page
 * has hundreds: `useViewLinks` follows all of them.
 */
export function ViewLink({ to, part, go = false, children, title, label, className }: ViewLinkProps) {
  return (
    <a
      href={`${to}#${part}`}
      data-view={go ? 'go' : 'stay'}
      rel="nofollow"
      title={title}
      aria-label={label}
      className={className}
    >
      {children}
    </a>
  );
}

export interface ViewFormProps {
  readonly path: string;
  readonly part: string;
  /** What of the present view stays: names with their values. */
  readonly keep: Readonly<Record<string, string | number | readonly string[] | null>>;
  readonly className?: string;
  readonly label: string;
  readonly children: ReactNode;
}

/** A form whose fields become the address. */
export function ViewForm({ path, part, keep, className, label, children }: ViewFormProps) {
  const kept = Object.entries(keep).flatMap(([name, value]) => {
    if (value === null || value === '') return [];
    return typeof value === 'object' ? value.map((one) => [name, one] as const) : [[name, String(value)] as const];
  });
  return (
    <Form method="get" action={useInPlace(path, part)} preventScrollReset className={className} aria-label={label}>
      {kept.map(([name, value]) => (
        <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
      ))}
      {children}
    </Form>
  );
}
