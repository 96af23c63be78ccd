// A real provider of OpenID Connect (oidc-provider) on loopback, with its own sign-in form. argv: PORT REDIRECT_URI PEOPLE,
// the last one JSON of login to claims. Prints "ready"; a line on standard input is other people, as JSON.
import { createInterface } from 'node:readline';
import Provider from 'oidc-provider';

const [, , port = '0', redirectUri = '', text = '{}'] = process.argv;
let people = JSON.parse(text);
createInterface({ input: process.stdin }).on('line', (line) => {
  people = JSON.parse(line);
});

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: 'farport',
      client_secret: 'a secret of the agent',
      redirect_uris: [redirectUri],
      post_logout_redirect_uris: [`${new URL(redirectUri).origin}/`],
    },
    { client_id: 'public', token_endpoint_auth_method: 'none', redirect_uris: [redirectUri] },
  ],
  pkce: { required: () => true },
  claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'groups'], email: ['email'] },
  cookies: { keys: ['only for tests'] },
  findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
  // Nobody is asked whether the agent may know their name.
  loadExistingGrant: async (context) => {
    const grant = new context.oidc.provider.Grant({
      clientId: context.oidc.client.clientId,
      accountId: context.oidc.session.accountId,
    });
    grant.addOIDCScope('openid profile email');
    await grant.save();
    return grant;
  },
});
provider.listen(Number(port), '127.0.0.1', () => process.stdout.write('ready\n'));
