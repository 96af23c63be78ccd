/** When this machine's clipboard goes to the guest, and when the guest's comes here. The browser's is a fake. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ClipboardSharing, PASTED_MS, type ClipboardEvents, type LocalClipboard } from './clipboard.ts';
import { isShowablePicture } from './picture-size.ts';

type Bytes = Uint8Array<ArrayBuffer>;
const text = (words: string): Bytes => new TextEncoder().encode(words);

/** Stands for the browser's clipboard. */
class FakeClipboard implements LocalClipboard {
  focused = true;
  denied = false;
  reads = 0;
  content = new Map<'text' | 'png' | 'bmp', Bytes>();

  read() {
    this.reads += 1;
    if (this.denied) return Promise.reject(new Error('NotAllowedError'));
    return Promise.resolve(new Map(this.content));
  }

  write(kind: 'text' | 'png' | 'bmp', bytes: Bytes) {
    if (this.denied) return Promise.reject(new Error('NotAllowedError'));
    this.content = new Map([[kind, bytes]]);
    return Promise.resolve();
  }
}

const OPEN = { guest: true, toGuest: true, fromGuest: true, maxBytes: 100 };
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

async function setUp(state: Partial<typeof OPEN> = {}) {
  const local = new FakeClipboard();
  const log: string[] = [];
  const clock = { ms: 1e6 };
  const events: ClipboardEvents = {
    send: (message) => {
      const { type } = message;
      if (type === 'clipboard-offer') log.push(`offer ${message.kinds.join(',')}`);
      else if (type === 'clipboard-request') log.push(`request ${message.kind}`);
      else log.push(`answer ${message.kind} ${message.bytes && new TextDecoder().decode(message.bytes)}`);
    },
    denied: (denied) => {
      if (denied) log.push('denied');
    },
  };
  const sharing = new ClipboardSharing(local, events, () => clock.ms);
  sharing.setState({ ...OPEN, ...state });
  await settle();
  return { local, log, sharing, clock };
}

