import { data, Link, redirect } from 'react-router';
import { z } from 'zod';
import { isRefusal } from '#api/kernel/refusal.ts';
import { citedSources, dividing, editProduct } from '#api/products/contract.ts';
import { statedFacts } from '#api/products/plans-contract.ts';
import { divisionMethods, kindsWithFile, productKinds, productStates } from '#api/products/rules/codes.ts';
import { refuse } from '#api/products/rules/refusals.ts';
import type { OwnProductOut } from '#api/products/view.ts';
import { appContext } from '#app/context.ts';
import { marketListings } from '#app/i18n/market-listings.ts';
import { voice } from '#app/i18n/market-voice.ts';
import { plans } from '#app/i18n/plans.ts';
import { products } from '#app/i18n/products.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { bytesText, dayText, numberText } from '#app/present/format.ts';
import { productTone } from '#app/present/market-tone.ts';
import { fromText, priceText, termLines } from '#app/present/plan-text.ts';
import { type Refused, viewOf } from '#app/present/refused.ts';
import { percentInput, ppmOf } from '#app/present/shares.ts';
import { readUpload } from '#app/present/upload.server.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { CheckboxGroup, RadioGroup } from '#app/ui/choices.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { FileInput } from '#app/ui/file-input.tsx';
import { Form } from '#app/ui/form.tsx';
import { NumberInput } from '#app/ui/inputs.tsx';
import { DivisionList } from '#app/ui/market/division.tsx';
import { FactsFields } from '#app/ui/market/facts-fields.tsx';
import { PlanName, termsOf } from '#app/ui/market/plan-list.tsx';
import { ProductFields } from '#app/ui/market/product-fields.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { UploadForm } from '#app/ui/upload-form.tsx';
import type { Route } from './+types/w.products.$id.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const done = url.searchParams.get('done');
  return orRefusal(async () => {
    const product = await services.products.getOwn(ctx, params.id);
    const choices = product.state === 'draft' ? (await services.products.listChoices(ctx, params.id)).items : [];
    const agreements = product.state === 'draft' ? (await services.products.listAgreements(ctx)).items : [];
    return {
      product,
      choices,
      agreements,
      done: done === 'save' || done === 'list' || done === 'withdraw' ? done : null,
    };
  });
}

const atRevision = z.object({ revision: z.coerce.number().int() });
const divided = atRevision.extend({
  method: z.enum(divisionMethods.codes).default('sources'),
  agreement_ids: z.array(z.string().max(60)).max(11).default([]),
  parts: z.array(z.object({ agreement_id: z.string().max(60), ppm: z.number().nullish() })).default([]),
});
/** Parts are typed in per cent; one that is no whole part per million is left to the rule, which names it. */
function partsIn(input: z.output<typeof divided>) {
  const typed = new Map(input.parts.map((one) => [one.agreement_id, one.ppm]));
  return input.agreement_ids.map((agreement_id) => {
    const percent = typed.get(agreement_id);
    return { agreement_id, ...(percent == null ? {} : { ppm: ppmOf(percent) }) };
  });
}

