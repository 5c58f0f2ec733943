/** How an entry that is not simply open is shared and opened. */
import type { EntryContent } from '#api/catalog/rules/entry.ts';
import { bases } from '../names.ts';

type Basis = keyof typeof bases;

interface Restriction {
  /** Why it is restricted. */
  readonly why: string;
  /** For whom and for what it is shared with other agencies. */
  readonly whom: string;
  readonly basis: Basis;
}

const restricted = ({ why, whom, basis }: Restriction): Partial<EntryContent> => ({
  share_type: '2',
  share_condition: whom,
  share_reason: why,
  share_basis: { ...bases[basis] },
  share_method: 'batch',
  grade: 'general_3',
});

/** Opened by licensed development (Articles 19, 20). */
export const licensed = (how: Restriction & { readonly opening: string }): Partial<EntryContent> => ({
  ...restricted(how),
  open_type: 'conditional',
  open_condition: how.opening,
  licence: 'agreement',
  usage_conditions: '按合作协议约定的范围、程度和期限使用，产品须注明来源和获取日期。',
});

/** Shared with other agencies on conditions, not opened. */
export const internal = (how: Restriction): Partial<EntryContent> => ({
  ...restricted(how),
  open_type: 'none',
  open_checks: [],
  licence: null,
  usage_conditions: '限共享范围内的政务服务实施机构履行职责使用。',
});

/** Not shared at all: only a national law or administrative regulation can say so. */
export const withheld = (why: string, basis: Basis): Partial<EntryContent> => ({
  share_type: '3',
  share_method: null,
  share_reason: why,
  share_basis: { ...bases[basis] },
  open_type: 'none',
  open_checks: [],
  licence: null,
  grade: 'general_4',
  usage_conditions: '不予共享，不予开放。',
});
