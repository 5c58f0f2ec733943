import { Link, redirect, useOutletContext, useSearchParams } from 'react-router';
import { recallBody, seenBody, withdrawBody } from '#api/catalog/contract.ts';
import { itemsFromColumns } from '#api/catalog/rules/items.ts';
import type { EntryOut } from '#api/catalog/show.ts';
import type { Ctx } from '#api/context.ts';
import type { Services } from '#api/services.ts';
import { appContext } from '#app/context.ts';
import { catalog } from '#app/i18n/catalog.ts';
import { paths, withQuery } from '#app/paths.ts';
import { contentOf, entryForm } from '#app/present/entry-form.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { isRefused } from '#app/present/refused.ts';
import { useSide, useT } from '#app/present/words.ts';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { EntryFacts } from '#app/ui/entry/entry-facts.tsx';
import { EntryForm } from '#app/ui/entry/entry-form.tsx';
import { Form } from '#app/ui/form.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/section.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.entries.$id._index.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const { items } = await orRefusal(() => services.datasets.listOwnVersions(ctx, params.id));
  const newest = items.find((version) => version.state !== 'failed') ?? null;
  return {
    hasColumns: items.some((version) => version.row_count !== null),
    held:
      newest === null || newest.untreated.length === 0 ? null : { number: newest.number, columns: newest.untreated },
  };
}

export function action({ request, context, params }: Route.ActionArgs) {
  const here = paths.entry(params.id);
  return withRefusals(request, context, async (form, { services, ctx }) => {
    if (form.intent === 'discard') {
      await form.once((once) => services.catalog.discardChanges(once, params.id, form.read(seenForm)));
      return redirect(here);
    }
    if (form.intent === 'recall') {
      await form.once((once) => services.catalog.recallEntry(once, params.id, form.read(recallForm)));
      return redirect(withQuery(here, { done: 'recall' }));
    }
    if (form.intent === 'withdraw') {
      await form.once((once) => services.catalog.withdrawEntry(once, params.id, form.read(withdrawForm)));
      return redirect(here);
    }
    const sent = form.read(entryForm);
    const before = sent.revision;
    if (form.intent === 'autosave') {
      const saved = await services.catalog.saveEntry(ctx, params.id, { revision: before, content: contentOf(sent) });
      return { saved: saved.revision, unchanged: saved.revision === before };
    }
    if (form.intent === 'submit') {
      const now = await services.catalog.showEntry(ctx, params.id);
      // The second press of the button finds the work done.
      if (now.state === 'submitted') return redirect(withQuery(here, { done: 'submit' }));
      const saved = await services.catalog.saveEntry(ctx, params.id, { revision: before, content: contentOf(sent) });
      await services.catalog.submitEntry(ctx, params.id, { revision: saved.revision });
      return redirect(withQuery(here, { done: 'submit' }));
    }
    const saved = await form.once((once) =>
      services.catalog.saveEntry(once, params.id, { revision: before, content: contentOf(sent) }),
    );
    if (form.intent === 'add_row') return redirect(`${withQuery(here, { rows: 3 })}#entry-items`);
    if (form.intent === 'from_data') {
      await takeItems(services, ctx, saved);
      return redirect(`${withQuery(here, { done: 'items' })}#entry-items`);
    }
    return { saved: saved.revision, unchanged: saved.revision === before };
  });
}

const revision = entryForm.shape.revision;
const seenForm = seenBody.extend({ revision });
const recallForm = recallBody.extend({ revision });
const withdrawForm = withdrawBody.extend({ revision });

/** Adds what the newest file says about its columns. */
async function takeItems(services: Services, ctx: Ctx, entry: EntryOut): Promise<void> {
  const { items } = await services.datasets.listOwnVersions(ctx, entry.id);
  const newest = items.find((version) => version.row_count !== null);
  if (newest === undefined) return;
  const version = await services.datasets.showVersion(ctx, newest.id);
  const identifiers = new Set(version.findings.filter((finding) => finding.blocks).map((finding) => finding.column));
  const taken = itemsFromColumns(entry.content.items, version.columns, identifiers);
  await services.catalog.saveEntry(ctx, entry.id, {
    revision: entry.revision,
    content: { ...entry.content, items: taken },
  });
}

