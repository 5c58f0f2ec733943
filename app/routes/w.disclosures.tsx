import { Link, redirect } from 'react-router';
import { isRefusal } from '#api/kernel/refusal.ts';
import { dayOf } from '#api/kernel/time.ts';
import { publishing } from '#api/market/disclosures/contract.ts';
import { appContext } from '#app/context.ts';
import { marketDisclosures } from '#app/i18n/market-disclosures.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { viewOf } from '#app/present/refused.ts';
import { useSide, useT } from '#app/present/words.ts';
import { CaseAction } from '#app/ui/case-action.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { PasswordInput } from '#app/ui/inputs.tsx';
import { DisclosureTables } from '#app/ui/market/disclosure-tables.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.disclosures.ts';

function askedYear(url: URL, now: Date): number {
  const asked = url.searchParams.get('year') ?? '';
  return /^20\d\d$/.test(asked) ? Number(asked) : Number(dayOf(now).slice(0, 4)) - 1;
}

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const now = ctx.clock.now();
  const year = askedYear(url, now);
  const this_year = Number(dayOf(now).slice(0, 4));
  const done = url.searchParams.has('done');
  const uscc = ctx.viewer?.organization.uscc ?? '';
  try {
    return { year, this_year, uscc, done, draft: await services.market.showDisclosureDraft(ctx, year), none: null };
  } catch (error) {
    if (!isRefusal(error) || error.code !== 'market.no_disclosure_duty')
      return orRefusal<never>(() => {
        throw error;
      });
    return { year, this_year, uscc, done, draft: null, none: viewOf(error) };
  }
}

export function action({ request, context, url }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services, ctx }) => {
    const year = askedYear(url, ctx.clock.now());
    const input = form.read(publishing);
    await form.once((once) => services.market.publishDisclosure(once, year, input));
    return redirect(paths.ownDisclosure({ year, done: 1 }));
  });
}

export const shouldRevalidate = () => true;

export default function OwnDisclosure({ loaderData }: Route.ComponentProps) {
  const t = useT(marketDisclosures);
  const side = useSide();
  const { year, this_year, draft, none, done, uscc } = loaderData;
  return (
    <>
      <PageHeader
        title={t('desk')}
        lead={t('desk_lead')}
        {...(draft === null
          ? {}
          : {
              meta: (
                <>
                  <span>
                    {t('due')} <DateText day={draft.due_on} />
                  </span>
                  {draft.published !== null && <Link to={paths.disclosure(year, uscc)}>{t('public_page')}</Link>}
                </>
              ),
            })}
      />
      <Tabs
        label={t('desk_year')}
        tabs={[this_year, this_year - 1, this_year - 2].map((one) => ({
          to: paths.ownDisclosure({ year: one }),
          label: String(one),
          current: one === year,
        }))}
      />
      {done && (
        <Notice tone="success" live>
          {t('done')}
        </Notice>
      )}
      {none !== null && <Empty title={t('no_duty')}>{side(none)}</Empty>}
      {draft !== null && (
        <>
          {draft.published !== null && <Notice>{t(draft.same ? 'same' : 'differs')}</Notice>}
          <DisclosureTables content={draft.content} />
          {!draft.same && (
            <Section title={t('publish')}>
              <CaseAction
                name="publish"
                title={t(draft.published === null ? 'publish' : 'publish_correction')}
                lead={t('consequence')}
                refusal={draft.refusal}
              >
                <input type="hidden" name="sha256" value={draft.sha256} readOnly />
                {draft.published !== null && <TextArea name="remarks" label={t('remarks')} limit={2000} rows={2} />}
                <PasswordInput name="password" label={t('password')} help={t('password_help')} />
                <ConfirmButton title={t('confirm', { year })} consequence={t('consequence')}>
                  {t(draft.published === null ? 'publish' : 'publish_correction')}
                </ConfirmButton>
              </CaseAction>
            </Section>
          )}
        </>
      )}
    </>
  );
}
