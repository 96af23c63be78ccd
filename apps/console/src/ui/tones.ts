/** How states look: one tone each, the same everywhere. Words always stand beside it. */
import type { AuditRecord, Decision, DeviceState } from '../api/types.ts';

export type Tone = 'good' | 'wait' | 'bad' | 'accent' | 'quiet';

export function deviceTone({ word }: DeviceState): Tone {
  switch (word) {
    case 'available':
      return 'good';
    case 'in_use_here':
    case 'in_use_by':
      return 'accent';
    case 'waiting':
      return 'wait';
    case 'blocked_by':
      return 'bad';
    case 'unplugged':
    case 'client_offline':
      return 'quiet';
  }
}

export function vmTone(state: string): Tone {
  switch (state) {
    case 'running':
      return 'good';
    case 'starting':
    case 'stopping':
    case 'paused':
      return 'wait';
    case 'failed':
    case 'unresponsive':
      return 'bad';
    default:
      return 'quiet';
  }
}

export function outcomeTone(outcome: Decision['outcome'] | AuditRecord['outcome']): Tone {
  switch (outcome) {
    case 'allow':
    case 'ok':
      return 'good';
    case 'ask':
    case 'hold':
      return 'wait';
    case 'deny':
    case 'denied':
    case 'failed':
      return 'bad';
  }
}
