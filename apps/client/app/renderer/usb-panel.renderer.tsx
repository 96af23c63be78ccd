/** The machine's USB ports as a tree, each device with its state in words and a switch. */
import type { JSX } from 'preact';
import type { PortView } from '../shared/app-state.ts';
import { deviceStateWord, errorWord, kindWord, type Say } from '../shared/words.ts';
import { useApp, useWork } from './context.renderer.ts';
import { Icon } from './icons.renderer.tsx';

export function UsbPanel({ vm }: { readonly vm: string }): JSX.Element {
  const { state, say } = useApp();
  return (
    <aside id="usb-panel" aria-labelledby="usb-title" tabIndex={0}>
      <h2 id="usb-title">{say('usb')}</h2>
      {state.ports.length === 0 ? <p class="quiet">{say('usbNone')}</p> : <Ports parent={null} vm={vm} />}
    </aside>
  );
}

function Ports({ parent, vm }: { readonly parent: string | null; readonly vm: string }): JSX.Element | null {
  const { state } = useApp();
  const here = state.ports.filter((port) => port.parent === parent);
  if (here.length === 0) return null;
  return (
    <ul class="ports">
      {here.map((port) => (
        <li key={port.port}>
          {port.kind === 'hub' ? <Hub port={port} /> : <Device port={port} vm={vm} />}
          <Ports parent={port.port} vm={vm} />
        </li>
      ))}
    </ul>
  );
}

function Hub({ port }: { readonly port: PortView }): JSX.Element {
  const { say } = useApp();
  return (
    <div class="hub">
      <Icon name="hub" size={18} />
      <span>{hubName(port, say)}</span>
      <code>{port.port}</code>
    </div>
  );
}

function Device({ port, vm }: { readonly port: PortView; readonly vm: string }): JSX.Element {
  const { say, call } = useApp();
  const { busy, run } = useWork();
  const name = nameOf(port, say);
  const target = port.vm === '' ? vm : port.vm;
  const more = `about-${port.port.replaceAll('.', '_')}`;
  return (
    <div class="device" data-state={port.state}>
      <Icon name={port.kind} size={24} />
      <div class="grow">
        <span class="name">{name}</span>
        <div id={more}>
          <p class="state">
            {say(deviceStateWord(port.state, target), { vm: target })}
            {port.always && <span class="badge accent">{say('always')}</span>}
          </p>
          {port.usedBy !== '' && <p class="quiet">{say('usedBy', { program: port.usedBy })}</p>}
          <Why port={port} />
          <p class="quiet small">
            <code>{port.port}</code> <code>{port.id}</code>
            {port.serial !== '' && ` ${say('serial', { serial: port.serial })}`}
          </p>
        </div>
      </div>
      {port.state === 'forbidden' && !port.switchable ? (
        <Icon name="lock" />
      ) : (
        <input
          type="checkbox"
          role="switch"
          class="switch"
          checked={port.on}
          disabled={busy || !port.switchable}
          aria-label={say('switchTo', { device: name, vm: target })}
          aria-describedby={more}
          onChange={({ currentTarget }) => {
            // The state says how it stands; the switch follows it.
            const wanted = currentTarget.checked;
            currentTarget.checked = port.on;
            run(() => call(wanted ? 'device.use' : 'device.keep', { port: port.port }));
          }}
        />
      )}
    </div>
  );
}

/** Which policy forbids it and who can change that, or what went wrong. */
function Why({ port }: { readonly port: PortView }): JSX.Element | null {
  const { say } = useApp();
  if (port.state === 'forbidden') {
    const byNone = port.error?.code === 'policy.no_rule';
    const sentence = byNone ? say('forbiddenByNone') : say('forbidden');
    return <p class="why">{port.rule === '' ? sentence : say('forbiddenBy', { rule: port.rule })}</p>;
  }
  if (port.error === null) return null;
  return (
    <div class="why">
      <p>{say(errorWord(port.error.code))}</p>
      <details>
        <summary>{say('more')}</summary>
        <p class="small">{port.error.message}</p>
        <code>{port.error.code}</code>
      </details>
    </div>
  );
}

/** The machine's own ports have the name of a kernel's driver, which says nothing to a person. */
function hubName(port: PortView, say: Say): string {
  if (!/^usb\d+$/.test(port.port)) return nameOf(port, say);
  return say((port.speed ?? 0) >= 5000 ? 'portsFast' : 'portsSlow');
}

/** What the device calls itself, else what it is. */
export function nameOf({ name, kind }: Pick<PortView, 'name' | 'kind'>, say: Say): string {
  return name === '' ? `${say(kindWord(kind))} (${say('noName')})` : name;
}
