/** The reply's form as the contract takes it: three lines of column, relation and value become filters. */
import { proposal } from '#api/sharing/contract.ts';
import type { SentForm } from './form.ts';
import { withFilters } from './targeted-scope.ts';

export const proposalIn = (form: SentForm) => withFilters(form, proposal);
