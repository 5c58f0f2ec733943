/** The enterprise's own file; for whoever checks, the files that wait and one of them. */
import { data, Link, redirect } from 'react-router';
import { z } from 'zod';
import { fieldFaults } from '#api/kernel/field-faults.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import { checkPaperShape, credentialShape, lookShape, representativeShape } from '#api/licensing/file-contract.ts';
import { authorizationKinds } from '#api/licensing/rules/codes.ts';
import { credentialKinds, fileLookReasons } from '#api/licensing/rules/kind-codes.ts';
import { refuse } from '#api/licensing/rules/kind-refusals.ts';
import { appContext } from '#app/context.ts';
import { licensingKinds } from '#app/i18n/licensing-kinds.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { type Refused, viewOf } from '#app/present/refused.ts';
import { readUpload } from '#app/present/upload.server.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { FileInput } from '#app/ui/file-input.tsx';
import { Form } from '#app/ui/form.tsx';
import { DateInput, TextInput } from '#app/ui/inputs.tsx';
import { CheckList } from '#app/ui/licensing/check-list.tsx';
import { PaperTable } from '#app/ui/licensing/paper-table.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/w.enterprise-file._index.ts';

const limits = { bytes: 10 * 1024 * 1024, text: '10 MB' };
const one = z.object({ id: z.string().max(60) });

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const organization = url.searchParams.get('organization') ?? undefined;
  const own = ctx.viewer?.organization.kind === 'enterprise';
  const done = url.searchParams.get('done') !== null;
  if (!own && organization === undefined)
    return { done, file: null, waiting: (await services.licensing.listFilesToCheck(ctx)).items };
  const file = await orRefusal(() => services.licensing.getEnterpriseFile(ctx, own ? undefined : organization));
  return { done, file, waiting: [] };
}

export async function action(args: Route.ActionArgs) {
  const { request, context } = args;
  if (/multipart\/form-data/.test(request.headers.get('content-type') ?? '')) return upload(args);
  return withRefusals(request, context, async (form, { services, ctx }) => {
    const { id } = form.read(one);
    if (form.name?.startsWith('identity') === true)
      return { identity: { id, ...(await services.licensing.lookAtRepresentative(ctx, id, form.read(lookShape))) } };
    const checked = form.name?.startsWith('check') === true;
    const input = checked ? form.read(checkPaperShape) : null;
    const file = await form.once((once) =>
      input === null ? services.licensing.withdrawPaper(once, id) : services.licensing.checkPaper(once, id, input),
    );
    return redirect(paths.enterpriseFile(checked ? { organization: file.organization.id, done: 1 } : { done: 1 }));
  });
}

async function upload({ request, context }: Route.ActionArgs) {
  const { services, ctx } = context.get(appContext);
  let typed: Record<string, readonly string[]> = {};
  let name = 'credential';
  try {
    const { taken } = await readUpload(request, limits, async ({ stream }, fields) => {
      name = fields._form === 'representative' ? 'representative' : 'credential';
      // The citizen number is never sent back.
      typed = Object.fromEntries(
        Object.entries(fields).flatMap(([key, value]) =>
          key === 'number' && name === 'representative' ? [] : [[key, [value]]],
        ),
      );
      const present = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
      if (name === 'credential')
        return services.licensing.addCredential(ctx, parse(credentialShape, present), { stream });
      return services.licensing.addRepresentative(ctx, parse(representativeShape, present), { stream });
    });
    if (taken === null) throw refuse('licensing.no_paper');
    return redirect(paths.enterpriseFile({ done: 1 }));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const refused: Refused = { refusal: viewOf(error), form: name, typed };
    return data(refused, { status: error.status });
  }
}

function parse<S extends z.ZodType>(shape: S, fields: unknown): z.output<S> {
  const result = shape.safeParse(fields, { reportInput: true });
  if (result.success) return result.data;
  const faults = fieldFaults(result.error);
  throw refuse('licensing.paper_fields', { count: faults.length }, faults);
}

export default function EnterpriseFilePage({ loaderData: { file, waiting, done }, actionData }: Route.ComponentProps) {
  const t = useT(licensingKinds);
  if (file === null) return <Waiting items={waiting} />;
  const identity = actionData !== undefined && 'identity' in actionData ? actionData.identity : null;
  return (
    <>
      <PageHeader
        title={file.own ? t('file_title') : t('file_of', { name: file.organization.name })}
        {...(file.own
          ? { lead: t('file_lead') }
          : { breadcrumb: [{ label: t('files_title'), to: paths.enterpriseFile() }] })}
      />
      {done && (
        <Notice tone="success" live>
          {t('done_file')}
        </Notice>
      )}
      {identity !== null && (
        <Notice title={t('identity')} live>
          <DescriptionList
            facts={[
              { term: t('person_name'), value: <span lang="zh-CN">{identity.name}</span> },
              { term: t('person_number'), value: identity.number },
            ]}
          />
        </Notice>
      )}
      <Section title={t('credentials')}>
        <PaperTable file={file} what="credentials" />
      </Section>
      <Section title={t('representatives')}>
        <PaperTable file={file} what="representatives" />
      </Section>
      {file.own && <Add />}
      <Section title={t('lists_title')}>
        <Lists lists={file.lists} />
      </Section>
      {file.own && <Own file={file} />}
      {file.checks && <Checks file={file} />}
    </>
  );
}

type File = NonNullable<Route.ComponentProps['loaderData']['file']>;

function Lists({ lists }: { readonly lists: File['lists'] }) {
  const side = useSide();
  return lists.map((list) => (
    <details key={list.kind} className="case-action" open={list.kind === 'licensed_development' || undefined}>
      <summary>{side(authorizationKinds.words[list.kind])}</summary>
      <CheckList list={list} to={null} />
    </details>
  ));
}