export default function EntryPage({ loaderData: { hasColumns, held }, actionData }: Route.ComponentProps) {
  const t = useT(catalog);
  const side = useSide();
  const entry = useOutletContext<EntryOut>();
  const [search] = useSearchParams();
  const done = search.get('done');
  const saved = actionData !== undefined && 'saved' in actionData ? actionData : null;
  const conflict = isRefused(actionData) && actionData.refusal.code === 'catalog.changed_meanwhile';
  return (
    <>
      {saved !== null && (
        <Notice tone="success" live>
          {saved.unchanged ? t('unchanged') : t('saved', { n: saved.saved })}
        </Notice>
      )}
      {done === 'submit' && entry.state === 'submitted' && (
        <Notice tone="success" live>
          {t('submitted_ok', { body: entry.reviewed_by ?? t('nobody_reviews') })}
        </Notice>
      )}
      {done === 'recall' && entry.state === 'draft' && actionData === undefined && (
        <Notice tone="success" live>
          {t('recalled')}
        </Notice>
      )}
      {done === 'items' && actionData === undefined && (
        <Notice tone="success" live>
          {t('items_taken')}
        </Notice>
      )}
      {conflict && (
        <p className="mb-4">
          <Link to={`${paths.entry(entry.id)}/history`} target="_blank">
            {t('conflict_see')}
          </Link>
        </p>
      )}
      {held !== null && entry.state !== 'withdrawn' && (
        <Notice tone="warn">
          <Link to={`${paths.entry(entry.id)}/data`}>
            {t('held_warning', { n: held.number, columns: held.columns.join('、') })}
          </Link>
        </Notice>
      )}
      {entry.warnings.length > 0 && (
        <Notice tone="warn" title={t('attention')}>
          <ul>
            {entry.warnings.map((warning) => (
              <li key={`${warning.path}-${warning.en}`}>{side(warning)}</li>
            ))}
          </ul>
        </Notice>
      )}
      {entry.may.save ? (
        <EntryForm
          entry={entry}
          hasColumns={hasColumns}
          blanks={Math.min(Number(search.get('rows') ?? 0) || 0, 20)}
          stopped={conflict}
        />
      ) : (
        <EntryFacts content={entry.content} />
      )}
      {(entry.may.discard || entry.may.withdraw || entry.may.recall) && <OtherActions entry={entry} />}
    </>
  );
}

function OtherActions({ entry }: { readonly entry: EntryOut }) {
  const t = useT(catalog);
  const { title, code } = entry;
  return (
    <>
      {entry.may.recall && (
        <Section title={t('recall_section')} lead={t('recall_lead')}>
          <Form name="recall">
            <input type="hidden" name="revision" value={entry.revision} />
            <TextArea name="reason" label={t('recall_reason')} rows={2} limit={1000} />
            <ConfirmButton
              look="plain"
              name="intent"
              value="recall"
              title={t('recall_title', { title })}
              consequence={t('recall_lead')}
            >
              {t('recall')}
            </ConfirmButton>
          </Form>
        </Section>
      )}
      {entry.may.discard && (
        <Section title={t('discard')} lead={t('discard_text')}>
          <Form name="discard">
            <input type="hidden" name="revision" value={entry.revision} />
            <ConfirmButton
              look="plain"
              name="intent"
              value="discard"
              title={t('discard_title', { title })}
              consequence={t('discard_text')}
            >
              {t('discard')}
            </ConfirmButton>
          </Form>
        </Section>
      )}
      {entry.may.withdraw && (
        <Section title={t('withdraw_section')} lead={t('withdraw_lead')}>
          <Form name="withdraw">
            <input type="hidden" name="revision" value={entry.revision} />
            <TextArea name="reason" label={t('withdraw_reason')} rows={3} limit={1000} />
            <ConfirmButton
              look="warn"
              name="intent"
              value="withdraw"
              title={t('withdraw_title', { title, code })}
              consequence={t('withdraw_lead')}
            >
              {t('withdraw')}
            </ConfirmButton>
          </Form>
        </Section>
      )}
    </>
  );
}
