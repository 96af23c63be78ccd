/** The commands about the agent itself, and the one that asks its API as it is. */
import type { Command } from 'commander';
import { json, type Asking } from './asking.ts';

/** Adds the commands. `asking` makes one that asks the running agent. */
export function addSystemCommands(program: Command, asking: Asking): void {
  const command = (name: string, description: string): Command =>
    program.command(name).description(description).exitOverride();
  asking(
    json(command('overview', 'show how much there is, and how much of it works')),
    async (client, _, options) => (await import('./system.ts')).overview(client, options),
  );
  asking(
    json(command('settings', 'show facts of the agent, and what it is set to')),
    async (client, _, options) => (await import('./system.ts')).settings(client, options),
  );
  asking(
    json(command('health', 'say whether the agent answers and its database can be read')),
    async (client, _, options) => (await import('./system.ts')).health(client, options),
  );
  asking(command('metrics', 'print numbers, as Prometheus reads them'), async (client) =>
    (await import('./system.ts')).metrics(client),
  );
  asking(
    json(command('events', 'print changes of the fleet as they come, until Ctrl-C')).option(
      '--last <id>',
      'go on after this one: what stands at the end of its line',
    ),
    async (client, _, options) => (await import('./system.ts')).followEvents(client, options),
    '',
  );
  asking(
    command('api', 'ask the API as it is; "farport-agent openapi" prints what there is')
      .argument('<method>', 'GET, POST, PUT, PATCH or DELETE')
      .argument('<path>', 'under /api/v1, with its query: "/audit?limit=10"')
      .option('--body <file>', 'what to send: a file with JSON, "-" for standard input, or the JSON itself'),
    async (client, _, options, args) => (await import('./system.ts')).askApi(client, args, options),
  );
  asking(command('openapi', 'print the description of the API (OpenAPI 3.1)'), async (client) =>
    (await import('./system.ts')).openApi(client),
  );
}
