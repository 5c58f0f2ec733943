import { Link } from 'react-router';
import type { PublicNotice } from '#api/market/notices/service.ts';
import { noticeAnswers, noticeKinds } from '#api/market/rules/codes.ts';
import { marketNotices } from '#app/i18n/market-notices.ts';
import { paths } from '#app/paths.ts';
import { dayText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Notice } from '#app/ui/notice.tsx';

/** On the page of a product: what became of its sources, with dates, and what its owner does about it. */
export function ProductNotices({ items }: { readonly items: readonly PublicNotice[] }) {
  return items.map((one) => <One key={one.no} notice={one} />);
}

function One({ notice: n }: { readonly notice: PublicNotice }) {
  const t = useT(marketNotices);
  const locale = useLocale();
  const due = dayText(n.due_on, locale);
  return (
    <Notice tone={n.state === 'open' ? 'warn' : 'info'} title={t('on_product')}>
      <p>
        {t('on_product_text', {
          on: dayText(n.happened_on, locale),
          resource: n.resource_name,
          what: noticeKinds.label(n.kind, locale),
          reason: n.reason,
        })}
      </p>
      {n.answer === null || n.answered_on === null ? (
        <p>{t(n.overdue ? 'on_product_late' : 'on_product_waits', { due })}</p>
      ) : (
        <>
          <p>
            {t('on_product_answer', {
              on: dayText(n.answered_on, locale),
              answer: noticeAnswers.label(n.answer, locale),
            })}{' '}
            {n.successor_no !== null && (
              <Link to={paths.product(n.successor_no)}>{t('see_successor', { no: n.successor_no })}</Link>
            )}
          </p>
          {n.words !== null && (
            <p lang={locale === 'en' ? 'zh-CN' : undefined} className="whitespace-pre-line">
              {n.words}
            </p>
          )}
        </>
      )}
    </Notice>
  );
}
