import { useId } from 'react';
import { sensitivities } from '#api/catalog/rules/codes.ts';
import type { SheetField, SheetRow } from '#api/quality/rules/sheet.ts';
import { quality as words } from '#app/i18n/quality.ts';
import { type ShownSheet, sheetFormName } from '#app/present/sheet-form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button, LinkButton } from '../button.tsx';
import { DataTable } from '../data-table.tsx';
import { Given } from '../dataset/given.tsx';
import { Empty } from '../empty.tsx';
import { Form } from '../form.tsx';
import { useField } from '../form-context.ts';
import { Mixed } from '../mixed.tsx';
import { Notice } from '../notice.tsx';
import { Section } from '../section.tsx';

interface Props {
  readonly sheet: ShownSheet;
  readonly revision: number;
  /** The dictionary's own page. */
  readonly action: string;
}

/** What a file says otherwise than the dictionary, to be put right and saved; until then nothing is changed. */
export function SheetForm({ sheet: { rows, lost, unchanged }, revision, action }: Props) {
  const t = useT(words);
  const side = useSide();
  const faults = rows.reduce((sum, row) => sum + row.faults.length, 0);
  return (
    <Section
      title={t('sheet_title')}
      lead={unchanged === null ? undefined : t('sheet_found', { n: rows.length, same: unchanged })}
    >
      <div className="stack">
        <Notice tone="info">{t('sheet_unsaved')}</Notice>
        {faults > 0 && <Notice tone="warn" title={t('sheet_faults', { n: faults })} />}
        {lost.length > 0 && (
          <Notice tone="warn" title={t('sheet_lost', { n: lost.length })}>
            <ul>
              {lost.map((one) => (
                <li key={one.row}>
                  <b>{t('sheet_row', { n: one.row })}</b> <Mixed>{side(one)}</Mixed>
                  <small className="under">
                    <Mixed>{one.text}</Mixed>
                  </small>
                </li>
              ))}
            </ul>
          </Notice>
        )}
      </div>
      {rows.length === 0 ? (
        <Empty title={t('sheet_same')}>
          <LinkButton look="plain" to={action}>
            {t('sheet_back')}
          </LinkButton>
        </Empty>
      ) : (
        <Form name={sheetFormName} action={action}>
          <input type="hidden" name="revision" value={revision} readOnly />
          <div className="dictionary-table">
            <DataTable
              caption={t('sheet_title')}
              captionHidden
              rows={rows.map((row, at) => ({ ...row, at }))}
              rowKey={(row) => `${row.table}/${row.column}`}
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
                        <Mixed>{row.table}</Mixed>
                        {unchanged !== null && ` · ${t('sheet_row', { n: row.row })}`}
                      </small>
                      <input type="hidden" name={`columns.${row.at}.table`} value={row.table} readOnly />
                      <input type="hidden" name={`columns.${row.at}.column`} value={row.column} readOnly />
                    </>
                  ),
                },
                ...(['label', 'label_en', 'unit', 'description', 'sensitivity', 'codes'] as const).map((field) => ({
                  key: field,
                  head: t(field),
                  cell: (row: SheetRow & { readonly at: number }) => <Cell row={row} at={row.at} field={field} />,
                })),
                {
                  key: 'confirm',
                  head: t('confirmed'),
                  kind: 'fixed',
                  cell: (row) => (
                    <label className="proposal">
                      <input
                        type="checkbox"
                        name={`columns.${row.at}.confirm:boolean`}
                        value="true"
                        aria-label={t('confirm_column', { column: row.column })}
                      />
                      <span>{t('sheet_confirm')}</span>
                    </label>
                  ),
                },
              ]}
            />
          </div>
          <div className="actions">
            <Button name="intent" value="sheet_save">
              {t('sheet_save', { n: rows.length })}
            </Button>
            <LinkButton look="plain" to={action}>
              {t('sheet_drop')}
            </LinkButton>
          </div>
        </Form>
      )}
    </Section>
  );
}

interface CellProps {
  readonly row: SheetRow;
  readonly at: number;
  readonly field: SheetField;
}

/** What the file says, ready to be put right, and what stood there before where it is otherwise. */
function Cell({ row, at, field }: CellProps) {
  const t = useT(words);
  const side = useSide();
  const id = useId();
  const name = `columns.${at}.${field}`;
  const state = useField(name);
  const changed = row.changed.includes(field);
  const fault = row.faults.find((one) => one.field === field);
  const error = state.error ?? (fault === undefined ? null : side(fault));
  const was = field === 'sensitivity' ? sensitivityText(row.was.sensitivity, side) : row.was[field];
  const common = {
    id: state.id,
    name,
    className: 'input',
    'aria-label': t('field_of', { column: row.column, field: t(field) }),
    'aria-invalid': error !== null || undefined,
    'aria-describedby': changed || error !== null ? id : undefined,
    defaultValue: row.said[field],
  };
  return (
    <>
      {field === 'codes' && !changed ? (
        <small>{t('sheet_as_before')}</small>
      ) : field === 'codes' ? (
        <>
          <input type="hidden" name={`columns.${at}.with_codes`} value="1" readOnly />
          <textarea {...common} rows={Math.min(8, row.said.codes.split('\n').length + 1)} cols={24} />
        </>
      ) : field === 'sensitivity' ? (
        <select
          {...common}
          defaultValue={sensitivities.is(row.said.sensitivity) ? row.said.sensitivity : row.was.sensitivity}
        >
          {sensitivities.codes.map((code) => (
            <option key={code} value={code}>
              {side(sensitivities.words[code])}
            </option>
          ))}
        </select>
      ) : (
        <input type="text" {...common} size={field === 'unit' ? 6 : field === 'description' ? 22 : 14} />
      )}
      {(changed || error !== null) && (
        <small className="under" id={id}>
          {error !== null && (
            <span data-tone="bad">
              <Mixed>{error}</Mixed>
            </span>
          )}{' '}
          {changed && <Mixed>{was === '' ? t('sheet_was_empty') : t('sheet_was', { text: was })}</Mixed>}
        </small>
      )}
    </>
  );
}

function sensitivityText(code: string, side: ReturnType<typeof useSide>): string {
  return sensitivities.is(code) ? side(sensitivities.words[code]) : code;
}
