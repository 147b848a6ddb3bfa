/** A USB device by what it says of itself; null: any. */
export interface UsbDevice {
  vendorId: number | null;
  productId: number | null;
  serialNumber: string | null;
}

/** Whether a device with these ids is meant. */
export function isMeant(device: UsbDevice, { vendorId, productId, serialNumber }: UsbDevice): boolean {
  return (
    (vendorId === null || device.vendorId === vendorId) &&
    (productId === null || device.productId === productId) &&
    (serialNumber === null || device.serialNumber === serialNumber)
  );
}

/** Whether `other` means the device more closely than `choice`: by its serial number, then its product, then its vendor. */
export function isMeantCloser(device: UsbDevice, other: UsbDevice, choice: UsbDevice): boolean {
  return isMeant(device, other) && closeness(other) > closeness(choice);
}

function closeness({ vendorId, productId, serialNumber }: UsbDevice): number {
  return (serialNumber === null ? 0 : 4) + (productId === null ? 0 : 2) + (vendorId === null ? 0 : 1);
}

/** A USB id as systems list it: four hexadecimal digits. */
export const usbId = (id: number): string => id.toString(16).padStart(4, '0');
