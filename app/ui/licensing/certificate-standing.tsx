import { Link } from 'react-router';
import { certificateEvents, certificateStandings } from '#api/licensing/rules/kind-codes.ts';
import type { CertificateStandingOut } from '#api/licensing/standing.ts';
import { licensingKinds } from '#app/i18n/licensing-kinds.ts';
import { paths } from '#app/paths.ts';
import { dayText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';

/** Whether the certificate holds today, for whoever scanned its code. Genuine and in force are two questions. */
export function CertificateStanding({ certificate: c }: { readonly certificate: CertificateStandingOut }) {
  const t = useT(licensingKinds);
  const side = useSide();
  const locale = useLocale();
  const tone = c.standing === 'valid' ? 'done' : c.standing === 'not_yet' ? 'wait' : 'refused';
  return (
    <DescriptionList
      facts={[
        { term: t('standing'), value: <StateDot tone={tone}>{side(certificateStandings.words[c.standing])}</StateDot> },
        { term: t('valid'), value: `${dayText(c.valid_from, locale)} – ${dayText(c.valid_to, locale)}` },
        ...(c.replaced_by === null
          ? []
          : [{ term: t('cert_replaced'), value: <Link to={paths.verify(c.replaced_by)}>{c.replaced_by}</Link> }]),
        ...(c.events.length === 0
          ? []
          : [
              {
                term: t('cert_history'),
                value: (
                  <ul>
                    {c.events.map((one) => (
                      <li key={one.at}>
                        <DateText instant={one.at} />{' '}
                        {certificateEvents.is(one.kind) ? side(certificateEvents.words[one.kind]) : one.kind}:{' '}
                        <span lang="zh-CN">{one.reason}</span>
                      </li>
                    ))}
                  </ul>
                ),
              },
            ]),
        { term: t('cert_json'), value: <a href={`/api/v1/certificates/${c.no}`}>{`/api/v1/certificates/${c.no}`}</a> },
      ]}
    />
  );
}
