import { type Field, fields } from '#api/catalog/rules/codes.ts';
import { catalog } from '#app/i18n/catalog.ts';
import { useSide, useT } from '#app/present/words.ts';
import { fieldId } from '#app/ui/form-context.ts';

/** The edit form's name; its fields carry ids with it. */
export const entryFormName = 'entry';

export interface CompletenessProps {
  readonly completeness: { readonly done: number; readonly total: number; readonly missing: readonly Field[] };
}

/** How far the entry is, with links to what is missing in the form below. */
export function Completeness({ completeness: { done, total, missing } }: CompletenessProps) {
  const t = useT(catalog);
  const side = useSide();
  return (
    <div className="completeness">
      <label htmlFor="completeness">
        {t('completeness')} <span className="num">{t('complete_of', { done, total })}</span>
      </label>
      <progress id="completeness" max={total} value={done} />
      {missing.length === 0 ? (
        <p className="help">{t('all_there')}</p>
      ) : (
        <p className="help">
          {t('still_missing')}
          {missing.map((field) => (
            <a key={field} href={fieldLink(field)}>
              {side(fields.words[field])}
            </a>
          ))}
        </p>
      )}
    </div>
  );
}

/** To the element in the edit form. */
export const fieldLink = (field: Field): string => `#${fieldId(entryFormName, anchorOf(field))}`;

/** Where the form shows an element that has several fields. */
function anchorOf(field: Field): string {
  if (field === 'share_basis') return 'share_basis.kind';
  return field === 'items' ? 'items.0.name' : field;
}
