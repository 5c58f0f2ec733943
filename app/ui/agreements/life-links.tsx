import type { AgreementOut } from '#api/agreements/view.ts';
import { agreementLife } from '#app/i18n/agreement-life.ts';
import { paths } from '#app/paths.ts';
import { useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { Section } from '#app/ui/section.tsx';

/** Where the later life of an agreement goes on: once it was in force, and the evidence from the first signature. */
export function LifeLinks({ agreement: a }: { readonly agreement: AgreementOut }) {
  const t = useT(agreementLife);
  if (a.effective_from === null && a.signatures.length === 0) return null;
  return (
    <Section id="life" title={t('life')} lead={t('life_lead')}>
      <p className="actions">
        {a.effective_from !== null && (
          <>
            <LinkButton look="plain" to={paths.amendments(a.id)}>
              {t('to_versions')}
            </LinkButton>
            <LinkButton look="plain" to={paths.keeping(a.id)}>
              {t('to_keeping')}
            </LinkButton>
          </>
        )}
        <a className="btn" data-look="text" href={`/api/v1/agreements/${encodeURIComponent(a.id)}/evidence`} download>
          {t('evidence_get')}
        </a>
      </p>
    </Section>
  );
}
