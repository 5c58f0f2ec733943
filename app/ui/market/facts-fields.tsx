import type { z } from 'zod';
import type { factsOut } from '#api/products/plans-contract.ts';
import { apiModes } from '#api/products/rules/codes.ts';
import type { OwnProductOut } from '#api/products/view.ts';
import { plans } from '#app/i18n/plans.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Select } from '#app/ui/choices.tsx';
import { NumberInput, TextInput } from '#app/ui/inputs.tsx';
import { TextArea } from '#app/ui/text-area.tsx';

type Facts = z.infer<typeof factsOut>;
type Of<K extends Facts['kind']> = Extract<Facts, { kind: K }>;

/** What the kind of product asks for; the fields are those of its kind alone. */
export function FactsFields({ product: p }: { readonly product: OwnProductOut }) {
  const facts = p.facts as Facts | null;
  return (
    <>
      <input type="hidden" name="facts.kind" value={p.kind} readOnly />
      {p.kind === 'dataset' && <DatasetFields facts={facts?.kind === 'dataset' ? facts : null} />}
      {p.kind === 'report' && <ReportFields facts={facts?.kind === 'report' ? facts : null} />}
      {p.kind === 'model' && <ModelFields facts={facts?.kind === 'model' ? facts : null} />}
      {p.kind === 'application' && <ApplicationFields facts={facts?.kind === 'application' ? facts : null} />}
      {p.kind === 'api' && <ApiFields facts={facts?.kind === 'api' ? facts : null} />}
    </>
  );
}

function DatasetFields({ facts }: { readonly facts: Of<'dataset'> | null }) {
  const t = useT(plans);
  return (
    <>
      <TextInput name="facts.format" label={t('format')} width="short" optional defaultValue={facts?.format ?? ''} />
      <NumberInput
        name="facts.rows"
        label={t('rows')}
        help={t('rows_help')}
        optional
        defaultValue={facts?.rows ?? undefined}
      />
      <TextInput name="facts.update" label={t('update')} maxLength={300} optional defaultValue={facts?.update ?? ''} />
    </>
  );
}

function ReportFields({ facts }: { readonly facts: Of<'report'> | null }) {
  const t = useT(plans);
  return <NumberInput name="facts.pages" label={t('pages')} defaultValue={facts?.pages} />;
}

function ModelFields({ facts }: { readonly facts: Of<'model'> | null }) {
  const t = useT(plans);
  return (
    <>
      {(['training_sources', 'intended_use', 'limits', 'metrics'] as const).map((name) => (
        <TextArea
          key={name}
          name={`facts.${name}`}
          label={t(name)}
          limit={3000}
          rows={3}
          defaultValue={facts?.[name] ?? ''}
        />
      ))}
    </>
  );
}

function ApplicationFields({ facts }: { readonly facts: Of<'application'> | null }) {
  const t = useT(plans);
  return <TextInput name="facts.address" label={t('address')} inputMode="url" defaultValue={facts?.address ?? ''} />;
}

function ApiFields({ facts }: { readonly facts: Of<'api'> | null }) {
  const t = useT(plans);
  const side = useSide();
  const known = facts?.endpoints ?? [];
  // Two blank ones to fill in beside those that are there; a blank one is left out.
  const rows = Array.from({ length: Math.min(20, known.length + 2) }, (_, at) => ({ at, one: known[at] ?? null }));
  return (
    <>
      <Select
        name="facts.mode"
        label={t('mode')}
        options={apiModes.codes.map((code) => ({ value: code, label: side(apiModes.words[code]) }))}
        defaultValue={facts?.mode ?? ''}
      />
      {rows.map(({ at, one }) => (
        <details key={at} className="case-action" open={one !== null || at === 0}>
          <summary>{t('endpoint_n', { n: at + 1 })}</summary>
          <TextInput
            name={`facts.endpoints.${at}.name`}
            label={t('endpoint_name')}
            help={t('endpoint_name_help')}
            width="medium"
            optional
            defaultValue={one?.name ?? ''}
          />
          <TextInput
            name={`facts.endpoints.${at}.url`}
            label={t('endpoint_url')}
            help={t('endpoint_url_help')}
            inputMode="url"
            optional
            defaultValue={one?.url ?? ''}
          />
          <Select
            name={`facts.endpoints.${at}.method`}
            label={t('endpoint_method')}
            optional
            options={['GET', 'POST'].map((value) => ({ value, label: value }))}
            defaultValue={one?.method ?? ''}
          />
          <TextInput
            name={`facts.endpoints.${at}.description`}
            label={t('endpoint_description')}
            maxLength={1000}
            optional
            defaultValue={one?.description ?? ''}
          />
        </details>
      ))}
      <TextInput
        name="facts.external_url"
        label={t('external_url')}
        inputMode="url"
        optional
        defaultValue={facts?.external_url ?? ''}
      />
      <TextArea
        name="facts.openapi"
        label={t('openapi')}
        limit={300_000}
        rows={6}
        optional
        defaultValue={facts?.openapi ?? ''}
      />
    </>
  );
}
