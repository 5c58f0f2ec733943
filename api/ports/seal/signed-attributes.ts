/** What signatures of papers and timestamps have in common as CMS (RFC 5652): their attributes and the schemes that count. */
import 'reflect-metadata';
import { Attribute } from '@peculiar/asn1-cms';
import { AsnArray, AsnType, AsnTypeTypes } from '@peculiar/asn1-schema';

/** RFC 5652 5.4: what is signed is the DER of the attributes as a SET OF, not the [0] they travel as. */
export class SignedAttributes extends AsnArray<Attribute> {}
AsnType({ type: AsnTypeTypes.Set, itemType: Attribute })(SignedAttributes);

/** PKCS#1 v1.5 and ECDSA by digest; a signature in another scheme counts as one that does not verify. */
export const signatureSchemes: Readonly<Record<string, readonly string[]>> = {
  sha256: ['1.2.840.113549.1.1.1', '1.2.840.113549.1.1.11', '1.2.840.10045.4.3.2'],
  sha384: ['1.2.840.113549.1.1.1', '1.2.840.113549.1.1.12', '1.2.840.10045.4.3.3'],
  sha512: ['1.2.840.113549.1.1.1', '1.2.840.113549.1.1.13', '1.2.840.10045.4.3.4'],
};

/** The value of an attribute that must stand once with one value; null otherwise. */
export function single(attributes: readonly Attribute[], type: string): ArrayBuffer | null {
  const found = attributes.filter((attribute) => attribute.attrType === type);
  const values = found[0]?.attrValues ?? [];
  return found.length === 1 && values.length === 1 ? (values[0] ?? null) : null;
}
