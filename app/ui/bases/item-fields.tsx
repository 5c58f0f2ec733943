import { dockings, type Step, steps } from '#api/bases/rules/codes.ts';
import { cloud } from '#app/i18n/cloud.ts';
import { useSide, useT } from '#app/present/words.ts';
import { CheckboxGroup, Select } from '#app/ui/choices.tsx';
import { DateInput, TextInput } from '#app/ui/inputs.tsx';
import { TextArea } from '#app/ui/text-area.tsx';

interface ItemLike {
  readonly name: string;
  readonly system_id: string | null;
  readonly online: readonly Step[];
  readonly without: readonly Step[];
}

export function ItemFields({
  of,
  systems,
  dispensable,
}: {
  readonly of?: ItemLike;
  readonly systems: readonly { readonly id: string; readonly name: string }[];
  readonly dispensable: readonly Step[];
}) {
  const t = useT(cloud);
  const side = useSide();
  const options = (of_: readonly Step[]) => of_.map((value) => ({ value, label: side(steps.words[value]) }));
  return (
    <>
      <TextInput name="name" label={t('item')} width="full" maxLength={160} defaultValue={of?.name} />
      <CheckboxGroup
        name="online"
        label={t('online')}
        options={options(steps.codes)}
        defaultValues={of?.online ?? []}
      />
      <CheckboxGroup
        name="without"
        label={t('without')}
        options={options(dispensable)}
        defaultValues={of?.without ?? []}
        optional
      />
      <Select
        name="system_id"
        label={t('system')}
        optional
        defaultValue={of?.system_id ?? ''}
        options={systems.map((one) => ({ value: one.id, label: one.name }))}
      />
    </>
  );
}

interface SystemLike {
  readonly name: string;
  readonly node_id: string | null;
  readonly docking: keyof typeof dockings.words;
  readonly docked_on: string | null;
  readonly planned_on: string | null;
  readonly note: string;
}

export function SystemFields({
  of,
  nodes,
}: {
  readonly of?: SystemLike;
  readonly nodes: readonly { readonly id: string; readonly name: string; readonly name_en: string }[];
}) {
  const t = useT(cloud);
  const side = useSide();
  return (
    <>
      <TextInput name="name" label={t('name')} width="medium" maxLength={120} defaultValue={of?.name} />
      <Select
        name="node_id"
        label={t('node')}
        optional
        defaultValue={of?.node_id ?? ''}
        options={nodes.map((one) => ({ value: one.id, label: side({ zh: one.name, en: one.name_en }) }))}
      />
      <Select
        name="docking"
        label={t('docking')}
        defaultValue={of?.docking ?? ''}
        options={dockings.codes.map((value) => ({ value, label: side(dockings.words[value]) }))}
      />
      <DateInput name="docked_on" label={t('docked_on')} optional defaultValue={of?.docked_on ?? ''} />
      <DateInput name="planned_on" label={t('planned_on')} optional defaultValue={of?.planned_on ?? ''} />
      <TextArea name="note" label={t('note')} rows={2} limit={600} optional defaultValue={of?.note} />
    </>
  );
}
