import { describe, expect, it } from 'vitest';
import { fromHex } from './bytes.ts';
import { decodeBase64, ldifValues } from './ldif.ts';

describe('LDIF', () => {
  it('gives the certificates and lists of the public key directory', () => {
    const text = [
      'version: 1',
      '# a comment',
      'dn: o=dsc,c=UT,dc=data,dc=download,dc=pkd,dc=icao,dc=int',
      'objectClass: pkdDownload',
      'userCertificate;binary:: AQID',
      'cACertificate;binary::AgM=',
      'CSCAMasterListData:: BA',
      ' U=',
      'pkdMasterListContent:: Bg',
      ' =',
      ' =',
      'certificateRevocationList;binary:: Bwg=',
      'pkdVersion: 7',
      'photo:: CQ==',
      '',
    ];
    const values = [fromHex('010203'), fromHex('0203'), fromHex('0405'), fromHex('06'), fromHex('0708')];
    expect(ldifValues(text.join('\n'))).toEqual(values);
    expect(ldifValues(text.join('\r\n'))).toEqual(values);
  });

  it('says which values it cannot read', () => {
    expect(
      ldifValues('userCertificate:: A?==\nuserCertificate::\nuserCertificate: text\nuserCertificate:: AQ=='),
    ).toEqual([null, null, fromHex('01')]);
    expect(ldifValues('')).toEqual([]);
  });
});

it.each(['', 'A', 'AB=', 'AB=C', '=', 'AB==CD=='])('%s is no base64', (text) => {
  expect(decodeBase64(text)).toBeNull();
});
