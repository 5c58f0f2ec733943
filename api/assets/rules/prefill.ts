/** What the catalogue and the data say of an asset before anybody has typed a word. The five tests stay for a person to answer. */
interface EntryLike {
  readonly code: string;
  readonly title: string;
  readonly content: unknown;
}
interface Known {
  readonly abstract?: string;
  readonly grade?: string | null;
  readonly storage_location?: string | null;
  readonly update_cycle?: string | null;
  readonly spatial?: string;
}

/** The strictest grade of several. */
const strictness = ['general_1', 'general_2', 'general_3', 'general_4', 'important', 'core'] as const;
function strictest(grades: readonly (string | null | undefined)[]): string | null {
  return strictness.findLast((one) => grades.includes(one)) ?? null;
}

const one = <T>(values: readonly (T | null | undefined)[]): T | null => {
  const distinct = [...new Set(values.filter((value) => value != null && value !== ''))];
  return distinct.length === 1 ? (distinct[0] as T) : null;
};

export function prefilled(entries: readonly EntryLike[]) {
  const known = entries.map((entry) => entry.content as Known);
  const open = { holds: null, reason: '' };
  const [first] = entries;
  return {
    name: (first?.title ?? '').slice(0, 200),
    entries: entries.map((entry) => entry.code),
    tests: { value: open, ownership: open, quantifiable: open, controllable: open, exchangeable: open },
    rights: [],
    rights_basis: '',
    acquisition: null,
    source_legality: '',
    cost_collection_fen: '',
    cost_governance_fen: '',
    cost_storage_fen: '',
    valuation_method: null,
    valuation_fen: '',
    valued_on: '',
    valuation_report: '',
    grade: strictest(known.map((entry) => entry.grade)),
    location: one(known.map((entry) => entry.storage_location)),
    location_detail: '',
    custodian: '',
    coverage: (one(known.map((entry) => entry.spatial)) ?? '').slice(0, 200),
    update_cycle: one(known.map((entry) => entry.update_cycle)),
    scenario: (first === undefined ? '' : (known[0]?.abstract ?? '')).slice(0, 2000),
    safety_result: null,
    safety_on: '',
    safety_report: '',
  };
}
