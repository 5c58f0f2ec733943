import { Link } from 'react-router';
import { onlineSteps } from '#api/licensing/rules/codes.ts';
import { dataset as words } from '#app/i18n/dataset.ts';
import { enclave } from '#app/i18n/enclave.ts';
import { paths } from '#app/paths.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { LinkButton } from '../button.tsx';
import { DescriptionList } from '../description-list.tsx';
import { Section } from '../section.tsx';
import { Steps } from '../steps.tsx';
import { ArticleLink } from './article-link.tsx';
import { useDataset } from './dataset-context.ts';
import { GivenText } from './given.tsx';

const needs = ['need_1', 'need_2', 'need_3', 'need_4'] as const;

/** Data under a licence: what it takes, step by step, and the way in. */
export function ApplySection() {
  const t = useT(words);
  const e = useT(enclave);
  const locale = useLocale();
  const { code, entry } = useDataset();
  const { open_condition, usage_conditions } = entry.content;
  const steps = onlineSteps.codes.map((step) => ({
    key: step,
    label: onlineSteps.label(step, locale),
    state: 'next' as const,
  }));
  return (
    <Section
      id="apply"
      title={t('s_apply')}
      lead={
        <>
          {t('apply_lead')} <ArticleLink article="19" /> <ArticleLink article="20" />
        </>
      }
    >
      <DescriptionList
        facts={[
          {
            term: t('apply_conditions'),
            value: open_condition === '' ? t('apply_no_conditions') : <GivenText>{open_condition}</GivenText>,
          },
          { term: t('apply_usage'), value: usage_conditions !== '' && <GivenText>{usage_conditions}</GivenText> },
          {
            term: t('apply_need'),
            value: (
              <ul>
                {needs.map((need) => (
                  <li key={need}>{t(need)}</li>
                ))}
              </ul>
            ),
          },
        ]}
      />
      <h3 className="mt-6">
        {t('apply_steps')} <ArticleLink article="7" />
      </h3>
      <Steps steps={steps} label={t('apply_steps')} />
      <div className="prose">
        <p>{t('apply_who')}</p>
        <p>{t('apply_after')}</p>
        <p>{t('apply_question')}</p>
      </div>
      <h3 className="mt-6">{e('sandbox_try')}</h3>
      <p>
        {e('sandbox_try_text')} <Link to={paths.sandbox(code)}>{e('sandbox')}</Link>
      </p>
      <p className="actions mt-6">
        <LinkButton to={paths.newApplication(code)}>{t('apply')}</LinkButton>
      </p>
    </Section>
  );
}
