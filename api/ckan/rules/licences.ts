/** Our licences in the fields of CKAN's licence list. */
import { type Licence, licences } from '#api/catalog/rules/codes.ts';

const about: Readonly<Record<Licence, { readonly open: boolean; readonly approved: boolean; readonly url: string }>> = {
  attribution: { open: true, approved: false, url: '' },
  'cc-by-4.0': { open: true, approved: true, url: 'https://creativecommons.org/licenses/by/4.0/' },
  agreement: { open: false, approved: false, url: '' },
};

export function licenceDict(id: Licence) {
  const [zh, en] = licences.words[id];
  const { open, approved, url } = about[id];
  return {
    id,
    title: `${zh} / ${en}`,
    url,
    status: 'active',
    family: '',
    maintainer: '',
    domain_content: 'False',
    domain_data: 'True',
    domain_software: 'False',
    is_generic: 'False',
    od_conformance: approved ? 'approved' : 'not reviewed',
    osd_conformance: 'not reviewed',
    is_okd_compliant: approved ? 'True' : 'False',
    is_osi_compliant: 'False',
    isopen: open,
  };
}

export const licenceList = () => licences.codes.map(licenceDict);
