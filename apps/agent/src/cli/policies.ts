/** What the commands for the policy do that change it, carry it to and from files and usbredir, and try another one. */
import {
  dryRunAnswer,
  policyAnswer,
  policyRulesAnswer,
  policyVersionAnswer,
  usbredirAnswer,
} from '@farport/fleet';
import { formatVidPid } from '@farport/usb';
import { FarportError } from '../errors.ts';
import type { AdminClient } from './admin-client.ts';
import { readJson } from './json-file.ts';
import { formatTime, table } from './output.ts';
import { print, show, textOf, type Options } from './show.ts';

/** The document of a file: as `policy show --json` prints it, or the document alone. */
async function documentOf(source: string): Promise<unknown> {
  const value = await readJson(source);
  if (typeof value === 'object' && value !== null && 'document' in value) return value.document;
  return value;
}

export async function listPolicies(client: AdminClient, options: Options): Promise<void> {
  const versions = await client.all(policyVersionAnswer, '/policy/versions');
  show(options, { versions }, () =>
    table(
      ['VERSION', 'SINCE', 'BY', 'COMMENT'],
      versions.map(({ version, createdAt, createdBy, comment }) => [
        String(version),
        formatTime(createdAt),
        createdBy,
        comment,
      ]),
    ),
  );
}

/** Puts another policy in force, or one of the past again. @throws FarportError cli.usage */
export async function replacePolicy(client: AdminClient, file: string, options: Options): Promise<void> {
  const past = textOf(options, 'past');
  if ((file === '') === (past === '')) {
    throw new FarportError('cli.usage', 400, 'name either a file or --past');
  }
  const current = await client.api(policyAnswer, 'GET', '/policy');
  const document =
    past === ''
      ? await documentOf(file)
      : (await client.api(policyAnswer, 'GET', `/policy/versions/${encodeURIComponent(past)}`)).document;
  const comment = textOf(options, 'comment');
  const made = await client.api(policyAnswer, 'PUT', '/policy', {
    version: current.version,
    document,
    comment: comment === '' && past !== '' ? `as version ${past}` : comment,
  });
  show(options, made, () => `version ${made.version} is in force`);
}

export async function dryRunPolicy(client: AdminClient, file: string, options: Options): Promise<void> {
  const examples = Number(options['examples']);
  const body = { document: await documentOf(file), ...(Number.isFinite(examples) ? { examples } : {}) };
  const report = await client.api(dryRunAnswer, 'POST', '/policy/dry-run', body);
  show(options, report, () =>
    [
      `${report.examined} attempts of the last 30 days; ${report.otherRule} would have the same end by another rule`,
      table(
        ['WAS', 'WOULD BE', 'HOW OFTEN'],
        report.transitions.map(({ before, after, count }) => [before, after, String(count)]),
      ),
      table(
        ['TIME', 'DEVICE', 'SERIAL', 'CLIENT', 'USER', 'VM', 'WAS', 'WOULD BE'],
        report.examples.map(({ at, device, client: where, user, vm, before, after }) => [
          formatTime(at),
          formatVidPid(device.vendorId, device.productId),
          device.serial,
          where.name,
          user?.name ?? '',
          vm.name,
          by(before),
          by(after),
        ]),
      ),
    ].join('\n'),
  );
}

function by({
  outcome,
  decidedBy,
}: {
  outcome: string;
  decidedBy: { ruleName?: string | undefined };
}): string {
  return decidedBy.ruleName === undefined ? outcome : `${outcome} (${decidedBy.ruleName})`;
}

/** Prints rules for a policy's document; changes nothing. */
export async function importUsbredir(client: AdminClient, filter: string, options: Options): Promise<void> {
  const answer = await client.api(policyRulesAnswer, 'POST', '/policy/usbredir/import', {
    filter,
    name: textOf(options, 'name'),
    idPrefix: textOf(options, 'idPrefix'),
    defaultAllow: options['defaultAllow'] === true,
  });
  print(JSON.stringify(answer.rules, undefined, options['json'] === true ? 0 : 2));
}

export async function exportUsbredir(client: AdminClient, options: Options): Promise<void> {
  const answer = await client.api(usbredirAnswer, 'GET', '/policy/usbredir/export');
  show(options, answer, () => answer.filter);
}
