import { differenceKinds } from '#api/banking/rules/codes.ts';
import type { StatementOut } from '#api/banking/statements.ts';
import { banking } from '#app/i18n/banking.ts';
import { moneyText } from '#app/present/format.ts';
import { useSide, useT } from '#app/present/words.ts';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Money } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/section.tsx';

interface Props {
  readonly statement: StatementOut;
  readonly check: NonNullable<StatementOut['check']>;
}

/** The bank's closing balance beside the books, each difference by its name. */
export function BalanceCheck({ statement: s, check }: Props) {
  const t = useT(banking);
  const side = useSide();
  const even = check.difference_fen === '0';
  return (
    <Section id="check" title={t('check')}>
      <Notice tone={even ? 'success' : 'warn'}>
        {even ? t('check_ok') : t('check_difference', { amount: moneyText(check.difference_fen) })}
        {check.named.length > 0 && (
          <ul>
            {check.named.map((one) => (
              <li key={one.kind}>
                {t('difference_line', { what: side(differenceKinds.words[one.kind]), n: one.count })}{' '}
                <Money fen={one.amount_fen} />
              </li>
            ))}
          </ul>
        )}
      </Notice>
      <DescriptionList
        facts={[
          { term: t('closing'), value: s.closing_fen === null ? null : <Money fen={s.closing_fen} /> },
          { term: t('ledger'), value: <Money fen={check.ledger_fen} /> },
        ]}
      />
    </Section>
  );
}