export async function action({ request, context, params, url }: Route.ActionArgs) {
  const here = (done: string) => redirect(`${paths.ownProduct(params.id)}?done=${done}`);
  // The file comes here only without JavaScript; with it the same form goes to the API.
  if (request.headers.get('content-type')?.startsWith('multipart/form-data') === true) {
    const { services, ctx } = context.get(appContext);
    try {
      const limits = { bytes: services.products.maxFileBytes, text: services.products.maxFileText };
      const { taken } = await readUpload(request, limits, (file) =>
        services.products.uploadFile(ctx, params.id, Number(url.searchParams.get('revision')), file),
      );
      if (taken === null) throw refuse('products.no_upload');
      return here('save');
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const refused: Refused = { refusal: viewOf(error), form: 'upload', typed: {} };
      return data(refused, { status: error.status });
    }
  }
  return withRefusals(request, context, async (form, { services: { products: p } }) => {
    const { id } = params;
    const at = () => form.read(atRevision).revision;
    if (form.name === 'list') await form.once((ctx) => p.listProduct(ctx, id, at()));
    else if (form.name === 'withdraw') await form.once((ctx) => p.withdrawProduct(ctx, id, at()));
    else if (form.name === 'sources') {
      const input = form.read(citedSources.extend(atRevision.shape));
      await form.once((ctx) => p.citeSources(ctx, id, input));
    } else if (form.name === 'division') {
      const input = form.read(divided);
      const own = input.parts.find((one) => !input.agreement_ids.includes(one.agreement_id));
      const named = {
        ...input,
        agreement_ids: [...(own === undefined ? [] : [own.agreement_id]), ...input.agreement_ids],
      };
      const { revision, method, parts } = dividing.parse({ ...input, parts: partsIn(named) });
      await form.once((ctx) => p.divideProduct(ctx, id, { revision, method, parts }));
    } else if (form.name === 'facts') {
      const input = form.read(statedFacts.extend(atRevision.shape));
      await form.once((ctx) => p.stateFacts(ctx, id, input));
    } else {
      const input = form.read(editProduct.extend(atRevision.shape));
      await form.once((ctx) => p.editProduct(ctx, id, input));
    }
    return here(form.name === 'list' || form.name === 'withdraw' ? form.name : 'save');
  });
}

export const shouldRevalidate = () => true;

export default function OwnProduct({ loaderData: { product: p, choices, agreements, done } }: Route.ComponentProps) {
  const t = useT(products);
  const side = useSide();
  const draft = p.state === 'draft';
  return (
    <>
      <PageHeader
        title={p.title}
        breadcrumb={[{ label: t('own_title'), to: paths.ownProducts() }]}
        meta={
          <>
            <StateDot tone={productTone[p.state]}>{side(productStates.words[p.state])}</StateDot>
            <span>{p.no}</span>
            <Link to={paths.agreement(p.agreement_id)}>{p.agreement.no}</Link>
            <span>{p.agreement.agency_name}</span>
          </>
        }
        {...(p.state === 'listed'
          ? {
              actions: (
                <LinkButton look="plain" to={paths.product(p.no)}>
                  {t('public_page')}
                </LinkButton>
              ),
            }
          : {})}
      />
      {done !== null && (
        <Notice tone="success" live>
          {t(done === 'list' ? 'listed' : done === 'withdraw' ? 'withdrawn' : 'saved')}
        </Notice>
      )}
      {draft && p.missing.length > 0 && (
        <Notice title={t('to_do')}>
          <ul>
            {p.missing.map((fault) => (
              <li key={fault.code}>{side(fault)}</li>
            ))}
          </ul>
        </Notice>
      )}
      {draft ? <Draft product={p} choices={choices} agreements={agreements} /> : <Fixed product={p} />}
      <Actions product={p} />
    </>
  );
}

/** The revision that was seen, in every form: the second of two editors is told. */
function Seen({ product }: { readonly product: OwnProductOut }) {
  return <input type="hidden" name="revision" value={product.revision} readOnly />;
}

type Choices = Route.ComponentProps['loaderData']['choices'];

/** The plans as they stand, and the way to change them. */
function PlanSection({ product: p }: { readonly product: OwnProductOut }) {
  const words = useT(plans);
  const v = useT(voice);
  const l = useT(marketListings);
  const locale = useLocale();
  return (
    <Section id="plans" title={words('title')} lead={words('own_lead')}>
      <ul>
        {p.plans.map((plan) => (
          <li key={plan.number}>
            <PlanName plan={plan} /> · {priceText(termsOf(plan), locale)} ·{' '}
            {termLines(termsOf(plan), locale).join(' · ')}
          </li>
        ))}
      </ul>
      {p.state !== 'withdrawn' && (
        <p>
          <LinkButton look="plain" to={paths.productPlans(p.id)}>
            {words('own_link')}
          </LinkButton>
        </p>
      )}
      {p.state === 'listed' && (
        <p className="actions">
          <LinkButton look="plain" to={paths.newQuotation({ offer: 1, product: p.no })}>
            {v('q_private')}
          </LinkButton>
          <LinkButton look="plain" to={paths.listings({ product: p.no })}>
            {l('enter')}
          </LinkButton>
        </p>
      )}
    </Section>
  );
}

