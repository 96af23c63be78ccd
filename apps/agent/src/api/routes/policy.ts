/** The policy: read, replaced, tried, and carried to and from usbredir. */
import {
  decisionAnswer,
  describeDecision,
  dryRunAnswer,
  pageSchema,
  parsePolicy,
  policyAnswer,
  policyDryRunSchema,
  policyReplaceSchema,
  policyRulesAnswer,
  policyTestSchema,
  policyVersionAnswer,
  rulesOfUsbredirFilter,
  usbredirAnswer,
  usbredirFilterOf,
  usbredirImportSchema,
  type DryRunReport,
} from '@farport/fleet';
import { exactObject } from '@farport/protocol/shape';
import { formatPortPath } from '@farport/usb';
import * as v from 'valibot';
import { FewAtOnce } from '../few-at-once.ts';
import { route } from '../route.ts';
import { found, json, page } from './shapes.ts';

const tag = 'policy';
/** 500 rules, each with conditions that may be long. */
const bodyLimit = 2 << 20;
const dryRuns = new FewAtOnce('a dry run', 2);

const versionParams = exactObject({
  version: v.pipe(v.string(), v.regex(/^[1-9][0-9]{0,14}$/), v.transform(Number)),
});

export const policyRoutes = [
  route({
    method: 'GET',
    path: '/policy',
    access: 'policy.read',
    tag,
    summary: 'The policy in force',
    answer: json(policyAnswer),
    handle: async ({ parts }) => found(await parts.fleet.store.read((tx) => tx.policies.current()), 'policy'),
  }),
  route({
    method: 'PUT',
    path: '/policy',
    access: 'policy.change',
    tag,
    summary: 'Put another policy in force',
    body: policyReplaceSchema,
    bodyLimit,
    versioned: 'body',
    answer: json(policyAnswer),
    handle: ({ body, context, parts }) =>
      parts.fleet.policies.replace(context, body.version, body.document, body.comment),
  }),
  route({
    method: 'GET',
    path: '/policy/versions',
    access: 'policy.read',
    tag,
    summary: 'Policies of the past, newest first',
    query: pageSchema,
    answer: page(policyVersionAnswer),
    handle: ({ query, parts }) => parts.fleet.store.read((tx) => tx.policies.list(query)),
  }),
  route({
    method: 'GET',
    path: '/policy/versions/:version',
    access: 'policy.read',
    tag,
    summary: 'A policy of the past',
    params: versionParams,
    answer: json(policyAnswer),
    handle: async ({ params, parts }) =>
      found(await parts.fleet.store.read((tx) => tx.policies.get(params.version)), 'policy'),
  }),
  route({
    method: 'POST',
    path: '/policy/test',
    access: 'policy.test',
    tag,
    summary: 'Would this device of this user go to this VM, and why',
    body: policyTestSchema,
    bodyLimit,
    answer: json(decisionAnswer),
    handle: async ({ body, parts }) => {
      const { document, at, ...question } = body;
      const decision = await parts.fleet.policies.test(
        { ...question, ...(at === undefined ? {} : { at }) },
        document,
      );
      return { ...decision, message: describeDecision(decision) };
    },
  }),
  route({
    method: 'POST',
    path: '/policy/dry-run',
    access: 'policy.test',
    tag,
    summary: 'What another policy would have done with the attempts of the last 30 days',
    body: policyDryRunSchema,
    bodyLimit,
    answer: json(dryRunAnswer),
    handle: ({ body, parts }) =>
      dryRuns.run(async () =>
        reportOf(
          await parts.fleet.policies.dryRun(body.document, {
            ...(body.examples === undefined ? {} : { examples: body.examples }),
          }),
        ),
      ),
  }),
  route({
    method: 'POST',
    path: '/policy/usbredir/import',
    access: 'policy.test',
    tag,
    summary: 'Rules that decide as a usbredir filter does; changes nothing',
    body: usbredirImportSchema,
    answer: json(policyRulesAnswer),
    handle: ({ body }) => {
      const { filter, name, idPrefix, defaultAllow } = body;
      return {
        rules: rulesOfUsbredirFilter(filter, { name, idPrefix, defaultAllow: defaultAllow ?? false }),
      };
    },
  }),
  route({
    method: 'GET',
    path: '/policy/usbredir/export',
    access: 'policy.read',
    tag,
    summary: 'The policy in force as a usbredir filter, where usbredir can say it',
    answer: json(usbredirAnswer),
    handle: async ({ parts }) => {
      const { document } = found(await parts.fleet.store.read((tx) => tx.policies.current()), 'policy');
      return { filter: usbredirFilterOf(parsePolicy(document)) };
    },
  }),
];

function reportOf({ examples, ...report }: DryRunReport): unknown {
  return {
    ...report,
    examples: examples.map(({ attempt, after }) => {
      const { device, client, user, vm, at } = attempt.request;
      const { vendorId, productId, serial, portPath } = device;
      return {
        at,
        device: { vendorId, productId, serial, portPath: formatPortPath(portPath) },
        client,
        user: user === null ? null : { id: user.id, name: user.name },
        vm,
        before: { outcome: attempt.outcome, decidedBy: attempt.decidedBy },
        after: { outcome: after.outcome, decidedBy: after.decidedBy },
      };
    }),
  };
}
