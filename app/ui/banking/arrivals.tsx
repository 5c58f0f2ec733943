import type { z } from 'zod';
import type { arrivalsOut } from '#api/banking/contract.ts';
import { caseKinds } from '#api/banking/rules/codes.ts';
import type { OrderOut } from '#api/orders/view.ts';
import { banking } from '#app/i18n/banking.ts';
import { dayText, moneyText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/section.tsx';

type Found = z.output<typeof arrivalsOut>;

/** What the bank's record shows for an order: what is there, what is missing, what is looked into. */
export function Arrivals({ found }: { readonly found: Found }) {
  const t = useT(banking);
  const side = useSide();
  const locale = useLocale();
  if (found.items.length === 0) return null;
  return (
    <Section id="arrivals" title={t('arrivals')}>
      <ul>
        {found.items.map((item, at) => {
          const facts = { day: dayText(item.value_date, locale), amount: moneyText(item.amount_fen) };
          const why = item.kind === null ? '' : side(caseKinds.words[item.kind]);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes its order while it is shown
            <li key={at}>
              {item.state === 'checking'
                ? t('arrivals_checking', { ...facts, why })
                : t(`arrivals_${item.state}`, facts)}
            </li>
          );
        })}
      </ul>
      {found.arrived_fen !== '0' && found.missing_fen !== '0' && (
        <Notice tone="warn">{t('arrivals_missing', { amount: moneyText(found.missing_fen) })}</Notice>
      )}
    </Section>
  );
}

/** The payment notice for whoever pays; offered while there is an account to pay into. */
export function NoticeLink({ order: o }: { readonly order: OrderOut }) {
  const t = useT(banking);
  if (o.instructions == null || o.instructions.account === null) return null;
  return (
    <p>
      <a className="btn" data-look="plain" data-size="small" href={`/api/v1/orders/${o.id}/payment-notice`} download>
        {t('notice')}
      </a>
    </p>
  );
}
