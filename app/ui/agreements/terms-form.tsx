import type { ReactNode } from 'react';
import { type Clause, dispositionModes, feeModes, newDataOwners, securityDuties } from '#api/agreements/rules/codes.ts';
import { largestGroup, smallestGroup } from '#api/agreements/rules/groups.ts';
import type { AgreementOut } from '#api/agreements/view.ts';
import type { CodeList } from '#api/kernel/words.ts';
import { degrees } from '#api/licensing/rules/codes.ts';
import { agreements } from '#app/i18n/agreements.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CheckboxGroup, RadioGroup } from '#app/ui/choices.tsx';
import { Form } from '#app/ui/form.tsx';
import { fieldId } from '#app/ui/form-context.ts';
import { DateInput, NumberInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { ContributionFields } from './contribution-fields.tsx';
import { DataFields, type Grantable } from './data-fields.tsx';
import { AmountFields, AuditFields, PartFields, QuotaFields, SubLicenceFields, UseFields } from './limit-fields.tsx';
import { SplitEditor } from './split-editor.tsx';

const limit = 4000;

/** What the form reads of an agreement; a template and a proposal have as much. */
export type TermsSubject = Pick<
  AgreementOut,
  'terms' | 'revision' | 'missing' | 'treasury' | 'developer' | 'shares_sum' | 'datasets'
>;

/** The terms clause by clause, with what is still missing beside them. */
export function TermsForm({
  agreement: a,
  grantable,
  name = 'save',
  submit,
  skip = [],
  before,
  children,
}: {
  readonly agreement: TermsSubject;
  readonly grantable: Grantable;
  /** The form is sent under it. */
  readonly name?: string;
  readonly submit?: string;
  /** Clauses that this form does not ask for. */
  readonly skip?: readonly Clause[];
  /** Further fields of the form, before and after the clauses. */
  readonly before?: ReactNode;
  readonly children?: ReactNode;
}) {
  const t = useT(agreements);
  const side = useSide();
  const { terms } = a;
  const asks = (clause: Clause) => !skip.includes(clause);
  return (
    <div className="two-columns">
      <Form name={name}>
        <input type="hidden" name="revision:number" value={a.revision} readOnly />
        {before}
        {asks('scope') && (
          <ClauseFields clause="scope" article="20">
            <TextArea
              name="terms.scope"
              label={t('scope')}
              help={t('scope_help')}
              limit={limit}
              defaultValue={terms.scope}
            />
          </ClauseFields>
        )}
        {asks('data') && (
          <ClauseFields clause="data" article="20">
            <p className="help">{t('data_help')}</p>
            <DataFields agreement={a} grantable={grantable} />
          </ClauseFields>
        )}
        {asks('degree') && (
          <ClauseFields clause="degree" article="20">
            <Codes
              name="terms.degree.code"
              label={t('degree')}
              help={t('degree_help')}
              list={degrees}
              value={terms.degree.code}
            />
            <TextArea
              name="terms.degree.words"
              label={t('degree_words')}
              optional
              limit={limit}
              rows={2}
              defaultValue={terms.degree.words}
            />
            <NumberInput
              name="terms.degree.smallest_group"
              label={t('smallest_group')}
              help={t('smallest_group_help', { n: smallestGroup })}
              optional
              min={smallestGroup}
              max={largestGroup}
              defaultValue={terms.degree.smallest_group ?? ''}
            />
          </ClauseFields>
        )}
        {asks('term') && (
          <ClauseFields clause="term" article="20">
            <DateInput
              name="terms.term.from"
              label={t('term_from')}
              help={t('term_help')}
              defaultValue={terms.term.from}
            />
            <DateInput name="terms.term.to" label={t('term_to')} defaultValue={terms.term.to} />
          </ClauseFields>
        )}
        <ClauseFields clause="use">
          <UseFields terms={terms} />
        </ClauseFields>
        <ClauseFields clause="quota">
          <QuotaFields terms={terms} />
        </ClauseFields>
        <ClauseFields clause="sublicence">
          <SubLicenceFields terms={terms} />
        </ClauseFields>
        <ClauseFields clause="disposition" article="20">
          <Codes
            name="terms.disposition.mode"
            label={t('disposition_mode')}
            list={dispositionModes}
            value={terms.disposition.mode}
          />
          <NumberInput
            name="terms.disposition.days"
            label={t('disposition_days')}
            unit={t('working_days')}
            defaultValue={terms.disposition.days ?? ''}
          />
          <TextArea
            name="terms.disposition.proof"
            label={t('disposition_proof')}
            help={t('disposition_proof_help')}
            limit={limit}
            rows={2}
            defaultValue={terms.disposition.proof}
          />
          <TextArea
            name="terms.disposition.words"
            label={t('disposition_words')}
            optional
            limit={limit}
            rows={2}
            defaultValue={terms.disposition.words}
          />
        </ClauseFields>
        <ClauseFields clause="ownership" article="20">
          <Codes name="terms.ownership.owner" label={t('owner')} list={newDataOwners} value={terms.ownership.owner} />
          <PartFields terms={terms} />
          <TextArea
            name="terms.ownership.licence_back"
            label={t('licence_back')}
            help={t('licence_back_help')}
            limit={limit}
            rows={2}
            defaultValue={terms.ownership.licence_back}
          />
          <TextArea
            name="terms.ownership.words"
            label={t('ownership_words')}
            optional
            limit={limit}
            rows={2}
            defaultValue={terms.ownership.words}
          />
        </ClauseFields>
        <ClauseFields clause="shares" article="21">
          <p className="help">{t('shares_help')}</p>
          <SplitEditor agreement={a} />
        </ClauseFields>
        <ClauseFields clause="contribution" article="21">
          <ContributionFields terms={terms} />
        </ClauseFields>
        <ClauseFields clause="fee">
          <Codes name="terms.fee.mode" label={t('fee_mode')} list={feeModes} value={terms.fee.mode} />
          <TextArea
            name="terms.fee.words"
            label={t('fee_words')}
            optional
            limit={limit}
            rows={2}
            defaultValue={terms.fee.words}
          />
          <AmountFields terms={terms} />
        </ClauseFields>
        <ClauseFields clause="security">
          <CheckboxGroup
            name="terms.security_codes"
            label={t('security_codes')}
            optional
            defaultValues={terms.security_codes}
            options={securityDuties.codes.map((code) => ({ value: code, label: side(securityDuties.words[code]) }))}
          />
          <TextArea
            name="terms.security"
            label={t('security')}
            help={t('security_help')}
            limit={limit}
            defaultValue={terms.security}
          />
        </ClauseFields>
        <ClauseFields clause="audit">
          <AuditFields terms={terms} />
          <TextArea
            name="terms.other"
            label={t('other')}
            help={t('other_help')}
            optional
            limit={limit}
            rows={3}
            defaultValue={terms.other}
          />
        </ClauseFields>
        {children}
        <Button>{submit ?? t('save')}</Button>
      </Form>
      <div>{skip.length === 0 && <MissingTerms missing={a.missing} form={name} />}</div>
    </div>
  );
}

function ClauseFields({
  clause,
  article,
  children,
}: {
  readonly clause: Clause;
  readonly article?: string;
  readonly children: ReactNode;
}) {
  const t = useT(agreements);
  return (
    <fieldset className="clause" id={`clause-${clause}`}>
      <legend>
        {t(clause)}
        {article !== undefined && <small>{t('of_article', { article })}</small>}
      </legend>
      {children}
    </fieldset>
  );
}

function Codes<K extends string>({
  name,
  label,
  help,
  list,
  value,
}: {
  readonly name: string;
  readonly label: string;
  readonly help?: string;
  readonly list: CodeList<K>;
  readonly value: string;
}) {
  const side = useSide();
  return (
    <RadioGroup
      name={name}
      label={label}
      {...(help === undefined ? {} : { help })}
      defaultValue={value}
      options={list.codes.map((code) => ({ value: code, label: side(list.words[code]) }))}
    />
  );
}

/** What keeps the saved terms from going out, each a link to its field. */
function MissingTerms({ missing, form }: { readonly missing: AgreementOut['missing']; readonly form: string }) {
  const t = useT(agreements);
  const side = useSide();
  if (missing.length === 0) return <Notice tone="success">{t('whole')}</Notice>;
  return (
    <Notice tone="warn" title={t('missing_title', { count: missing.length })}>
      <ul className="missing">
        {missing.map((one) => (
          <li key={one.path}>
            <a href={`#${fieldId(form, one.path)}`}>{side(one)}</a>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
