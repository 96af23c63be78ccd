// A USB device of the lab's kernel that answers at once: a HID gadget on dummy_hcd whose interrupt IN endpoint sends
// back what its interrupt OUT endpoint received. None of QEMU's devices does that.
import type { Lab } from '../lab/lab.ts';
import type { Device } from './contestant.ts';
import type { Meter } from './meter.ts';
import { deviceBySerial } from './places.ts';

const serial = 'FARPORT-ECHO';
// HID 1.11, 6.2.2: a vendor-defined collection with one input and one output report of 64 bytes.
const reportDescriptor = [
  ...[0x06, 0x00, 0xff, 0x09, 0x01, 0xa1, 0x01, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08, 0x95, 0x40],
  ...[0x09, 0x01, 0x81, 0x02, 0x09, 0x01, 0x91, 0x02, 0xc0],
];

export interface EchoDevice extends AsyncDisposable {
  readonly device: Device;
}

/** Plugs it in. Its vendor and product are the Linux Foundation's for test gadgets. */
export async function startEchoDevice(lab: Lab, meter: Meter): Promise<EchoDevice> {
  const octal = reportDescriptor.map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
  await lab.check(`
    set -e
    modprobe dummy_hcd; modprobe libcomposite; modprobe usb_f_hid
    mountpoint -q /sys/kernel/config || mount -t configfs config /sys/kernel/config
    g=/sys/kernel/config/usb_gadget/echo; mkdir $g; cd $g
    echo 0x1d6b >idVendor; echo 0x0104 >idProduct; echo 0x0200 >bcdUSB
    mkdir strings/0x409; echo ${serial} >strings/0x409/serialnumber; echo echo >strings/0x409/product
    mkdir configs/c.1 functions/hid.echo
    echo 0 >functions/hid.echo/protocol; echo 0 >functions/hid.echo/subclass
    echo 64 >functions/hid.echo/report_length
    printf '${octal}' >functions/hid.echo/report_desc
    ln -s functions/hid.echo configs/c.1/
    echo dummy_udc.0 >UDC
    i=0; until [ -e /dev/hidg0 ]; do sleep 0.1; i=$((i+1)); [ $i -lt 100 ]; done`);
  const echo = lab.spawn([meter.program, 'echo', '/dev/hidg0']);
  return {
    device: await deviceBySerial(lab, serial),
    [Symbol.asyncDispose]: async () => {
      echo.kill('SIGKILL');
      await echo.ended.catch(() => undefined);
    },
  };
}
