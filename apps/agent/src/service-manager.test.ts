/** The agent and systemd's protocol: a real agent, and a socket as systemd has one. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { describe, it } from 'node:test';
import { AgentUnderTest, until, vmA } from './testing/agent-under-test.ts';
import { startMs, watchdogMs } from './service-manager.ts';

/** Stands for systemd: a datagram socket (Node has none) that prints what it is told. */
const listener = `
import socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind(sys.argv[1])
print("bound", flush=True)
while True:
    print(s.recv(4096).decode().replace("\\n", "|"), flush=True)
`;

describe('an agent under systemd', () => {
  it('says when it is ready, that it lives, and when it stops; and keeps the password out of the journal', async () => {
    await using agent = new AgentUnderTest(vmA);
    const socket = `${agent.directory}/notify`;
    const systemd = spawn('python3', ['-c', listener, socket], { stdio: ['ignore', 'pipe', 'inherit'] });
    let heard = '';
    systemd.stdout.setEncoding('utf8').on('data', (text: string) => (heard += text));
    try {
      await until('the socket', () => heard.includes('bound\n'));
      agent.env = { NOTIFY_SOCKET: socket, WATCHDOG_USEC: '200000', JOURNAL_STREAM: '8:1' };
      await agent.start();
      await until('life twice', () =>
        /^STATUS=starting\|EXTEND_TIMEOUT_USEC=120000000\nREADY=1\|STATUS=listening on https:.*\n(WATCHDOG=1\n){2}/m.test(
          heard,
        ),
      );
      await until('the first administrator', () => agent.stderr.includes('user reset-password admin'));
      assert.doesNotMatch(agent.stderr, /one-time password [0-9a-z]{4}-/);
      assert.equal(await agent.signal('SIGTERM'), 0);
      await until('the end', () => heard.includes('STOPPING=1|STATUS=stopping\n'));
    } finally {
      systemd.kill();
    }
  });

  it('goes on where nobody listens', async () => {
    await using agent = new AgentUnderTest(vmA);
    agent.env = { NOTIFY_SOCKET: `${agent.directory}/nobody` };
    await agent.start();
    await until('the warning', () => agent.event('service.notify_failed'));
    assert.equal(await agent.signal('SIGTERM'), 0);
  });
});

describe('the time that a start may take', () => {
  it('grows with the database: it may have to be read and copied first', () => {
    assert.deepEqual([0, 5_000_000_000].map(startMs), [120_000, 1_120_000]);
  });
});

describe('the watchdog', () => {
  it('waits for this process only, and for a time that is one', () => {
    assert.equal(watchdogMs({ WATCHDOG_USEC: '30000000' }), 30_000);
    assert.equal(watchdogMs({ WATCHDOG_USEC: '30000000', WATCHDOG_PID: String(process.pid) }), 30_000);
    assert.equal(watchdogMs({ WATCHDOG_USEC: '30000000', WATCHDOG_PID: '1' }), undefined);
    for (const wrong of ['', '0', '-1', 'soon'])
      assert.equal(watchdogMs({ WATCHDOG_USEC: wrong }), undefined);
  });
});