interface DraftProps {
  readonly product: OwnProductOut;
  readonly choices: Choices;
  readonly agreements: Route.ComponentProps['loaderData']['agreements'];
}

/** The agreements behind a draft: those besides its own, the method, and the parts where they are agreed. */
function DivisionForm({ product: p, agreements }: Omit<DraftProps, 'choices'>) {
  const t = useT(products);
  const side = useSide();
  const others = agreements.filter((one) => one.id !== p.agreement_id);
  if (others.length === 0) return <p className="help">{t('division_none')}</p>;
  const parts = p.division?.parts ?? [];
  return (
    <Form name="division" key={`division-${p.revision}`}>
      <Seen product={p} />
      <CheckboxGroup
        name="agreement_ids"
        label={t('division_agreements')}
        defaultValues={parts.map((one) => one.agreement_id)}
        options={others.map((one) => ({
          value: one.id,
          label: t('division_part', {
            no: one.no,
            agency: side({ zh: one.agency_name, en: one.agency_name_en ?? one.agency_name }),
          }),
        }))}
      />
      <RadioGroup
        name="method"
        label={t('division_method')}
        defaultValue={p.division?.method ?? 'sources'}
        options={[
          { value: 'sources', label: side(divisionMethods.words.sources), help: t('division_sources_help') },
          { value: 'agreed', label: side(divisionMethods.words.agreed), help: t('division_agreed_help') },
        ]}
      />
      {p.division?.method === 'agreed' &&
        // The product's own first: it is not among those to choose.
        [...parts]
          .sort((one) => (one.agreement_id === p.agreement_id ? -1 : 1))
          .map((one, at) => (
            <div key={one.agreement_id}>
              <input type="hidden" name={`parts.${at}.agreement_id`} value={one.agreement_id} readOnly />
              <NumberInput
                name={`parts.${at}.ppm`}
                label={t('division_part', { no: one.agreement_no, agency: one.agency_name })}
                unit="%"
                defaultValue={percentInput(one.ppm)}
              />
            </div>
          ))}
      <div className="actions">
        <Button>{t('division_save')}</Button>
      </div>
    </Form>
  );
}

function Draft({ product: p, choices, agreements }: DraftProps) {
  const t = useT(products);
  const words = useT(plans);
  return (
    <>
      <Section title={t('basics')}>
        <Form name="edit" key={`edit-${p.revision}`}>
          <Seen product={p} />
          <ProductFields product={p} />
          <div className="actions">
            <Button>{t('save')}</Button>
          </div>
        </Form>
      </Section>
      <Section id="sources" title={t('sources_title')} lead={t('sources_lead')}>
        <SourcePicker product={p} choices={choices} />
      </Section>
      <Section id="division" title={t('division')} lead={t('division_lead')}>
        {p.division !== null && <DivisionList division={p.division} />}
        <DivisionForm product={p} agreements={agreements} />
      </Section>
      <Section id="facts" title={words('facts')} lead={words('facts_lead')}>
        <Form name="facts" key={`facts-${p.revision}`}>
          <Seen product={p} />
          <FactsFields product={p} />
          <div className="actions">
            <Button>{words('save_facts')}</Button>
          </div>
        </Form>
      </Section>
      <PlanSection product={p} />
      <Section id="file" title={t('upload')} lead={t('upload_lead')}>
        <FileSection product={p} />
      </Section>
    </>
  );
}