function Add() {
  const t = useT(licensingKinds);
  const side = useSide();
  return (
    <>
      <details className="case-action" id="add-credential">
        <summary>{t('add_credential')}</summary>
        <Form name="credential" encType="multipart/form-data">
          <Select
            name="kind"
            label={t('paper_kind')}
            options={credentialKinds.codes.map((value) => ({ value, label: side(credentialKinds.words[value]) }))}
          />
          <TextInput name="number" label={t('number')} width="medium" />
          <TextInput name="issuer" label={t('issuer')} />
          <DateInput name="valid_from" label={t('valid_from')} />
          <DateInput name="valid_to" label={t('valid_until')} help={t('valid_until_help')} optional />
          <FileInput name="file" label={t('file')} help={t('file_help')} accept=".pdf,.png,.jpg,.jpeg" />
          <Button>{t('add')}</Button>
        </Form>
      </details>
      <details className="case-action" id="add-representative">
        <summary>{t('add_representative')}</summary>
        <Form name="representative" encType="multipart/form-data">
          <TextInput name="name" label={t('person_name')} width="medium" autoComplete="off" />
          <TextInput
            name="number"
            label={t('person_number')}
            help={t('person_number_help')}
            width="medium"
            autoComplete="off"
          />
          <DateInput name="valid_from" label={t('valid_from')} />
          <DateInput name="valid_to" label={t('valid_until')} />
          <FileInput name="file" label={t('mandate')} help={t('file_help')} accept=".pdf,.png,.jpg,.jpeg" />
          <Button>{t('add')}</Button>
        </Form>
      </details>
    </>
  );
}

const titleOf = (file: File, id: string): readonly [string, string] => {
  const paper = file.credentials.find((item) => item.id === id);
  if (paper !== undefined) {
    const [zh, en] = credentialKinds.words[paper.kind];
    return [`${zh} ${paper.number}`, `${en} ${paper.number}`];
  }
  const person = file.representatives.find((item) => item.id === id);
  return [person?.masked_name ?? id, person?.masked_number ?? id];
};

function Own({ file }: { readonly file: File }) {
  const t = useT(licensingKinds);
  const locale = useLocale();
  return [...file.credentials, ...file.representatives].map(({ id }) => (
    <details key={id} className="case-action">
      <summary>
        {t('take_back')}: {titleOf(file, id)[locale === 'zh' ? 0 : 1]}
      </summary>
      <Form name={`withdraw-${id}`}>
        <input type="hidden" name="id" value={id} readOnly />
        <ConfirmButton look="warn" title={t('take_back_title')} consequence={t('take_back_text')}>
          {t('take_back')}
        </ConfirmButton>
      </Form>
    </details>
  ));
}

function Checks({ file }: { readonly file: File }) {
  const t = useT(licensingKinds);
  const side = useSide();
  const locale = useLocale();
  const why = (
    <Select
      name="why"
      label={t('why')}
      help={t('why_help')}
      options={fileLookReasons.codes.map((value) => ({ value, label: side(fileLookReasons.words[value]) }))}
    />
  );
  const papers = [
    ...file.credentials.map((paper) => ({ ...paper, person: false })),
    ...file.representatives.map((paper) => ({ ...paper, person: true })),
  ];
  return papers.map((paper) => (
    <details key={paper.id} className="case-action" open={paper.can_check || undefined}>
      <summary>
        {t(paper.can_check ? 'check' : 'open_file')}: {titleOf(file, paper.id)[locale === 'zh' ? 0 : 1]}
      </summary>
      {/* A document of its own: the answer is the file, not a page. */}
      <Form name={`look-${paper.id}`} action={paths.enterprisePaper(paper.id)} reloadDocument>
        {why}
        <Button look="plain">{t('open_file')}</Button>
      </Form>
      {paper.person && (
        <Form name={`identity-${paper.id}`}>
          <input type="hidden" name="id" value={paper.id} readOnly />
          {why}
          <Button look="plain">{t('see_identity')}</Button>
        </Form>
      )}
      {paper.can_check && (
        <Form name={`check-${paper.id}`}>
          <input type="hidden" name="id" value={paper.id} readOnly />
          <Select
            name="decision"
            label={t('check_decision')}
            options={[
              { value: 'verified', label: t('verified') },
              { value: 'rejected', label: t('rejected') },
            ]}
          />
          <TextInput name="opinion" label={t('opinion')} />
          <Button>{t('check')}</Button>
        </Form>
      )}
    </details>
  ));
}

type Row = Route.ComponentProps['loaderData']['waiting'][number];

function Waiting({ items }: { readonly items: readonly Row[] }) {
  const t = useT(licensingKinds);
  const columns: readonly Column<Row>[] = [
    {
      key: 'name',
      head: t('enterprise'),
      cell: (row) => (
        <Link to={paths.enterpriseFile({ organization: row.id })}>
          <span lang="zh-CN">{row.name}</span>
        </Link>
      ),
    },
    { key: 'n', head: t('waiting_n'), kind: 'number', cell: (row) => row.waiting },
    { key: 'since', head: t('waiting_since'), kind: 'fixed', cell: (row) => <DateText instant={row.since} /> },
  ];
  return (
    <>
      <PageHeader title={t('files_title')} lead={t('files_lead')} />
      <DataTable
        caption={t('files_title')}
        captionHidden
        columns={columns}
        rows={items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('files_none')}>{t('files_none_text')}</Empty>}
      />
    </>
  );
}
