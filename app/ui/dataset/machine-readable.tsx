import { useContext } from 'react';
import { Link } from 'react-router';
import { interfaces } from '#app/i18n/interfaces.ts';
import { paths } from '#app/paths.ts';
import { alternatesOf } from '#app/present/dataset-alternates.ts';
import { useT } from '#app/present/words.ts';
import { DatasetContext } from './dataset-context.ts';

/** Descriptions of the dataset that programs read, under the elements that people read; of a withdrawn one only what it was. */
export function MachineReadable({ code }: { readonly code: string }) {
  const t = useT(interfaces);
  const shown = useContext(DatasetContext);
  const alternates = alternatesOf(code, shown?.dataset.access === 'open' ? (shown.version?.number ?? null) : null);
  return (
    <div className="mt-8" id="machine">
      <h3>{t('machine')}</h3>
      <p className="help">{t('machine_lead')}</p>
      <ul className="mt-2 flex flex-wrap gap-x-6 gap-y-2">
        {alternates.map(({ name, type, path }) => (
          <li key={path}>
            <a href={path} type={type}>
              {name}
            </a>
          </li>
        ))}
        <li>
          <Link to={`${paths.developers()}#interfaces`}>{t('machine_more')}</Link>
        </li>
      </ul>
    </div>
  );
}
