import { isRefusal } from '#api/kernel/refusal.ts';
import type { QualityOut } from '#api/quality/reports.ts';
import { appContext } from '#app/context.ts';
import { quality as words } from '#app/i18n/quality.ts';
import { paths, withQuery } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Measures, Standing, TableReports } from '#app/ui/quality/report.tsx';
import { Section } from '#app/ui/section.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/w.entries.$id.quality.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => {
    const { items } = await services.datasets.listOwnVersions(ctx, params.id);
    const readable = items.filter((one) => one.state === 'ready' || one.state === 'published');
    const version = readable.find((one) => one.id === url.searchParams.get('version')) ?? readable[0] ?? null;
    const report = version === null ? null : await reportOrNone(() => services.quality.showQuality(ctx, version.id));
    return { id: params.id, versions: readable.map(({ id, number }) => ({ id, number })), version, report };
  });
}

async function reportOrNone(ask: () => Promise<QualityOut>): Promise<QualityOut | null> {
  try {
    return await ask();
  } catch (error) {
    if (isRefusal(error) && error.code === 'quality.no_report') return null;
    throw error;
  }
}

export default function EntryQuality({ loaderData: { id, versions, version, report } }: Route.ComponentProps) {
  const t = useT(words);
  const here = paths.entryQuality(id);
  return (
    <>
      {versions.length > 1 && (
        <Tabs
          label={t('version_choose')}
          tabs={versions.map((one) => ({
            to: withQuery(here, { version: one.id }),
            label: t('version_n', { n: one.number }),
            current: one.id === version?.id,
          }))}
        />
      )}
      {version === null || report === null ? (
        <Section title={t('report')}>
          <Empty title={t('report_none')}>
            <p>{t('report_none_text')}</p>
          </Empty>
        </Section>
      ) : (
        <>
          <Section
            title={t('report_title', { n: version.number })}
            lead={t('report_lead')}
            actions={
              <>
                <LinkButton look="plain" size="small" to={paths.entryDictionary(id)}>
                  {t('to_dictionary')}
                </LinkButton>
                <LinkButton
                  look="plain"
                  size="small"
                  reloadDocument
                  to={`/api/v1/versions/${version.id}/quality`}
                  download={`quality-${version.number}.json`}
                >
                  {t('download')}
                </LinkButton>
              </>
            }
          >
            <div className="stack">
              <Standing report={report} />
              <Measures measures={report.measures} />
            </div>
          </Section>
          <TableReports report={report} rowHref={null} />
        </>
      )}
    </>
  );
}
