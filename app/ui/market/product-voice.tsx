import type { Services } from '#api/services.ts';
import { voice } from '#app/i18n/market-voice.ts';
import { paths } from '#app/paths.ts';
import { useRootData } from '#app/present/root-data.ts';
import { useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/section.tsx';

/** The way to a price of one's own. */
export function AskPrice({ no }: { readonly no: string }) {
  const t = useT(voice);
  const { viewer } = useRootData();
  const to = paths.newQuotation({ product: no });
  return (
    <Notice title={t('q_ask_title')}>
      <p>{t('q_ask_lead')}</p>
      <p>
        <LinkButton look="plain" to={viewer === null ? paths.login(to) : to}>
          {t('q_ask')}
        </LinkButton>
      </p>
    </Notice>
  );
}

export type ComplaintCounts = Awaited<ReturnType<Services['market']['countComplaints']>>;

/** Counts for everybody, and the way to complain. */
export function ProductComplaints({ no, counts }: { readonly no: string; readonly counts: ComplaintCounts }) {
  const t = useT(voice);
  const { viewer } = useRootData();
  const { open, founded, unfounded, settled, measures_open: waiting } = counts;
  const to = paths.newComplaint(no);
  return (
    <Section id="complaints" title={t('c_public')} lead={t('c_new_lead')} margin>
      <p>
        {open + founded + unfounded + settled === 0
          ? t('c_public_none')
          : t('c_public_counts', { open, founded, unfounded, settled })}{' '}
        {waiting > 0 && t('c_public_measures', { n: waiting, count: waiting })}
      </p>
      <p>
        <LinkButton look="plain" to={viewer === null ? paths.login(to) : to}>
          {t('c_new')}
        </LinkButton>
      </p>
    </Section>
  );
}
