import { z } from 'zod';
import { isLoopbackHost } from '../../content/addresses/reader-url.ts';
import { CourantError } from '../../errors/courant-error.ts';
import type { SignOn } from '../../press/ports/people/sign-on.ts';

const Remembered = z.strictObject({ state: z.string(), nonce: z.string(), verifier: z.string() });
const Known = z.object({ email: z.string().optional(), email_verified: z.union([z.boolean(), z.literal('true')]).optional() });

// For those alone who log in by it.
const library = () => import('openid-client');
type Library = Awaited<ReturnType<typeof library>>;
type Provider = Awaited<ReturnType<Library['discovery']>>;

/** OpenID Connect, code flow with PKCE, as openid-client does it. The provider is asked for what it can when somebody first logs in. */
export function openSignOn(given: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string }): SignOn {
  const issuer = new URL(given.issuer);
  let known: Promise<Provider> | null = null;
  const providerOf = (client: Library): Promise<Provider> => {
    // On this machine a provider may speak without TLS; elsewhere the library refuses.
    const execute = isLoopbackHost(issuer.hostname) ? [client.allowInsecureRequests] : [];
    known ??= client.discovery(issuer, given.clientId, given.clientSecret, undefined, { execute, timeout: 10 });
    known.catch(() => {
      known = null;
    });
    return known;
  };
  return {
    provider: issuer.host,
    async begin(back) {
      const client = await library();
      const provider = await providerOf(client).catch((cause: unknown) => {
        throw new CourantError('sign-on-unreachable', `${issuer.host} does not answer as a login should.`, {
          help: 'Log in by your password; see that OIDC_ISSUER is the address of its OpenID provider.',
          cause,
        });
      });
      const remembered = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() };
      const href = client.buildAuthorizationUrl(provider, {
        redirect_uri: back,
        scope: 'openid email',
        state: remembered.state,
        nonce: remembered.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(remembered.verifier),
        code_challenge_method: 'S256',
      }).href;
      return { href, remembered: JSON.stringify(remembered) };
    },
    async finish(answered, text) {
      const client = await library();
      const { state, nonce, verifier } = Remembered.parse(JSON.parse(text));
      try {
        const provider = await providerOf(client);
        const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
        const tokens = await client.authorizationCodeGrant(provider, answered, checks);
        const claims = tokens.claims();
        if (claims === undefined) return { refused: `${issuer.host} did not say who you are.` };
        // Some tell the address apart from the token.
        const told = claims.email === undefined ? await client.fetchUserInfo(provider, tokens.access_token, claims.sub) : claims;
        const { email, email_verified: verified } = Known.parse(told);
        if (email === undefined) return { refused: `${issuer.host} tells no address of yours.` };
        return verified === true || verified === 'true'
          ? { address: email }
          : { refused: `${issuer.host} has not verified your address, so it proves nothing here.` };
      } catch {
        return { refused: `${issuer.host} did not let you in, or its answer came too late.` };
      }
    },
  };
}