function SourcePicker({ product: p, choices }: { readonly product: OwnProductOut; readonly choices: Choices }) {
  const t = useT(products);
  const locale = useLocale();
  if (choices.length === 0)
    return (
      <Empty title={t('sources_none')}>
        <p>{t('sources_none_text')}</p>
        <LinkButton look="plain" to={paths.keys()}>
          {t('to_keys')}
        </LinkButton>
      </Empty>
    );
  return (
    <Form name="sources" key={`sources-${p.revision}`}>
      <Seen product={p} />
      <CheckboxGroup
        name="delivery_ids"
        label={t('sources_label')}
        defaultValues={p.delivery_ids}
        options={choices.map((one) => ({
          value: one.delivery_id,
          label: `${one.resource_name} (${one.resource_code})`,
          help: `${one.provider_name} · ${t('source_rows', {
            version: one.dataset_version,
            rows: numberText(BigInt(one.row_count), locale),
            day: dayText(one.acquired_on, locale),
          })}`,
        }))}
      />
      <div className="actions">
        <Button>{t('save_sources')}</Button>
      </div>
    </Form>
  );
}

function FileSection({ product: p }: { readonly product: OwnProductOut }) {
  const t = useT(products);
  return (
    <>
      {p.file !== null && <FileFacts product={p} />}
      {!kindsWithFile.includes(p.kind) && <p className="help">{t('upload_optional')}</p>}
      <UploadForm
        key={p.revision}
        name="upload"
        endpoint={`/api/v1/own/products/${p.id}/file?revision=${p.revision}`}
        method="PUT"
        onDone={() => `${paths.ownProduct(p.id)}?done=save`}
        submit={t('upload_send')}
        action={`${paths.ownProduct(p.id)}?revision=${p.revision}`}
      >
        <FileInput name="file" label={t('upload_label')} />
      </UploadForm>
    </>
  );
}

function FileFacts({ product: p }: { readonly product: OwnProductOut }) {
  const t = useT(products);
  return (
    <DescriptionList
      facts={[
        { term: t('upload'), value: p.file_name },
        {
          term: 'SHA-256',
          value:
            p.file === null ? null : (
              <>
                <span className="hash">{p.file.sha256}</span> · {bytesText(BigInt(p.file.bytes))}
              </>
            ),
        },
      ]}
    />
  );
}

/** What was listed, as it stays. */
function Fixed({ product: p }: { readonly product: OwnProductOut }) {
  const t = useT(products);
  const side = useSide();
  return (
    <>
      <Section title={t('basics')}>
        <DescriptionList
          facts={[
            { term: t('kind'), value: side(productKinds.words[p.kind]) },
            { term: t('summary'), value: p.summary },
            { term: t('description'), value: <span className="whitespace-pre-line">{p.description}</span> },
          ]}
        />
        <FileFacts product={p} />
      </Section>
      <PlanSection product={p} />
      {p.division !== null && (
        <Section id="division" title={t('division')}>
          <DivisionList division={p.division} />
        </Section>
      )}
      <Section title={t('sources_title')}>
        <ul>
          {p.sources.map((source) => (
            <li key={source.delivery_id}>{side(source.citation)}</li>
          ))}
        </ul>
      </Section>
    </>
  );
}

function Actions({ product: p }: { readonly product: OwnProductOut }) {
  const t = useT(products);
  const locale = useLocale();
  const list = p.actions.find((one) => one.name === 'list');
  const withdraw = p.actions.find((one) => one.name === 'withdraw');
  const draft = p.state === 'draft';
  if (list === undefined && withdraw === undefined) return null;
  return (
    <Section id="do" title={t('do_title')} lead={t('list_lead')}>
      {list !== undefined && (
        <CaseAction name="list" title={t('do_list')} refusal={list.refusal}>
          <Seen product={p} />
          <ConfirmButton
            title={t('list_question', { title: p.title })}
            consequence={t('list_consequence', { price: fromText(p.from, p.plans.length > 1, locale) })}
          >
            {t('do_list')}
          </ConfirmButton>
        </CaseAction>
      )}
      {withdraw !== undefined && (
        <CaseAction name="withdraw" title={t(draft ? 'do_discard' : 'do_withdraw')} refusal={withdraw.refusal}>
          <Seen product={p} />
          <ConfirmButton
            look="warn"
            title={t(draft ? 'discard_question' : 'withdraw_question', { title: p.title })}
            consequence={t(draft ? 'discard_consequence' : 'withdraw_consequence')}
          >
            {t(draft ? 'do_discard' : 'do_withdraw')}
          </ConfirmButton>
        </CaseAction>
      )}
    </Section>
  );
}
