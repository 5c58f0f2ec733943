/** The one record from which every interface speaks of a dataset: what is public of it, as plain data. */
import type { Licence, Theme, UpdateCycle } from '#api/catalog/rules/codes.ts';
import type { Access, columnTypes } from '#api/datasets/rules/codes.ts';
import type { CodeOf } from '#api/kernel/words.ts';

export type ColumnType = CodeOf<typeof columnTypes>;

/** Where the places of a table are: GeoJSON geometries in a column, or a pair of coordinates in CRS84. */
export type Geo = { readonly geometry: string } | { readonly longitude: string; readonly latitude: string };

/** A place that is named by what the database holds, or null for anything else. */
export function geoOf(value: unknown): Geo | null {
  if (typeof value !== 'object' || value === null) return null;
  const { geometry, longitude, latitude } = value as Record<string, unknown>;
  if (typeof geometry === 'string') return { geometry };
  return typeof longitude === 'string' && typeof latitude === 'string' ? { longitude, latitude } : null;
}

export interface ColumnRecord {
  readonly name: string;
  readonly type: ColumnType;
  readonly label: string;
  readonly labelEn: string;
  readonly description: string;
  readonly unit: string;
  /** Codes the cells are taken from, where the dictionary knows them. */
  readonly codes: readonly { readonly code: string; readonly zh: string; readonly en: string }[];
  readonly min: string | number | null;
  readonly max: string | number | null;
}

export interface TableRecord {
  /** From 1. */
  readonly number: number;
  /** Unique within the version. */
  readonly name: string;
  readonly rowCount: number;
  /** Of the published Parquet. */
  readonly bytes: number | null;
  readonly sha256: string | null;
  readonly geo: Geo | null;
  /** Empty where they were not asked for. */
  readonly columns: readonly ColumnRecord[];
}

/** A file that is no table. */
export interface FileRecord {
  readonly number: number;
  readonly path: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface VersionRecord {
  readonly number: number;
  readonly publishedAt: string;
  readonly note: string | null;
  readonly rowCount: number;
  readonly tables: readonly TableRecord[];
  readonly files: readonly FileRecord[];
}

export interface ProviderRecord {
  readonly uscc: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly contact: string | null;
  readonly regionCode: string;
}

export interface DatasetRecord {
  readonly id: string;
  /** 信息资源代码, e.g. `306014/000127`. */
  readonly code: string;
  readonly title: string;
  readonly titleEn: string;
  readonly abstract: string;
  readonly keywords: readonly string[];
  readonly theme: Theme | null;
  readonly classification: readonly { readonly code: string; readonly name: string; readonly nameEn: string }[];
  readonly provider: ProviderRecord;
  readonly regionCode: string;
  readonly access: Access;
  readonly openCondition: string;
  readonly usageConditions: string;
  readonly licence: Licence | null;
  readonly updateCycle: UpdateCycle | null;
  readonly spatial: string;
  /** A year, month or day, or ''. */
  readonly temporalFrom: string;
  readonly temporalTo: string;
  readonly related: readonly string[];
  /** 0 to 100; null while nobody has worked it out. */
  readonly quality: number | null;
  /** Instants in ISO 8601. `modified` counts what the public sees: publication, new versions, withdrawal. */
  readonly issued: string;
  readonly modified: string;
  /** Newest first; only the newest in lists. */
  readonly versions: readonly VersionRecord[];
  /** Set for what was withdrawn: its record stays, its data does not. */
  readonly withdrawn: { readonly at: string; readonly reason: string } | null;
}

/** Who runs the catalogue, and where it is. */
export interface CatalogRecord {
  /** Origin of every address, without a slash at the end. */
  readonly base: string;
  readonly publisher: ProviderRecord | null;
  readonly modified: string | null;
}

export const newest = (record: DatasetRecord): VersionRecord | null => record.versions[0] ?? null;
