import { Link } from 'react-router';
import type { KeyOut } from '#api/usage/keys.ts';
import { keys } from '#app/i18n/keys.ts';
import { usage } from '#app/i18n/usage.ts';
import { paths } from '#app/paths.ts';
import { dayText, instantText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Revoke, secretColumns } from '#app/ui/secrets-table.tsx';
import { StateDot, type Tone } from '#app/ui/state-dot.tsx';

const words = {
  over: 'over',
  not_active: 'not_active',
  not_yet: 'not_yet',
  suspended: 'suspended',
} as const;
const tones: Readonly<Record<KeyOut['standing'], Tone>> = {
  live: 'done',
  retiring: 'wait',
  retired: 'off',
  expired: 'off',
  revoked: 'off',
  leaked: 'refused',
};

export function KeysTable({ items }: { readonly items: readonly KeyOut[] }) {
  const t = useT(usage);
  const own = secretColumns<KeyOut>((key) => t(key));
  const columns: readonly Column<KeyOut>[] = [
    own.name,
    own.prefix,
    { key: 'agreement', head: t('agreement'), kind: 'fixed', cell: (row) => row.agreement_no },
    { key: 'limits', head: useT(keys)('limits'), cell: (row) => <Limits row={row} /> },
    { key: 'state', head: t('state'), cell: (row) => <Standing row={row} /> },
    own.created,
    own.used,
    { key: 'do', head: t('do'), kind: 'fixed', cell: (row) => <Actions row={row} /> },
  ];
  return (
    <DataTable
      caption={t('keys')}
      captionHidden
      columns={columns}
      rows={items}
      rowKey={(row) => row.id}
      empty={<Empty title={t('keys_empty')}>{t('keys_empty_text')}</Empty>}
    />
  );
}

function Limits({ row }: { readonly row: KeyOut }) {
  const t = useT(keys);
  const locale = useLocale();
  const parts = [
    ...row.scopes.map((scope) => t(`scope_${scope}`)),
    row.datasets.length === 0 ? t('all_datasets') : row.datasets.join(' · '),
    ...(row.expires_on === null ? [] : [t('until', { day: dayText(row.expires_on, locale) })]),
  ];
  return <>{parts.join(' · ')}</>;
}

function Standing({ row }: { readonly row: KeyOut }) {
  const t = useT(keys);
  const of = useT(usage);
  const locale = useLocale();
  const { standing, agreement_standing } = row;
  if ((standing === 'live' || standing === 'retiring') && agreement_standing !== 'in_force')
    return (
      <StateDot tone={agreement_standing === 'not_yet' ? 'wait' : 'off'}>{of(words[agreement_standing])}</StateDot>
    );
  return (
    <>
      <StateDot tone={tones[standing]}>
        {standing === 'retiring'
          ? t('retiring', { at: instantText(new Date(row.retires_at ?? 0), locale) })
          : t(standing)}
      </StateDot>
      {row.replaced_by !== null && <div>{t('replaced_by', row.replaced_by)}</div>}
      {row.leaked_where !== null && <div>{t('leaked_where', { where: row.leaked_where })}</div>}
    </>
  );
}

function Actions({ row }: { readonly row: KeyOut }) {
  const t = useT(usage);
  const words = useT(keys);
  if (row.standing !== 'live' && row.standing !== 'retiring') return null;
  return (
    <span className="downloads-row">
      {row.standing === 'live' && row.agreement_standing === 'in_force' && (
        <Link to={paths.keys({ rotate: row.id })} aria-label={words('rotate_title', { name: row.name })}>
          {words('rotate')}
        </Link>
      )}
      <Revoke
        field="key_id"
        id={row.id}
        title={t('revoke_title', { name: row.name })}
        consequence={t('revoke_consequence')}
      >
        {t('revoke')}
      </Revoke>
    </span>
  );
}