describe('sharing the clipboard', () => {
  it('offers what is new here when the person looks, and gives it when asked', async () => {
    const { local, log, sharing } = await setUp();
    local.content.set('text', text('hello'));
    await sharing.look();
    await sharing.look();
    sharing.guestRequests('text');
    sharing.guestRequests('png');
    assert.deepEqual(log, ['offer text', 'answer text hello', 'answer png undefined']);
  });

  it('takes what is best of the guest’s, and does not offer it back', async () => {
    const { local, log, sharing } = await setUp();
    sharing.guestOffers(['png', 'text']);
    sharing.guestAnswers('text', text('from the guest'));
    await settle();
    await sharing.look();
    assert.deepEqual(log, ['request text']);
    assert.deepEqual(local.content.get('text'), text('from the guest'));
  });

  it('waits with the guest’s until the person looks here', async () => {
    const { local, sharing } = await setUp();
    local.focused = false;
    sharing.guestOffers(['text']);
    sharing.guestAnswers('text', text('later'));
    await settle();
    assert.equal(local.content.size, 0);
    local.focused = true;
    await sharing.look();
    assert.deepEqual(local.content.get('text'), text('later'));
  });

  it('keeps each direction closed that the person or the VM’s keeper closed', async () => {
    for (const closed of ['mode', 'policy'] as const) {
      const { local, log, sharing } = await setUp(
        closed === 'policy' ? { toGuest: false, fromGuest: false } : {},
      );
      if (closed === 'mode') sharing.setMode('off');
      local.reads = 0;
      local.content.set('text', text('secret'));
      await sharing.look();
      sharing.guestRequests('text');
      sharing.guestOffers(['text']);
      sharing.guestAnswers('text', text('x'));
      await settle();
      assert.deepEqual(log, ['answer text undefined']);
      assert.equal(local.reads, 0);
      assert.deepEqual(local.content.get('text'), text('secret'));
    }
  });

  it('takes its offer back when the person closes the way', async () => {
    const { local, log, sharing } = await setUp();
    local.content.set('text', text('hello'));
    await sharing.look();
    sharing.setMode('take');
    sharing.guestRequests('text');
    assert.deepEqual(log, ['offer text', 'offer ', 'answer text undefined']);
  });

  it('gives nothing that is larger than the VM takes', async () => {
    const { local, log, sharing } = await setUp();
    local.content.set('text', new Uint8Array(101)).set('png', new Uint8Array(100));
    await sharing.look();
    assert.deepEqual(log, ['offer png']);
  });

  it('gives a text that was written for the guest, and then what is here again', async () => {
    const { local, log, sharing, clock } = await setUp();
    local.content.set('text', text('copied'));
    await sharing.look();
    const taken = sharing.give('written');
    sharing.guestAnswers('text', undefined);
    assert.equal(await taken, true);
    clock.ms += PASTED_MS - 1;
    await sharing.look();
    sharing.guestRequests('text');
    clock.ms += 1;
    await sharing.look();
    sharing.guestRequests('text');
    assert.deepEqual(log, [
      'offer text',
      'offer text',
      'request text',
      'answer text written',
      'offer text',
      'answer text copied',
    ]);
  });

  it('says of a written text that it is not there where the guest copies, answers something else, or goes', async () => {
    const { local, sharing } = await setUp();
    const ends = [
      () => {
        sharing.guestOffers(['png']);
      },
      () => {
        sharing.disconnected();
      },
      () => {
        sharing.setState(OPEN);
      },
      () => void sharing.give('another'),
    ];
    for (const end of ends) {
      sharing.setState(OPEN);
      await settle();
      const taken = sharing.give('written');
      assert.ok(taken);
      // An answer to a question of before: it is no sign, and goes where it belongs.
      sharing.guestAnswers('text', text('of the guest'));
      await settle();
      assert.deepEqual(local.content.get('text'), text('of the guest'));
      end();
      assert.equal(await taken, false);
    }
  });

  it('gives no text that the guest may not have', async () => {
    const { log, sharing } = await setUp();
    assert.equal(sharing.give('x'.repeat(101)), undefined);
    sharing.setMode('take');
    assert.equal(sharing.give('x'), undefined);
    assert.deepEqual(log, []);
  });

  it('says where the browser refuses', async () => {
    const { local, log, sharing } = await setUp();
    local.denied = true;
    await sharing.look();
    assert.deepEqual(log, ['denied']);
  });

  it('offers anew to an agent that comes anew', async () => {
    const { local, log, sharing } = await setUp();
    local.content.set('text', text('hello'));
    await sharing.look();
    sharing.disconnected();
    sharing.setState(OPEN);
    await settle();
    assert.deepEqual(log, ['offer text', 'offer text']);
  });
});

describe('a picture of the guest’s', () => {
  const png = (width: number, height: number) => {
    const bytes = new Uint8Array(40);
    bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    const view = new DataView(bytes.buffer);
    view.setUint32(16, width);
    view.setUint32(20, height);
    return bytes;
  };
  const bmp = (width: number, height: number, header = 40) => {
    const bytes = new Uint8Array(60);
    bytes.set([0x42, 0x4d]);
    const view = new DataView(bytes.buffer);
    view.setUint32(14, header, true);
    view.setInt32(18, width, true);
    view.setInt32(22, height, true);
    return bytes;
  };

  it('is decoded where it says that it is of a size that can be shown', () => {
    assert.ok(isShowablePicture('png', png(1920, 1080)));
    assert.ok(isShowablePicture('bmp', bmp(640, -480)));
    for (const bytes of [png(0, 1), png(65_535, 65_535), png(1, 1).subarray(0, 32), bmp(1, 1)]) {
      assert.ok(!isShowablePicture('png', bytes));
    }
    for (const bytes of [bmp(-1, 1), bmp(40_000, 40_000), bmp(1, 1, 12), png(1, 1)]) {
      assert.ok(!isShowablePicture('bmp', bytes));
    }
  });
});
