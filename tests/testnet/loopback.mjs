// Import first: every server of this process listens on 127.0.0.1 only, and names resolve to it first.
import dns from 'node:dns'
import net from 'node:net'

dns.setDefaultResultOrder('ipv4first')

const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (...args) {
  return listen.apply(this, onLoopback(args))
}

// listen() takes (options, done) or (port, host?, backlog?, done?)
function onLoopback([first, ...rest]) {
  if (first !== null && typeof first === 'object') {
    return 'port' in first ? [{ ...first, host: '127.0.0.1' }, ...rest] : [first, ...rest]
  }
  const others = rest.filter((arg) => arg !== undefined && typeof arg !== 'string')
  return [Number(first ?? 0), '127.0.0.1', ...others]
}
