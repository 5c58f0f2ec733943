import { useEffect, useId, useState } from 'react';
import { dataTypes, parts, sensitivities } from '#api/catalog/rules/codes.ts';
import type { EntryItem } from '#api/catalog/rules/entry.ts';
import { catalog } from '#app/i18n/catalog.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { useField, useFormContext } from '#app/ui/form-context.ts';
import { useLabels } from './field-names.ts';

const blank: EntryItem = { name: '', label: '', data_type: 'C', description: '', unit: '', sensitivity: 'none' };

export interface ItemsEditorProps {
  readonly items: readonly EntryItem[];
  /** Blank rows after them: what a reader without JavaScript asked for. */
  readonly blanks: number;
}

/**
 * The data items as a table of fields. Without JavaScript "add a row" saves the draft and comes back with one row more;
 * with it rows are added and removed in place.
 */
export function ItemsEditor({ items, blanks }: ItemsEditorProps) {
  const t = useT(catalog);
  const side = useSide();
  const typed = useFormContext()?.typed ?? {};
  const [live, setLive] = useState(false);
  useEffect(() => setLive(true), []);
  // A refused form shows the rows that were typed, whatever was stored.
  const typedRows = Object.keys(typed).filter((name) => /^items\.\d+\.name$/.test(name)).length;
  const wanted = Math.max(items.length + blanks, typedRows, 1);
  const [rows, setRows] = useState(() => Array.from({ length: wanted }, (_, at) => at));
  useEffect(() => setRows(Array.from({ length: wanted }, (_, at) => at)), [wanted]);
  const caption = useId();
  const heads = ['name', 'label', 'data_type', 'unit', 'sensitivity', 'description'] as const;
  return (
    <div className="items-editor" id="entry-items">
      <p className="sr-only" id={caption}>
        {t('item_rows')}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section className="table-region" aria-labelledby={caption} tabIndex={0}>
        <table className="table" aria-labelledby={caption}>
          <thead>
            <tr>
              {heads.map((part) => (
                <th key={part} scope="col">
                  {side(parts.words[part])}
                </th>
              ))}
              {live && (
                <th scope="col">
                  <span className="sr-only">{t('remove')}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, place) => (
              <Row
                key={row}
                at={row}
                item={items[row] ?? blank}
                {...(live && rows.length > 1 ? { onRemove: () => setRows(rows.filter((one) => one !== row)) } : {})}
                place={place + 1}
                live={live}
              />
            ))}
          </tbody>
        </table>
      </section>
      <div className="actions">
        <Button
          look="plain"
          size="small"
          name="intent"
          value="add_row"
          onClick={(event) => {
            if (!live) return;
            event.preventDefault();
            setRows([...rows, (rows.at(-1) ?? -1) + 1]);
          }}
        >
          {t('add_row')}
        </Button>
      </div>
    </div>
  );
}

interface RowProps {
  readonly at: number;
  readonly item: EntryItem;
  readonly place: number;
  readonly live: boolean;
  readonly onRemove?: () => void;
}

function Row({ at, item, place, live, onRemove }: RowProps) {
  const t = useT(catalog);
  const { side, itemOptions } = useLabels();
  const name = (part: string) => `items.${at}.${part}`;
  const label = (part: keyof typeof parts.words) => t('row_n', { n: place, field: side(parts.words[part]) });
  return (
    <tr>
      <td>
        <Cell name={name('name')} label={label('name')} value={item.name} />
      </td>
      <td>
        <Cell name={name('label')} label={label('label')} value={item.label} />
      </td>
      <td>
        <Cell
          name={name('data_type')}
          label={label('data_type')}
          value={item.data_type ?? ''}
          options={itemOptions('data_type', dataTypes, item.data_type)}
        />
      </td>
      <td>
        <Cell name={name('unit')} label={label('unit')} value={item.unit} narrow />
      </td>
      <td>
        <Cell
          name={name('sensitivity')}
          label={label('sensitivity')}
          value={item.sensitivity ?? ''}
          options={itemOptions('sensitivity', sensitivities, item.sensitivity)}
        />
      </td>
      <td>
        <Cell name={name('description')} label={label('description')} value={item.description} />
      </td>
      {live && (
        <td>
          {onRemove !== undefined && (
            <Button type="button" look="text" aria-label={t('remove_row', { n: place })} onClick={onRemove}>
              {t('remove')}
            </Button>
          )}
        </td>
      )}
    </tr>
  );
}

interface CellProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly narrow?: boolean;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
}

function Cell({ name, label, value, options, narrow = false }: CellProps) {
  const state = useField(name);
  const start = state.typed?.at(-1) ?? value;
  const common = {
    id: state.id,
    name,
    className: 'input',
    'aria-label': label,
    'aria-invalid': state.error !== null || undefined,
    'aria-describedby': state.error === null ? undefined : `${state.id}-error`,
    defaultValue: start,
  } as const;
  return (
    <>
      {options === undefined ? (
        <input type="text" {...common} data-narrow={narrow || undefined} autoComplete="off" />
      ) : (
        <select {...common}>
          <option value="">—</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
      {state.error !== null && (
        <p className="error" id={`${state.id}-error`}>
          {state.error}
        </p>
      )}
    </>
  );
}
