import { useRouteLoaderData } from 'react-router';
import type { Viewer } from '#api/context.ts';
import type { Place } from '#api/organizations/regions.ts';
import type { Preferences } from './preferences.ts';

/** What every page knows, loaded by the root. No more of the viewer than the frame shows. */
export interface RootData {
  readonly requestId: string | null;
  readonly preferences: Preferences;
  readonly viewer:
    | (Pick<Viewer, 'displayName' | 'duties' | 'powers' | 'factorDue' | 'actingFor'> & {
        readonly organization: Viewer['organization'];
      })
    | null;
  readonly demonstration: boolean;
  /** Regions with an organisation, beside the province and its cities, by their names in the tree. */
  readonly places: readonly Place[];
  /** The province's information department (Article 5), as its organisation record has it. */
  readonly operator: { readonly name: string; readonly contact: string | null } | null;
}

const bare: RootData = {
  requestId: null,
  preferences: { lng: 'zh', easy: false, dense: false },
  viewer: null,
  demonstration: false,
  places: [],
  operator: null,
};

/** The root's data; the plainest values when the root itself failed. */
export function useRootData(): RootData {
  return useRouteLoaderData<RootData>('root') ?? bare;
}
