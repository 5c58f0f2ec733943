import { Link } from 'react-router';
import { profileOf, type SharedTable } from '#api/usage/rules/sharing.ts';
import { sharing } from '#app/i18n/sharing.ts';
import { paths } from '#app/paths.ts';
import { useT } from '#app/present/words.ts';
import { Copyable } from '#app/ui/copyable.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Section } from '#app/ui/section.tsx';

export interface SharedRow extends SharedTable {
  readonly title: string;
  readonly agreement: { readonly id: string; readonly no: string };
}

const addressOf = ({ share, schema, name }: SharedTable): string => `${share}.${schema}.${name}`;

/** How programs read the tables: their names, and the same three lines in each program. */
export function DeltaSharing({
  tables,
  endpoint,
}: {
  readonly tables: readonly SharedRow[];
  readonly endpoint: string;
}) {
  const t = useT(sharing);
  const [first] = tables;
  return (
    <Section title={t('title')} lead={t('lead')}>
      <p className="max-w-[42em] mb-6">{t('how')}</p>
      <DataTable
        caption={t('tables')}
        columns={[
          { key: 'table', head: t('table'), cell: (row) => <span lang="zh-CN">{row.title}</span> },
          {
            key: 'agreement',
            head: t('agreement'),
            kind: 'fixed',
            cell: (row) => <Link to={paths.agreement(row.agreement.id)}>{row.agreement.no}</Link>,
          },
          { key: 'address', head: t('address'), cell: (row) => <code lang="zh-CN">{addressOf(row)}</code> },
        ]}
        rows={tables}
        rowKey={addressOf}
        empty={<Empty title={t('none')}>{t('none_text')}</Empty>}
      />
      {first !== undefined && (
        <>
          <h3 className="mt-6 mb-2">{t('in_pandas')}</h3>
          <Copyable
            label={t('in_pandas')}
            text={`import delta_sharing  # pip install delta-sharing\ndf = delta_sharing.load_as_pandas("jinshu.share#${addressOf(first)}")`}
          />
          <h3 className="mt-6 mb-2">{t('in_spark')}</h3>
          <Copyable
            label={t('in_spark')}
            text={`df = spark.read.format("deltaSharing").load("jinshu.share#${addressOf(first)}")`}
          />
          <h3 className="mt-6 mb-2">{t('in_power_bi')}</h3>
          <p className="max-w-[42em]">{t('power_bi', { endpoint })}</p>
          <p className="max-w-[42em] mt-4">{t('past')}</p>
          <p className="max-w-[42em] mt-4">{t('marked')}</p>
        </>
      )}
    </Section>
  );
}

/** Made on the page from the key that is shown there: nothing that holds it is kept or asked for again. */
export function ProfileLink({
  made,
  publicUrl,
}: {
  readonly made: {
    readonly secret: string;
    readonly expires_on: string | null;
    readonly effective_to: string | null;
    readonly scopes: readonly string[];
  };
  readonly publicUrl: string;
}) {
  const t = useT(sharing);
  if (!made.scopes.includes('files')) return null;
  const text = JSON.stringify(profileOf(publicUrl, made.secret, made), null, 2);
  return (
    <>
      <p>{t('profile_text', { address: '/api/v1/licensed/profile' })}</p>
      <p>
        <a href={`data:application/json;charset=utf-8,${encodeURIComponent(text)}`} download="jinshu.share">
          {t('profile')}
        </a>
      </p>
    </>
  );
}
