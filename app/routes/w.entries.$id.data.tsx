import { data, redirect, useOutletContext } from 'react-router';
import { z } from 'zod';
import type { EntryOut } from '#api/catalog/show.ts';
import { driftBody } from '#api/datasets/contract.ts';
import { maxUploadBytes, maxUploadText, simpleActions } from '#api/datasets/rules/codes.ts';
import { refuse } from '#api/datasets/rules/refusals.ts';
import type { VersionOut } from '#api/datasets/show.ts';
import type { PrivacyOut } from '#api/deidentification/show.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { appContext } from '#app/context.ts';
import { datasets } from '#app/i18n/datasets.ts';
import { privacy as privacyWords } from '#app/i18n/privacy.ts';
import { paths, withQuery } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { type Refused, viewOf } from '#app/present/refused.ts';
import { readUpload } from '#app/present/upload.server.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { FileInput } from '#app/ui/file-input.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { NoPersons } from '#app/ui/privacy/classify.tsx';
import { NeedNotice } from '#app/ui/privacy/standing.tsx';
import { DriftSection } from '#app/ui/quality/drift.tsx';
import { ResumableForm } from '#app/ui/resumable-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { ColumnStatistics } from '#app/ui/version/column-statistics.tsx';
import { Findings, TreatmentForm } from '#app/ui/version/findings.tsx';
import { Preview } from '#app/ui/version/preview.tsx';
import { useRefresh } from '#app/ui/version/use-refresh.ts';
import { VersionFacts, VersionProgress } from '#app/ui/version/version-facts.tsx';
import { VersionFiles, VersionTables } from '#app/ui/version/version-parts.tsx';
import { isWorking } from '#app/ui/version/version-state.tsx';
import { VersionsTable } from '#app/ui/version/versions-table.tsx';
import type { Route } from './+types/w.entries.$id.data.ts';

const previewRows = 10;

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => {
    const { items } = await services.datasets.listOwnVersions(ctx, params.id);
    const asked = items.find((version) => version.id === url.searchParams.get('version')) ?? items[0];
    const version = asked === undefined ? null : await services.datasets.showVersion(ctx, asked.id);
    const readable = version !== null && (version.state === 'ready' || version.state === 'published');
    const query = { filter: [], sort: [], columns: [], limit: previewRows, offset: 0 };
    const wanted = Number(url.searchParams.get('table') ?? 1);
    const table = version?.tables.find((one) => one.number === wanted)?.number ?? 1;
    const shown = readable && version.tables.length > 0;
    const preview = shown ? await services.datasets.previewVersion(ctx, version.id, { ...query, table }) : null;
    const impact = version?.drift == null ? null : await services.overview.driftImpact(ctx, version.id);
    const settled =
      version !== null && version.tables.length > 0 && (version.state === 'ready' || version.state === 'held');
    const privacy = settled ? await services.deidentification.showVersionPrivacy(ctx, version.id) : null;
    return { items, version, preview, table, impact, privacy };
  });
}

const treatForm = z.object({
  treatments: z
    .array(
      z.object({
        table: z.coerce.number().int().default(1),
        column: z.string(),
        action: z.enum([...simpleActions, 'keep']).default('keep'),
      }),
    )
    .default([]),
});

export async function action({ request, context, params, url }: Route.ActionArgs) {
  const here = (version?: string) => withQuery(`${paths.entry(params.id)}/data`, { version });
  if (request.headers.get('content-type')?.startsWith('multipart/form-data') === true) {
    const { services, ctx } = context.get(appContext);
    try {
      await services.datasets.requireUploadable(ctx, params.id);
      const limits = { bytes: maxUploadBytes, text: maxUploadText };
      const { taken } = await readUpload(request, limits, (file, fields) =>
        services.datasets.uploadVersion(ctx, params.id, {
          fileName: file.name,
          stream: file.stream,
          note: () => fields.note,
        }),
      );
      if (taken === null) throw refuse('datasets.no_file');
      return redirect(here(taken.id));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const refused: Refused = { refusal: viewOf(error), form: 'upload', typed: {} };
      return data(refused, { status: error.status });
    }
  }
  const id = url.searchParams.get('version') ?? '';
  return withRefusals(request, context, async (form, { services }) => {
    if (form.intent === 'retry') await form.once((ctx) => services.datasets.retryVersion(ctx, id));
    if (form.intent === 'confirm') {
      const { file } = form.read(z.object({ file: z.coerce.number().int() }));
      await form.once((ctx) => services.datasets.confirmFile(ctx, id, file));
    }
    if (form.intent === 'accept') {
      const body = form.read(driftBody);
      await form.once((ctx) => services.datasets.acceptDrift(ctx, id, body));
    }
    if (form.intent === 'publish') await form.once((ctx) => services.datasets.publishVersion(ctx, id));
    if (form.intent === 'treat') {
      const treatments = form
        .read(treatForm)
        .treatments.flatMap(({ table, column, action }) => (action === 'keep' ? [] : [{ table, column, action }]));
      await form.once((ctx) => services.datasets.treatVersion(ctx, id, { treatments }));
    }
    return redirect(here(id));
  });
}

