import { columnRoles } from '#api/banking/rules/codes.ts';
import type { StatementOut } from '#api/banking/statements.ts';
import { banking } from '#app/i18n/banking.ts';
import { dayText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CheckboxGroup, Select } from '#app/ui/choices.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { Form } from '#app/ui/form.tsx';
import { MoneyInput } from '#app/ui/inputs.tsx';
import { Money } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/section.tsx';

type Preview = NonNullable<StatementOut['preview']>;

/** A file before it counts: what is wrong with it, what its columns are, its first lines, and the button that imports it. */
export function StatementDraft({
  statement: s,
  preview: p,
}: {
  readonly statement: StatementOut;
  readonly preview: Preview;
}) {
  const t = useT(banking);
  const side = useSide();
  const locale = useLocale();
  return (
    <>
      <Section id="preview" title={t('preview')} lead={t('preview_lead')}>
        {p.refusal !== null && (
          <Notice tone="refusal" title={t('cannot')}>
            {side(p.refusal)}
          </Notice>
        )}
        {p.faults.length > 0 && (
          <Notice tone="warn" title={t('faults')}>
            <ul>
              {p.faults.map((fault) => (
                <li key={`${fault.path}${fault.en}`}>
                  <Fault path={fault.path} text={side(fault)} />
                </li>
              ))}
            </ul>
            {p.fault_count > p.faults.length && <p>{t('faults_more', { n: p.fault_count, shown: p.faults.length })}</p>}
          </Notice>
        )}
        {p.known > 0 && <p className="help">{t('preview_known', { n: p.known })}</p>}
        {p.lines.length > 0 && (
          <DataTable
            caption={t('preview')}
            captionHidden
            rows={p.lines}
            rowKey={(row) => `${row.row}-${row.serial}`}
            columns={[
              { key: 'row', head: t('row'), kind: 'number', cell: (row) => row.row },
              { key: 'day', head: t('day'), kind: 'fixed', cell: (row) => dayText(row.value_date, locale) },
              { key: 'amount', head: t('amount'), kind: 'number', cell: (row) => <Money fen={row.amount_fen} /> },
              {
                key: 'balance',
                head: t('balance'),
                kind: 'number',
                cell: (row) => (row.balance_fen === null ? null : <Money fen={row.balance_fen} />),
              },
              { key: 'payer', head: t('payer'), cell: (row) => <span lang="zh-CN">{row.payer_name}</span> },
              { key: 'memo', head: t('memo'), cell: (row) => <span lang="zh-CN">{row.memo}</span> },
              { key: 'serial', head: t('serial'), kind: 'fixed', cell: (row) => <code>{row.serial}</code> },
            ]}
          />
        )}
        <div className="actions">
          {p.refusal === null && (
            <Form name="import">
              {p.needs_closing && (
                <MoneyInput name="closing_fen" label={t('import_closing')} help={t('import_closing_help')} />
              )}
              <Button>{t('import')}</Button>
            </Form>
          )}
          <Form name="discard">
            <ConfirmButton look="text" title={t('discard_question')} consequence={t('discard_consequence')}>
              {t('discard')}
            </ConfirmButton>
          </Form>
        </div>
      </Section>
      {s.format === 'csv' && <Columns preview={p} />}
    </>
  );
}

/** The column is named as the bank names it, in whatever language. */
function Fault({ path, text }: { readonly path: string; readonly text: string }) {
  const column = path.slice(path.indexOf('.') + 1);
  const at = text.indexOf(column);
  return (
    <>
      {text.slice(0, at)}
      <span lang="zh-CN">{column}</span>
      {text.slice(at + column.length)}
    </>
  );
}

function Columns({ preview: p }: { readonly preview: Preview }) {
  const t = useT(banking);
  const side = useSide();
  const headings = [...new Set(p.headings.filter((heading) => heading !== ''))];
  const options = headings.map((value) => ({ value, label: value }));
  return (
    <Section id="columns" title={t('columns')} lead={p.remembered ? t('columns_remembered') : t('columns_help')}>
      <details className="more" open={p.missing.length > 0}>
        <summary>{t('columns')}</summary>
        <Form name="columns">
          {columnRoles.codes
            .filter((role) => role !== 'memo')
            .map((role) => (
              <Select
                key={role}
                name={`roles.${role}.0`}
                label={side(columnRoles.words[role])}
                blank={t('column_none')}
                lang="zh-CN"
                options={options}
                defaultValue={p.roles[role]?.[0] ?? ''}
                optional={!p.missing.includes(role)}
              />
            ))}
          <CheckboxGroup
            name="roles.memo"
            label={side(columnRoles.words.memo)}
            options={headings.map((value) => ({ value, label: <span lang="zh-CN">{value}</span> }))}
            defaultValues={p.roles.memo ?? []}
            optional
          />
          <Button look="plain">{t('columns_send')}</Button>
        </Form>
        {p.sample.length > 0 && (
          <div lang="zh-CN">
            <DataTable
              caption={t('sample')}
              rows={p.sample.map((cells, at) => ({ cells, at }))}
              rowKey={(row) => String(row.at)}
              columns={p.headings.map((heading, at) => ({
                key: String(at),
                head: heading === '' ? String(at + 1) : heading,
                cell: (row: { cells: readonly string[] }) => row.cells[at] ?? '',
              }))}
            />
          </div>
        )}
      </details>
    </Section>
  );
}
