// How a token answer goes wrong on command: what each order changes in an ID token, and by which key it is signed.
import { randomUUID } from 'node:crypto'
import { SignJWT, UnsecuredJWT, decodeJwt, decodeProtectedHeader } from 'jose'

const HOUR_S = 3600
const OWN = ['sub', 'email', 'email_verified', 'name'] // the provider itself sends these, each with its scope

// What an order changes in the claims; undefined takes a claim out.
const WAYS = {
  forged: () => ({}), // signed with another key, under the same name
  unsigned: () => ({}),
  expired: () => ({ iat: now() - 2 * HOUR_S, exp: now() - HOUR_S }),
  old: ({ hours }) => ({ iat: now() - hours * HOUR_S }),
  'other-issuer': () => ({ iss: 'https://other.example' }),
  'wrong-audience': () => ({ aud: 'somebody-else' }),
  'wrong-audience-our-azp': (_order, { aud }) => ({ aud: 'somebody-else', azp: aud }), // some clients look at azp only
  'no-nonce': () => ({ nonce: undefined }),
  'wrong-nonce': () => ({ nonce: 'not-the-one-asked-with' }),
  big: ({ groups }) => ({ groups: Array.from({ length: groups }, () => randomUUID()) }), // as of a big organisation
  claims: ({ claims }) => Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, value ?? undefined])),
  down: () => ({}), // the token endpoint answers 503
  denied: () => ({}), // whoever signs in next is sent back with access_denied, and no token
}

export function check(orders) {
  for (const { way } of orders) if (!Object.hasOwn(WAYS, way)) throw new Error(`there is no misbehaviour ${way}`)
}

// A middleware for the token endpoint: adds the user's further claims, and carries out the order whose turn it is.
export function misbehaving({ orders, userOf, key, otherKey }) {
  return async (ctx, next) => {
    if (ctx.path !== '/token') return next()
    const order = orders[0]?.way === 'denied' ? undefined : orders.shift()
    if (order?.way === 'down') return Object.assign(ctx, { status: 503, body: { error: 'temporarily_unavailable' } })
    await next()
    if (ctx.body?.id_token) ctx.body = { ...ctx.body, id_token: await rewritten(ctx.body.id_token, order) }
  }

  async function rewritten(token, order) {
    const claims = decodeJwt(token)
    const further = Object.entries(userOf(claims.sub) ?? {}).filter(([name]) => !OWN.includes(name))
    const changed = { ...claims, ...Object.fromEntries(further), ...(order && WAYS[order.way](order, claims)) }
    if (order?.way === 'unsigned') return new UnsecuredJWT(changed).encode()
    return new SignJWT(changed)
      .setProtectedHeader(decodeProtectedHeader(token))
      .sign(order?.way === 'forged' ? otherKey : key)
  }
}

function now() {
  return Math.floor(Date.now() / 1000)
}
