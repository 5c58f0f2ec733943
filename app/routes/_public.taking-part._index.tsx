import { Link, redirect } from 'react-router';
import { codeBody, nameBody } from '#api/participants/contract.ts';
import { letterStates } from '#api/participants/rules/codes.ts';
import { ownPage, participantCookieCleared } from '#api/participants/rules/cookie.ts';
import type { ParticipantOut } from '#api/participants/service.ts';
import { appContext } from '#app/context.ts';
import { participants } from '#app/i18n/participants.ts';
import { paths } from '#app/paths.ts';
import { withRefusals } from '#app/present/form.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/_public.taking-part._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const next = ownPage(url.searchParams.get('next'));
  const taker = await services.participants.participantOf(ctx);
  const gone = url.searchParams.has('gone');
  return { next, gone, me: taker === null ? null : await services.participants.showParticipant(ctx) };
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services, ctx }) => {
    if (form.intent === 'name')
      return { did: 'name', me: await services.participants.nameParticipant(ctx, form.read(nameBody)) };
    if (form.intent === 'leave' || form.intent === 'forget') {
      if (form.intent === 'leave') await services.participants.leaveParticipant(ctx);
      else await services.participants.forgetParticipant(ctx);
      const headers = { 'Set-Cookie': participantCookieCleared };
      return redirect(form.intent === 'leave' ? paths.takingPart() : `${paths.takingPart()}?gone=1`, { headers });
    }
    const body = form.read(codeBody);
    const { challenge } = await services.participants.askParticipantCode(ctx, body);
    return redirect(paths.participantCode(challenge, ownPage(body.next)));
  });
}

export default function TakingPart({ loaderData: { me, next, gone }, actionData }: Route.ComponentProps) {
  const t = useT(participants);
  const did = actionData !== undefined && 'did' in actionData;
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      {gone && me === null && (
        <Notice tone="success" title={t('forgotten')} live>
          <p>{t('forgotten_text')}</p>
        </Notice>
      )}
      {did && (
        <Notice tone="success" live>
          {t('saved')}
        </Notice>
      )}
      {me === null ? <Ask next={next} /> : <Mine me={me} next={next} />}
    </>
  );
}

function Ask({ next }: { readonly next: string | null }) {
  const t = useT(participants);
  const locale = useLocale();
  return (
    <>
      <Form>
        <input type="hidden" name="locale" value={locale} />
        {next !== null && <input type="hidden" name="next" value={next} />}
        <TextInput
          name="email"
          type="email"
          label={t('email')}
          help={t('email_help')}
          autoComplete="email"
          width="medium"
          maxLength={254}
        />
        <Button>{t('send')}</Button>
      </Form>
      <p className="mt-8">
        {t('or_sign_in')} <Link to={paths.login(next ?? paths.takingPart())}>{t('sign_in')}</Link>
      </p>
    </>
  );
}

function Mine({ me, next }: { readonly me: ParticipantOut; readonly next: string | null }) {
  const t = useT(participants);
  const locale = useLocale();
  const mailbox = me.kind === 'mailbox';
  return (
    <div className="grid gap-8">
      <DescriptionList
        facts={[
          { term: t('you'), value: locale === 'zh' ? me.name_zh : me.name_en },
          ...(me.since === null ? [] : [{ term: t('since'), value: <DateText instant={me.since} /> }]),
        ]}
      />
      {next !== null && (
        <p>
          <LinkButton to={next}>{t('go_on')}</LinkButton>
        </p>
      )}
      {!mailbox && <p>{t('you_person')}</p>}
      {mailbox && (
        <Form name="name">
          <TextInput
            name="name"
            label={t('public_name')}
            help={t('public_name_help')}
            defaultValue={me.own_name ?? ''}
            width="medium"
            maxLength={30}
            optional
          />
          <Button look="plain" name="intent" value="name">
            {t('save_name')}
          </Button>
        </Form>
      )}
      <p>
        <Link to={paths.ownViews()}>{t('own_views')}</Link>
      </p>
      <Section id="letters" title={t('letters')}>
        <DataTable
          caption={t('letters')}
          captionHidden
          rows={me.letters}
          rowKey={(row) => row.id}
          empty={
            <Empty title={t('letters_empty')}>
              <p>{t('letters_empty_text')}</p>
            </Empty>
          }
          columns={[
            {
              key: 'subject',
              head: t('subject'),
              cell: (row) => <Link to={row.path}>{locale === 'zh' ? row.subject_zh : row.subject_en}</Link>,
            },
            { key: 'at', head: t('at'), kind: 'fixed', cell: (row) => <DateText instant={row.at} /> },
            { key: 'state', head: t('state'), kind: 'fixed', cell: (row) => letterStates.label(row.state, locale) },
          ]}
        />
      </Section>
      {mailbox && (
        <Section title={t('what_now')}>
          <div className="flex flex-wrap gap-4">
            <Form name="leave" inline>
              <Button look="plain" name="intent" value="leave">
                {t('leave')}
              </Button>
            </Form>
            <Form name="forget" inline>
              <ConfirmButton
                look="warn"
                name="intent"
                value="forget"
                title={t('forget_title')}
                consequence={t('forget_consequence')}
              >
                {t('forget')}
              </ConfirmButton>
            </Form>
          </div>
        </Section>
      )}
    </div>
  );
}