export default function EntryData({
  loaderData: { items, version, preview, table, impact, privacy },
}: Route.ComponentProps) {
  const t = useT(datasets);
  const entry = useOutletContext<EntryOut>();
  const base = `${paths.entry(entry.id)}/data`;
  const href = (id: string) => withQuery(base, { version: id });
  // The risk of a version that is ready is computed right behind it.
  useRefresh(items.some(isWorking) || (privacy?.tables.some((one) => one.need === 'report') ?? false));
  return (
    <>
      <Section title={t('upload')} lead={t('upload_lead')}>
        {entry.may.withdraw ? (
          <ResumableForm key={items.length} name="upload" entryId={entry.id} onDone={href} submit={t('send')}>
            <TextInput name="note" label={t('note')} optional maxLength={1000} />
            <FileInput name="file" label={t('file')} help={t('file_help')} />
          </ResumableForm>
        ) : (
          <p className="help">{t('no_upload')}</p>
        )}
      </Section>
      <Section title={t('versions')}>
        <VersionsTable versions={items} shown={version?.id ?? null} href={href} />
      </Section>
      {version !== null && (
        <OneVersion
          key={version.id}
          entry={entry}
          version={version}
          here={href(version.id)}
          preview={preview}
          table={table}
          impact={impact}
          privacy={privacy}
        />
      )}
    </>
  );
}

interface OneProps {
  readonly entry: EntryOut;
  readonly version: VersionOut;
  readonly here: string;
  readonly preview: Route.ComponentProps['loaderData']['preview'];
  readonly impact: Route.ComponentProps['loaderData']['impact'];
  readonly privacy: PrivacyOut | null;
  /** Number of the table shown. */
  readonly table: number;
}

function OneVersion({ entry, version, here, preview, table, impact, privacy }: OneProps) {
  const t = useT(datasets);
  const side = useSide();
  const working = isWorking(version);
  const p = useT(privacyWords);
  const several = version.tables.length > 1;
  const byPlan = version.treatments.some((one) => !(simpleActions as readonly string[]).includes(one.action));
  return (
    <>
      <Section id="version" title={t('version_n', { n: version.number })}>
        {working && <VersionProgress version={version} refresh={here} />}
        {version.state === 'failed' && version.fault !== null && (
          <Notice tone="refusal" title={t('failed')}>
            <p>{side(version.fault)}</p>
            <p>{t('failed_next')}</p>
          </Notice>
        )}
        {version.may.retry && (
          <Form name="retry" action={here}>
            <Button look="plain" name="intent" value="retry">
              {t('retry')}
            </Button>
          </Form>
        )}
        <VersionFacts version={version} />
      </Section>
      {!working && version.state !== 'failed' && (
        <>
          <VersionTables version={version} href={(number) => `${here}&table=${number}`} />
          <VersionFiles version={version} action={here} />
          <Section title={t('gate')} {...(version.findings.length > 0 ? { lead: t('gate_lead') } : {})}>
            <div className="stack">
              <Findings version={version} />
              {version.may.treat && version.findings.length > 0 && !byPlan && (
                <TreatmentForm version={version} action={here} />
              )}
              {byPlan && <p className="help">{p('plan_rules')}</p>}
              <PrivacyGate privacy={privacy} />
            </div>
          </Section>
          <Section title={t('statistics')} {...(several ? { lead: t('table_n', { n: table }) } : {})}>
            <ColumnStatistics columns={version.columns.filter((one) => one.table === table)} />
          </Section>
          {preview !== null && (
            <Section title={t('preview')} lead={t('preview_lead', { n: preview.rows.length })}>
              <Preview rows={preview} caption={t('preview')} />
            </Section>
          )}
          <DriftSection version={version} impact={impact} action={here} />
          <Publication entry={entry} version={version} here={here} />
        </>
      )}
    </>
  );
}

/** Tables that have to be de-identified before the version can leave, and the way there. */
function PrivacyGate({ privacy }: { readonly privacy: PrivacyOut | null }) {
  const p = useT(privacyWords);
  const open = privacy?.tables.filter((one) => one.need !== 'nothing') ?? [];
  if (privacy === null || open.length === 0) return null;
  return (
    <>
      {open.map((one) => {
        const to = paths.entryPrivacy(privacy.entry.id, { version: privacy.version.id, table: one.number });
        return (
          <div key={one.number} className="stack">
            {privacy.tables.length > 1 && <h3 lang="zh-CN">{one.name}</h3>}
            <NeedNotice table={one} />
            {one.need === 'subject' && privacy.may.edit && <NoPersons table={one} action={to} />}
            <LinkButton look="plain" to={to}>
              {p('gate_link')}
            </LinkButton>
          </div>
        );
      })}
    </>
  );
}

function Publication({
  entry,
  version,
  here,
}: {
  readonly entry: EntryOut;
  readonly version: VersionOut;
  readonly here: string;
}) {
  const t = useT(datasets);
  if (version.published_at !== null) {
    return (
      <Section title={t('publish')}>
        <p>
          <DateText instant={version.published_at} /> {t('published')}
        </p>
      </Section>
    );
  }
  const closed = entry.content.open_type === 'none';
  const reason = closed
    ? t('publish_not_open')
    : entry.published_revision === null
      ? t('publish_with_entry')
      : t('publish_wait');
  return (
    <Section title={t('publish')} {...(version.may.publish && !closed ? { lead: t('publish_text') } : {})}>
      {version.may.publish && !closed ? (
        <Form name="publish" action={here}>
          <ConfirmButton
            name="intent"
            value="publish"
            title={t('publish_title', { n: version.number })}
            consequence={t('publish_text')}
          >
            {t('publish_button', { n: version.number })}
          </ConfirmButton>
        </Form>
      ) : (
        <p className="help">{reason}</p>
      )}
    </Section>
  );
}
