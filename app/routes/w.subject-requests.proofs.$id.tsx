import { redirect } from 'react-router';
import { proofDecisions } from '#api/collection/rules/codes.ts';
import { refuse } from '#api/collection/rules/refusals.ts';
import { lookBody, verifyBody } from '#api/collection/subject-contract.ts';
import { appContext } from '#app/context.ts';
import { myData } from '#app/i18n/my-data.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { Deadline } from '#app/ui/collection/deadline.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/w.subject-requests.proofs.$id.ts';

export async function loader({ context, params: { id } }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const { items } = await orRefusal(() => services.collection.listSubjectProofs(ctx));
  return orRefusal(() => {
    const proof = items.find((one) => one.id === id);
    if (proof === undefined) throw refuse('collection.proof_not_found');
    return { proof };
  });
}

export function action({ request, context, params: { id } }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { collection: room }, ctx }) => {
    if (form.name === 'look') return { look: await room.lookAtSubjectProof(ctx, id, form.read(lookBody)) };
    const body = form.read(verifyBody);
    await form.once((once) => room.decideSubjectProof(once, id, body));
    return redirect(paths.subjectDesk());
  });
}

export default function SubjectProof({ loaderData: { proof }, actionData }: Route.ComponentProps) {
  const t = useT(myData);
  const side = useSide();
  const look = actionData !== undefined && 'look' in actionData ? actionData.look : null;
  return (
    <>
      <PageHeader title={t('proof_title')} breadcrumb={[{ label: t('desk_title'), to: paths.subjectDesk() }]} />
      <Section title={t('proof_state')} lead={t('look_lead')}>
        <DescriptionList
          facts={[
            { term: t('name'), value: <span lang="zh-CN">{look?.name ?? proof.masked_name}</span> },
            { term: t('number'), value: look?.number ?? proof.masked_number },
            { term: t('proof_due'), value: <Deadline of={proof.clock} /> },
          ]}
        />
        {look === null && (
          <Form name="look">
            <TextInput name="why" label={t('why')} width="medium" />
            <Button look="plain">{t('look')}</Button>
          </Form>
        )}
        {proof.has_file && (
          <Form name="file" action={`${paths.subjectProof(proof.id)}/file`} reloadDocument>
            <TextInput name="why" label={t('why')} width="medium" />
            <Button look="plain">{t('open_file')}</Button>
          </Form>
        )}
      </Section>
      <Section title={t('verify')}>
        <Form name="verify">
          <Select
            name="decision"
            label={t('decision')}
            options={proofDecisions.codes.map((value) => ({ value, label: side(proofDecisions.words[value]) }))}
          />
          <TextInput name="reason" label={t('reason')} width="medium" optional />
          <Button>{t('save')}</Button>
        </Form>
      </Section>
    </>
  );
}
