// Runs in the lab: USB devices whose descriptors are wrong, plugged into this machine's own USB host. The kernel's
// virtual host controller (vhci_hcd, made for USB/IP) has a socket for each port; what answers here is the device.
// Prints "plugged" when all are in; ends with its standard input. JavaScript, because stripping types costs a second
// under emulation. Stands for hardware that is broken or hostile; it knows nothing of Farport.
import { writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';

// USB/IP, Documentation/usb/usbip_protocol.rst: heads of 48 bytes, big endian.
const HEAD = 48;
const SUBMIT = 1;
const UNLINK = 2;
const RETURN = 3;
const RETURN_UNLINK = 4;
const DIRECTION_IN = 1;
const EPIPE = -32;
const ECONNRESET = -104;
const SPEED_HIGH = 3;

const GET_DESCRIPTOR = 6;
const GET_CONFIGURATION = 8;
const SET_CONFIGURATION = 9;
const SET_INTERFACE = 11;

const word = (value) => [value & 0xff, value >> 8];
const configuration = (interfaces, total, ...rest) => {
  const body = rest.flat();
  return Buffer.from([9, 2, ...word(total ?? 9 + body.length), interfaces, 1, 0, 0x80, 50, ...body]);
};
const one = (number, endpoints) => [9, 4, number, 0, endpoints, 0xff, 0, 0, 0];
const bulkIn = [7, 5, 0x81, 2, 0, 2, 0];
const bulkOut = [7, 5, 0x02, 2, 0, 2, 0];
const many = Array.from({ length: 250 }, (_, number) => one(number, 0));

/** By serial number: the configuration that the device gives, and how it gives its strings. */
const devices = {
  'GOOD-0': { configuration: configuration(1, undefined, one(0, 2), bulkIn, bulkOut) },
  'LONG-1': { configuration: configuration(1, 200, one(0, 2), bulkIn, bulkOut) },
  'SHORT-2': { configuration: configuration(1, 20, one(0, 2), bulkIn, bulkOut) },
  'NONE-3': { configuration: configuration(1, 4, one(0, 2), bulkIn, bulkOut) },
  'ZERO-4': { configuration: configuration(1, undefined, [0, 4, 0, 0, 2, 0xff, 0, 0, 0], bulkIn, bulkOut) },
  'TWO-5': { configuration: configuration(1, undefined, one(0, 2), [2, 5], bulkOut) },
  'MANY-6': { configuration: configuration(250, undefined, ...many) },
  'CUT-7': { configuration: configuration(1, undefined, one(0, 2), bulkIn, bulkOut), cutsStrings: true },
};

function deviceDescriptor(product) {
  return Buffer.from([18, 1, 0, 2, 0xff, 0, 0, 64, 0x09, 0x12, ...word(product), 0, 1, 1, 2, 3, 1]);
}

function string(text) {
  return Buffer.concat([Buffer.from([2 + 2 * text.length, 3]), Buffer.from(text, 'utf16le')]);
}

/** What a control transfer gets: bytes, or undefined for a stall. */
function answer(device, product, serial, setup) {
  const [type, request, low, high] = setup;
  const length = setup.readUInt16LE(6);
  if (type === 0x80 && request === GET_DESCRIPTOR) {
    if (high === 1) return deviceDescriptor(product).subarray(0, length);
    if (high === 2) return low === 0 ? device.configuration.subarray(0, length) : undefined;
    if (high !== 3) return undefined;
    const texts = ['', 'Wrong', serial, serial];
    const whole = low === 0 ? Buffer.from([4, 3, 9, 4]) : string(texts[low] ?? '');
    // Says that it is long, and ends in the middle of a character.
    if (device.cutsStrings && low > 0) return Buffer.from([200, 3, 0x41, 0, 0x42]).subarray(0, length);
    return whole.subarray(0, length);
  }
  if (type === 0x80 && request === GET_CONFIGURATION) return Buffer.from([1]);
  if (type === 0x80 && request === 0) return Buffer.from([0, 0]);
  if (request === SET_CONFIGURATION || request === SET_INTERFACE || (type & 0x80) === 0)
    return Buffer.alloc(0);
  return undefined;
}

/** The device's end of a socket. */
function serve(socket, product, serial) {
  const device = devices[serial];
  let pending = Buffer.alloc(0);
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= HEAD) {
      const command = pending.readUInt32BE(0);
      const sequence = pending.readUInt32BE(4);
      const isIn = pending.readUInt32BE(12) === DIRECTION_IN;
      const endpoint = pending.readUInt32BE(16);
      const length = pending.readUInt32BE(24);
      const size = HEAD + (command === SUBMIT && !isIn ? length : 0);
      if (pending.length < size) return;
      const setup = Buffer.from(pending.subarray(40, 48));
      pending = pending.subarray(size);
      const head = Buffer.alloc(HEAD);
      head.writeUInt32BE(sequence, 4);
      if (command === UNLINK) {
        head.writeUInt32BE(RETURN_UNLINK, 0);
        head.writeInt32BE(ECONNRESET, 20);
        socket.write(head);
      } else if (endpoint === 0) {
        const data = answer(device, product, serial, setup);
        head.writeUInt32BE(RETURN, 0);
        head.writeInt32BE(data === undefined ? EPIPE : 0, 20);
        head.writeUInt32BE(data === undefined ? 0 : isIn ? data.length : length, 24);
        socket.write(isIn && data !== undefined ? Buffer.concat([head, data]) : head);
      }
      // Transfers of other endpoints never end.
    }
  });
}

/** Gives the kernel one end of a connection as the cable of this port. */
function plug(server, port, product, serial) {
  return new Promise((resolve) => {
    server.once('connection', (socket) => serve(socket, product, serial));
    const cable = connect(server.address().port, '127.0.0.1');
    cable.pause(); // the kernel reads it
    cable.on('connect', () => {
      const line = `${port} ${cable._handle.fd} ${product} ${SPEED_HIGH}`;
      writeFileSync('/sys/devices/platform/vhci_hcd.0/attach', line);
      resolve(cable);
    });
  });
}

const server = createServer();
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const cables = [];
for (const [port, serial] of Object.keys(devices).entries())
  cables.push(await plug(server, port, 0x0100 + port, serial));
console.log('plugged');
process.stdin.resume().on('end', () => process.exit(0));
