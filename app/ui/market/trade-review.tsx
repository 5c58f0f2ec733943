import { Link } from 'react-router';
import type { z } from 'zod';
import type { tradeReviewShape } from '#api/market/dealing/contract.ts';
import { marketDealing } from '#app/i18n/market-dealing.ts';
import { paths } from '#app/paths.ts';
import { instantText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Notice } from '#app/ui/notice.tsx';

/** Neutral, for both sides of a sale: that it is being looked into, never why. */
export function TradeReview({ review }: { readonly review: z.input<typeof tradeReviewShape> | null }) {
  const t = useT(marketDealing);
  const locale = useLocale();
  if (review === null) return null;
  return (
    <Notice title={t(review.asked ? 'review_asked' : 'review_title')}>
      <p>{t('review_text', { at: instantText(new Date(review.since), locale) })}</p>
      {review.clue_id !== null && (
        <p>
          <Link to={paths.tradeClue(review.clue_id)}>{t('review_open')}</Link>
        </p>
      )}
    </Notice>
  );
}
