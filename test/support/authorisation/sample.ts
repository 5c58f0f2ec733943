/** Something every shape of a contract accepts: so that a call comes past the shapes to the question who asks. */
import type { z } from 'zod';

const texts = [
  'abcd',
  'abcdefgh',
  'CN',
  '一二三四五六七八九十',
  '2026-12-01',
  '1',
  '100',
  '140000',
  '91140100MA0K8B12AX',
  'a@example.cn',
  'https://example.cn/x',
  '2026-08',
  '2026',
  '1/2',
  '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
  'ent_06a1b2c3d4e5f6g7h8i9jakblc',
  '2026-12-01T00:00:00.000Z',
  '13935112345',
  'jsi_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  'a'.repeat(20),
  '一'.repeat(60),
];

interface Def {
  readonly type: string;
  readonly shape?: Record<string, z.ZodType>;
  readonly element?: z.ZodType;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly entries?: Record<string, string | number>;
  readonly values?: readonly unknown[];
  readonly left?: z.ZodType;
  readonly right?: z.ZodType;
  readonly items?: readonly z.ZodType[];
  readonly getter?: () => z.ZodType;
}

const defOf = (schema: z.ZodType): Def => (schema as unknown as { _zod: { def: Def } })._zod.def;

/** `undefined` for what may be left out. */
export function sample(schema: z.ZodType, depth = 0): unknown {
  const def = defOf(schema);
  if (depth > 8) return undefined;
  const inner = (one: z.ZodType | undefined) => (one === undefined ? undefined : sample(one, depth + 1));
  switch (def.type) {
    case 'object': {
      const made = Object.fromEntries(
        Object.entries(def.shape ?? {}).flatMap(([key, field]) => {
          const value = sample(field, depth + 1);
          return value === undefined ? [] : [[key, value] as const];
        }),
      );
      return made;
    }
    case 'optional':
    case 'default':
    case 'prefault':
      return undefined;
    case 'nullable':
      return null;
    case 'array': {
      if (schema.safeParse([]).success) return [];
      return [inner(def.element)];
    }
    case 'tuple':
      return (def.items ?? []).map(inner);
    case 'enum':
      return Object.values(def.entries ?? {})[0];
    case 'literal':
      return def.values?.[0];
    case 'union': {
      for (const option of def.options ?? []) {
        const value = inner(option);
        if (schema.safeParse(value).success) return value;
      }
      return inner(def.options?.[0]);
    }
    case 'intersection':
      return { ...(inner(def.left) as object), ...(inner(def.right) as object) };
    case 'record':
      return {};
    case 'pipe':
      return inner(def.in);
    case 'lazy':
      return inner(def.getter?.());
    case 'readonly':
    case 'nonoptional':
    case 'catch':
      return inner(def.innerType);
    case 'boolean':
      return true;
    case 'number':
    case 'int':
      return [1, 0, 10, 100, 2026, 1000000].find((one) => schema.safeParse(one).success) ?? 1;
    case 'transform':
    case 'any':
    case 'unknown':
      return 'abcd';
    default:
      return texts.find((one) => schema.safeParse(one).success) ?? 'abcd';
  }
}
