import { z } from 'zod';
import { dayOf } from '#api/kernel/time.ts';
import { synonymBody } from '#api/search/contract.ts';
import { appContext } from '#app/context.ts';
import { search } from '#app/i18n/search.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.synonyms.ts';

export function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(() => services.search.listSynonyms(ctx));
}

/** One word a line, as it is typed. */
const typedSynonym = z.object({
  words: z
    .string()
    .default('')
    .transform((text) => text.split(/[\n,，、;；]+/).filter((word) => word.trim() !== ''))
    .pipe(synonymBody.shape.words),
  note: synonymBody.shape.note,
});
const revocation = z.object({ id: z.string().max(60) });

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    if (form.intent === 'revoke') {
      const { id } = form.read(revocation);
      await form.once((ctx) => services.search.revokeSynonym(ctx, id));
      return { done: 'revoked' as const, id };
    }
    const input = form.read(typedSynonym);
    const { id } = await form.once((ctx) => services.search.addSynonym(ctx, input));
    return { done: 'saved' as const, id };
  });
}

export default function Synonyms({ loaderData: { items }, actionData }: Route.ComponentProps) {
  const t = useT(search);
  const done = actionData !== undefined && 'done' in actionData ? actionData : null;
  return (
    <>
      <PageHeader title={t('synonyms')} lead={t('synonyms_lead')} />
      {done !== null && (
        <Notice tone="success" live>
          {done.done === 'saved' ? t('saved') : t('revoked_done')}
        </Notice>
      )}
      <Section title={t('add')}>
        <Form name="add" key={done?.id ?? 'new'}>
          <TextArea name="words" label={t('words')} help={t('words_help')} rows={4} />
          <TextInput name="note" label={t('note')} optional maxLength={200} />
          <Button>{t('save')}</Button>
        </Form>
      </Section>
      <Section title={t('synonyms_kept')}>
        <DataTable
          caption={t('synonyms_kept')}
          captionHidden
          rows={items}
          rowKey={(row) => row.id}
          empty={<Empty title={t('no_synonyms')} />}
          columns={[
            { key: 'words', head: t('words'), cell: (row) => row.words.join(' · ') },
            { key: 'note', head: t('note'), cell: (row) => row.note },
            {
              key: 'entered',
              head: t('entered'),
              cell: (row) => (
                <>
                  <DateText day={dayOf(new Date(row.created_at))} /> {row.created_by}
                </>
              ),
            },
            {
              key: 'state',
              head: t('state'),
              cell: (row) =>
                row.revoked_at === null ? (
                  t('in_force')
                ) : (
                  <>
                    {t('revoked')} <DateText day={dayOf(new Date(row.revoked_at))} /> {row.revoked_by}
                  </>
                ),
            },
            {
              key: 'revoke',
              head: t('revoke'),
              cell: (row) =>
                row.revoked_at === null && (
                  <Form name={`revoke-${row.id}`}>
                    <input type="hidden" name="id" value={row.id} />
                    <ConfirmButton
                      look="plain"
                      size="small"
                      name="intent"
                      value="revoke"
                      title={t('revoke_title', { words: row.words.join(' · ') })}
                      consequence={t('revoke_text')}
                    >
                      {t('revoke')}
                    </ConfirmButton>
                  </Form>
                ),
            },
          ]}
        />
      </Section>
    </>
  );
}
