import { createContext } from 'react';
import type { EntryOut } from '#api/catalog/show.ts';

/** The requirements in force, for the fields of the entry form; null outside of it. */
export const RequirementContext = createContext<EntryOut['requirement'] | null>(null);
