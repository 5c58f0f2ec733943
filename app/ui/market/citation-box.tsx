import { Link } from 'react-router';
import type { z } from 'zod';
import type { certificateLine } from '#api/market/citations/contract.ts';
import { marketCitations } from '#app/i18n/market-citations.ts';
import { citationJson, citationPdf, paths } from '#app/paths.ts';
import { instantText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';

type Line = z.output<typeof certificateLine>;

/** On the page of a product: its present certificate, the files, and the earlier ones. */
export function CitationBox({ items }: { readonly items: readonly Line[] }) {
  const t = useT(marketCitations);
  const locale = useLocale();
  const [current, ...older] = items;
  if (current === undefined) return <p className="help">{t('box_none')}</p>;
  return (
    <div className="case-action">
      <h3>{t('box_title')}</h3>
      <p>{t('box_lead', { no: current.no, at: instantText(new Date(current.issued_at), locale) })}</p>
      <p className="actions">
        <Link className="btn" data-look="plain" to={paths.citation(current.no)}>
          {t('box_open')}
        </Link>
        <a href={citationPdf(current.no)}>{t('pdf')}</a>
        <a href={citationJson(current.no)}>{t('json')}</a>
      </p>
      {older.length > 0 && (
        <p className="help">
          {t('box_older')}{' '}
          {older.map((one) => (
            <span key={one.no}>
              <Link to={paths.citation(one.no)}>{one.no}</Link>{' '}
            </span>
          ))}
        </p>
      )}
    </div>
  );
}
