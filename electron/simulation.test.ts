import { expect, it } from 'vitest';
import { read } from './operations/configuration-testing.ts';
import { printerWarning, wantsSimulation } from './simulation.ts';

const real = `version = 1
devices.scanner = [{ kind = "none" }]
devices.reader.kind = "pcsc"
his.kind = "fhir"
his.url = "https://his.hospital.example/fhir"
his.token = { env = "TOKEN" }`;

it('a printer that nobody named beside real devices is warned of, and so is none', () => {
  const of = (text: string) => printerWarning(read(text));
  expect(wantsSimulation(read(real))).toBe(false);
  expect(of(real)).toContain('no printer is named');
  expect(of(`${real}\ndevices.printer.kind = "none"`)).toContain('on the screen alone');
  expect(of(`${real}\ndevices.printer = { kind = "usb", path = "/dev/usb/lp0" }`)).toBeNull();
  expect(of('version = 1')).toBeNull();
});
