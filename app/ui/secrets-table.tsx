import type { ReactNode } from 'react';
import { ConfirmButton } from './confirm-button.tsx';
import type { Column } from './data-table.tsx';
import { DateText } from './date-text.tsx';
import { Form } from './form.tsx';

/** What lists of keys and of tokens say alike; the secret itself is in none. */
interface SecretRow {
  readonly name: string;
  readonly prefix: string;
  readonly created_at: string;
  readonly last_used_at: string | null;
}

type Said = 'name' | 'prefix' | 'created' | 'last_used' | 'never';

export function secretColumns<Row extends SecretRow>(t: (key: Said) => string) {
  return {
    name: { key: 'name', head: t('name'), cell: (row) => row.name },
    prefix: { key: 'prefix', head: t('prefix'), kind: 'fixed', cell: (row) => <code>{row.prefix}…</code> },
    created: {
      key: 'created',
      head: t('created'),
      kind: 'fixed',
      cell: (row) => <DateText instant={row.created_at} />,
    },
    used: {
      key: 'used',
      head: t('last_used'),
      kind: 'fixed',
      cell: (row) => (row.last_used_at === null ? t('never') : <DateText instant={row.last_used_at} />),
    },
  } satisfies Readonly<Record<string, Column<Row>>>;
}

export interface RevokeProps {
  /** Name of the field with the id. */
  readonly field: string;
  readonly id: string;
  readonly title: string;
  readonly consequence: string;
  readonly children: ReactNode;
}

export function Revoke({ field, id, title, consequence, children }: RevokeProps) {
  return (
    <Form inline name={`revoke-${id}`}>
      <input type="hidden" name={field} value={id} />
      <ConfirmButton look="warn" size="small" name="intent" value="revoke" title={title} consequence={consequence}>
        {children}
      </ConfirmButton>
    </Form>
  );
}
