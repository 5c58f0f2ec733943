import { appContext } from '#app/context.ts';
import { verify } from '#app/i18n/verify.ts';
import { verifyCommands } from '#app/present/verify-commands.ts';
import { useT } from '#app/present/words.ts';
import { Copyable } from '#app/ui/copyable.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/_public.verify.elsewhere.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return { authority: await services.documents.showAuthority(ctx), base: ctx.env.PUBLIC_URL };
}

export default function Elsewhere({ loaderData: { authority: a, base } }: Route.ComponentProps) {
  const t = useT(verify);
  const run = verifyCommands(base);
  return (
    <>
      <PageHeader title={t('elsewhere')} lead={t('elsewhere_lead')} />
      <Section margin title={t('kit_title')} lead={t('kit_text')}>
        <Copyable text={run.kit} label={t('commands')} />
      </Section>
      <Section margin title={t('pdf_title')} lead={t('pdf_text')}>
        <Copyable text={run.pdfsig} label={t('commands')} />
        <p className="mt-4">{t('pdf_read')}</p>
      </Section>
      <Section margin title={t('openssl_title')} lead={t('openssl_text')}>
        <Copyable text={run.openssl} label={t('commands')} />
      </Section>
      <Section
        margin
        title={t('revoked_title')}
        lead={a.revoked === 0 ? t('revoked_none') : t('revoked_text', { count: a.revoked })}
      >
        <Copyable text={run.crl} label={t('commands')} />
        <p className="actions mt-4">
          <a className="btn" data-look="plain" href="/api/v1/authority/revoked.crl">
            {t('download_crl')}
          </a>
        </p>
      </Section>
      <Section margin title={t('root_title')} lead={t('root_text')}>
        <DescriptionList
          facts={[
            { term: t('subject'), value: a.subject },
            { term: t('fingerprint'), value: <span className="hash">{a.fingerprint}</span> },
            {
              term: t('valid_between'),
              value: (
                <>
                  <DateText instant={a.not_before} /> {t('to')} <DateText instant={a.not_after} />
                </>
              ),
            },
            { term: t('licensed'), value: t('licensed_no') },
            { term: t('clock'), value: t(a.timestamps === 'platform' ? 'clock_platform' : 'clock_outside') },
          ]}
        />
        <p className="actions mt-4">
          <a className="btn" data-look="plain" href="/api/v1/authority/root.pem">
            {t('download_root')}
          </a>
        </p>
      </Section>
    </>
  );
}
