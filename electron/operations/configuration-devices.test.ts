import { describe, expect, it } from 'vitest';
import { problemsOf, read } from './configuration-testing.ts';

describe('scanners', () => {
  it('may be one table or several', () => {
    const several = `version = 1
[[devices.scanner]]
kind = "hid"
vendorId = "0C2E"
[[devices.scanner]]
kind = "serial"
serialNumber = "21049B01C3"
terminator = "optional"`;
    expect(read(several).devices.scanner).toEqual([
      { kind: 'hid', which: { vendorId: 0x0c2e, productId: null, serialNumber: null } },
      {
        kind: 'serial',
        port: { vendorId: null, productId: null, serialNumber: '21049B01C3' },
        baudRate: 9_600,
        terminator: 'optional',
      },
    ]);
  });

  it('on a serial line are found by their path', () => {
    expect(read('version = 1\ndevices.scanner = { kind = "serial", path = "/dev/ttyACM0" }').devices.scanner).toEqual([
      { kind: 'serial', port: { path: '/dev/ttyACM0' }, baudRate: 9_600, terminator: 'required' },
    ]);
  });

  it('may have what stands in every file, whatever their kind', () => {
    const setting = '{ kind = "hid", baudRate = 9600, terminator = "required" }';
    expect(read(`version = 1\ndevices.scanner = ${setting}`).devices.scanner).toMatchObject([{ kind: 'hid' }]);
  });

  it.each([
    ['a vendor that is no USB id', '{ kind = "hid", vendorId = "c2e" }', 'devices.scanner.vendorId: must be four'],
    ['two that type', '[{ kind = "keyboard" }, { kind = "keyboard" }]', 'devices.scanner: names two that type'],
    ['none at all', '[]', 'devices.scanner: must name one at least'],
    ['no table', '"hid"', 'devices.scanner: must be a table such as { kind = "hid" }, or a list of tables'],
    ['five', `[${'{ kind = "hid" },'.repeat(5)}]`, 'devices.scanner: must name 4 at most'],
    ['none beside another', '[{ kind = "none" }, { kind = "hid" }]', 'devices.scanner: names scanners and "none"'],
    [
      'one serial port twice',
      '[{ kind = "serial", path = "/dev/a" }, { kind = "hid" }, { kind = "serial", path = "/dev/a", baudRate = 19200 }]',
      'devices.scanner: names one serial port twice',
    ],
    ['a path of HID', '{ kind = "hid", path = "/dev/a" }', 'devices.scanner.path: does not belong to kind = "hid"'],
    [
      'a rate of HID',
      '{ kind = "hid", baudRate = 19200 }',
      'devices.scanner.baudRate: does not belong to kind = "hid"',
    ],
    [
      'a terminator of keys',
      '{ kind = "keyboard", terminator = "optional" }',
      'devices.scanner.terminator: does not belong to kind = "keyboard"',
    ],
    ['a vendor of none', '{ kind = "none", vendorId = "0c2e" }', 'devices.scanner.vendorId: does not belong to kind'],
    [
      'an id of several',
      '[{ kind = "hid" }, { kind = "simulated", serialNumber = "1" }]',
      'devices.scanner[1].serialNumber: does not belong to kind = "simulated"',
    ],
    [
      'a path and an id',
      '{ kind = "serial", path = "/dev/a", productId = "0b81" }',
      'devices.scanner.productId: does not belong beside path',
    ],
    ['a product alone', '{ kind = "serial", productId = "0b81" }', 'devices.scanner.path: must be given'],
    ['a wrong one of several', '[{ kind = "hid" }, { kind = "laser" }]', 'devices.scanner[1].kind: Invalid option'],
  ])('%s is told', (_name, scanner, expected) => {
    expect(problemsOf(`version = 1\ndevices.scanner = ${scanner}`)).toEqual([expect.stringContaining(expected)]);
  });
});

describe('devices', () => {
  it('keep what belongs to their kind only', () => {
    const source = (reader: string, camera: string) => `version = 1
[devices]
reader = { kind = "${reader}", name = "ACS" }
camera = { kind = "${camera}", deviceId = "0a" }`;
    expect(read(source('pcsc', 'device')).devices).toMatchObject({
      reader: { kind: 'pcsc', name: 'ACS' },
      camera: { kind: 'device', deviceId: '0a', codes: 'when-asked' },
    });
    expect(read(source('none', 'none')).devices).toMatchObject({
      reader: { kind: 'none' },
      camera: { kind: 'none', codes: 'when-asked' },
    });
  });

  it('of the HN212 family have an address or a path', () => {
    const reader = (kind: string) =>
      read(`version = 1\n[devices.reader]\nkind = "${kind}"\nname = "x"\npath = "/dev/ttyACM1"`).devices.reader;
    expect(reader('hn212-socket')).toEqual({ kind: 'hn212-socket', url: 'http://192.168.5.1:8000' });
    expect(reader('hn212-serial')).toEqual({ kind: 'hn212-serial', path: '/dev/ttyACM1' });
    expect(
      read('version = 1\n[devices.reader]\nkind = "hn212-socket"\nurl = "http://10.0.0.9:8000"').devices.reader,
    ).toEqual({ kind: 'hn212-socket', url: 'http://10.0.0.9:8000' });
  });

  it('need no name where there is one only', () => {
    expect(read('version = 1\ndevices.reader.kind = "pcsc"\ndevices.camera.kind = "device"').devices).toMatchObject({
      reader: { kind: 'pcsc', name: null },
      camera: { kind: 'device', deviceId: null },
    });
  });
});
