import { Link } from 'react-router';
import { sensitivities } from '#api/catalog/rules/codes.ts';
import { columnTypes } from '#api/datasets/rules/codes.ts';
import type { DictionaryOut } from '#api/quality/dictionary.ts';
import { quality as words } from '#app/i18n/quality.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { DataTable } from '../data-table.tsx';
import { Given } from '../dataset/given.tsx';
import { useField } from '../form-context.ts';

type Table = DictionaryOut['tables'][number];
export type DictionaryColumn = Table['columns'][number];

interface Props {
  readonly table: Table;
  readonly edit: boolean;
  readonly rulesHref: (column: string) => string;
}

/** One row a column; its fields are of the surrounding form. */
export function ColumnsTable({ table, edit, rulesHref }: Props) {
  const t = useT(words);
  const locale = useLocale();
  const rows = table.columns.map((column, at) => ({ ...column, at }));
  type Row = (typeof rows)[number];
  const text = (row: Row, field: 'label' | 'label_en' | 'unit' | 'description') =>
    edit ? (
      <CellInput
        name={`columns.${row.at}.${field}`}
        label={t('field_of', { column: row.column, field: t(field) })}
        value={row[field] ?? ''}
        max={field === 'description' ? 500 : field === 'unit' ? 40 : 128}
        size={field === 'unit' ? 6 : field === 'description' ? 22 : 14}
      />
    ) : row[field] === null || row[field] === '' ? null : (
      <Given>{row[field] ?? ''}</Given>
    );
  return (
    <div className="dictionary-table">
      <DataTable
        caption={t('dictionary')}
        captionHidden
        rows={rows}
        rowKey={(row) => row.column}
        columns={[
          {
            key: 'column',
            head: t('column'),
            cell: (row) => (
              <>
                <b>
                  <Given>{row.column}</Given>
                </b>
                <small className="under">
                  {columnTypes.label(row.type, locale)}
                  {!row.present && ` · ${t('gone')}`}
                </small>
                {edit && <input type="hidden" name={`columns.${row.at}.column`} value={row.column} readOnly />}
                {edit && <input type="hidden" name={`columns.${row.at}.table`} value={table.name} readOnly />}
              </>
            ),
          },
          { key: 'label', head: t('label'), cell: (row) => text(row, 'label') },
          { key: 'label_en', head: t('label_en'), cell: (row) => text(row, 'label_en') },
          { key: 'unit', head: t('unit'), cell: (row) => text(row, 'unit') },
          { key: 'description', head: t('description'), cell: (row) => text(row, 'description') },
          {
            key: 'sensitivity',
            head: t('sensitivity'),
            kind: 'fixed',
            cell: (row) =>
              edit ? <Sensitivity row={row} at={row.at} /> : sensitivities.label(row.sensitivity, locale),
          },
          {
            key: 'rules',
            head: t('rules_of'),
            kind: 'fixed',
            cell: (row) => (
              <>
                <Link to={rulesHref(row.column)} aria-label={t('rules_of_column', { column: row.column })}>
                  {t('rules_n', { n: row.rules.length })}
                </Link>
                {row.codes !== null && <small className="under">{t('codes_n', { n: row.codes.length })}</small>}
              </>
            ),
          },
          {
            key: 'confirmed',
            head: t('confirmed'),
            kind: 'fixed',
            cell: (row) =>
              row.confirmed_at !== null ? (
                <span data-tone="good">{t('confirmed')}</span>
              ) : edit ? (
                <label className="proposal">
                  <input
                    type="checkbox"
                    name={`columns.${row.at}.confirm:boolean`}
                    value="true"
                    aria-label={t('confirm_column', { column: row.column })}
                  />
                  <span data-tone="warn">{t('proposal')}</span>
                </label>
              ) : (
                <span data-tone="warn">{t('proposal')}</span>
              ),
          },
        ]}
      />
    </div>
  );
}

interface CellProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly max: number;
  readonly size: number;
}

function CellInput({ name, label, value, max, size }: CellProps) {
  const state = useField(name);
  return (
    <input
      type="text"
      className="input"
      id={state.id}
      name={name}
      aria-label={label}
      size={size}
      maxLength={max}
      defaultValue={state.typed?.at(-1) ?? value}
      aria-invalid={state.error !== null || undefined}
    />
  );
}

function Sensitivity({ row, at }: { readonly row: DictionaryColumn; readonly at: number }) {
  const t = useT(words);
  const side = useSide();
  const name = `columns.${at}.sensitivity`;
  const state = useField(name);
  return (
    <select
      className="input"
      id={state.id}
      name={name}
      aria-label={t('field_of', { column: row.column, field: t('sensitivity') })}
      defaultValue={state.typed?.at(-1) ?? row.sensitivity}
    >
      {sensitivities.codes.map((code) => (
        <option key={code} value={code}>
          {side(sensitivities.words[code])}
        </option>
      ))}
    </select>
  );
}
