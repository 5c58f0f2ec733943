import { useId } from 'react';
import { Form } from 'react-router';
import type { ViewSpec } from '#api/datasets/rules/view-spec.ts';
import { views as words } from '#app/i18n/views.ts';
import { paths } from '#app/paths.ts';
import { useT } from '#app/present/words.ts';
import { useDataset } from './dataset-context.ts';

/** Keeps what is shown under an address of its own. Open to anyone; works without script. */
export function SaveView({ title, view }: { readonly title: string; readonly view: ViewSpec }) {
  const t = useT(words);
  const id = useId();
  const { code, version, table, title: dataset } = useDataset();
  if (version === null || table === null) return null;
  return (
    <details className="more save-view no-print">
      <summary>{t('save')}</summary>
      <p className="help">{t('save_lead')}</p>
      <Form method="post" action={paths.newView()} className="filter-form">
        <input type="hidden" name="dataset" value={code} />
        <input type="hidden" name="number" value={version.number} />
        <input type="hidden" name="table" value={table.number} />
        <input type="hidden" name="view" value={JSON.stringify(view)} />
        <div className="field wide">
          <label htmlFor={`${id}-title`}>{t('save_title')}</label>
          <input
            id={`${id}-title`}
            name="title"
            className="input"
            defaultValue={(view.kind === 'table' ? dataset : title).slice(0, 120)}
            maxLength={120}
            required
            autoComplete="off"
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-follow`}>{t('save_version')}</label>
          <select id={`${id}-follow`} name="follow" className="input" defaultValue="">
            <option value="">{t('save_fixed', { n: version.number })}</option>
            <option value="latest">{t('save_latest')}</option>
          </select>
        </div>
        <button type="submit" className="btn" data-look="plain">
          {t('save_button')}
        </button>
      </Form>
    </details>
  );
}
