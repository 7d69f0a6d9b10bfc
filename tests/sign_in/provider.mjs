// A real OpenID Connect provider on 127.0.0.1 that misbehaves on command. Nothing in it stays.
//
// Argument: JSON {port, client_id, client_secret}. Standard output: one line of JSON, its issuer and its control.
// POST <control> {users?, redirect_uris?, post_logout_redirect_uris?, orders?} says who may sign in, where they may
// come back to, and how the next token answers go wrong, one order an answer: {way, hours, groups, claims}.
// Ends when standard input closes, so that it never outlives whoever started it.
import { randomUUID } from 'node:crypto'
import http from 'node:http'
import { json, text } from 'node:stream/consumers'
import { exportJWK, generateKeyPair } from 'jose'
import Provider, { interactionPolicy } from 'oidc-provider'
import { check, misbehaving } from './misbehaving.mjs'

const wish = JSON.parse(process.argv[2])
const ours = await generateKeyPair('RS256', { extractable: true })
const others = await generateKeyPair('RS256')
const users = new Map() // login -> claims
const orders = []

console.info = console.error // standard output is for one line
const server = http.createServer({ maxHeaderSize: 128 * 1024 }) // a big token comes back in the address at logout
const issuer = await listening(server, wish.port)
const { port } = server.address()

const policy = interactionPolicy.base()
policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }))
const provider = new Provider(issuer, {
  jwks: { keys: [{ ...(await exportJWK(ours.privateKey)), kid: randomUUID(), alg: 'RS256', use: 'sig' }] },
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  conformIdTokenClaims: false, // claims are in the ID token
  pkce: { required: () => true },
  responseTypes: ['code'],
  // A cookie belongs to a host with all its ports: two providers in one browser keep theirs apart by name.
  cookies: { names: Object.fromEntries(['session', 'interaction', 'resume'].map((name) => [name, `${name}-${port}`])) },
  interactions: { policy, url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_ctx, sub) => userOf(sub) && { accountId: sub, claims: () => userOf(sub) },
  loadExistingGrant: async (ctx) => {
    const { client, session, params } = ctx.oidc
    const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
    grant.addOIDCScope(params.scope)
    await grant.save()
    return grant
  },
  renderError: (ctx, { error, error_description: why }) =>
    page(ctx, 'This did not work', `<p>${escaped(`${error}: ${why}`)}</p>`),
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => {
        const button = '<button form="op.logoutForm" name="logout" value="yes">Sign out</button>'
        const press = ctx.oidc.entities.IdTokenHint ? "<script>document.querySelector('button').click()</script>" : ''
        page(ctx, 'Sign out', form + button + press)
      },
      postLogoutSuccessSource: (ctx) => page(ctx, 'Signed out', ''),
    },
  },
})
provider.use(signIn)
provider.use(misbehaving({ orders, userOf, key: ours.privateKey, otherKey: others.privateKey }))
server.on('request', provider.callback())
await allow({ redirect_uris: [], post_logout_redirect_uris: [] })

const control = http.createServer(async (request, response) => {
  try {
    await obey(await json(request))
    response.end('{}')
  } catch (error) {
    response.writeHead(400).end(String(error))
  }
})
const controlled = await listening(control, 0)
process.stdin.on('end', () => process.exit(0)).resume()
console.log(JSON.stringify({ issuer, control: controlled }))

async function obey({ users: people, orders: next, ...places }) {
  check(next ?? [])
  if (next) orders.splice(0, orders.length, ...next)
  if (people) users.clear()
  for (const [login, claims] of Object.entries(people ?? {})) users.set(login, claims)
  if (places.redirect_uris) await allow(places)
}

async function allow(places) {
  const { client_id, client_secret } = wish
  await provider.Client.adapter.upsert(client_id, { client_id, client_secret, ...places })
}

function userOf(sub) {
  return [...users.values()].find((user) => user.sub === sub)
}

// The page where one says who one is. Whatever was asked for (login, an account, consent) is answered with it.
async function signIn(ctx, next) {
  if (!ctx.path.startsWith('/interaction/')) return next()
  await provider.interactionDetails(ctx.req, ctx.res) // throws where nobody was sent here
  const isTry = ctx.method === 'POST'
  const user = isTry && users.get(new URLSearchParams(await text(ctx.req)).get('login'))
  if (!user) return page(ctx, 'Sign in', form(isTry))
  const isDenied = orders[0]?.way === 'denied' && orders.shift()
  const accepted = { login: { accountId: user.sub }, select_account: {}, consent: {} }
  ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, isDenied ? { error: 'access_denied' } : accepted))
  ctx.status = 303
}

function form(isWrong) {
  return `<form method="post">${isWrong ? '<p role="alert">Nobody here has this login.</p>' : ''}
<label for="login">Login</label> <input id="login" name="login" required> <button>Sign in</button></form>`
}

function page(ctx, title, content) {
  ctx.type = 'html'
  ctx.body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"></head>
<body><main><h1>${title}</h1>${content}</main></body></html>`
}

function escaped(words) {
  return words.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

async function listening(server, port) {
  await new Promise((done, fail) => server.on('error', fail).listen(port, '127.0.0.1', done))
  return `http://127.0.0.1:${server.address().port}`
}
