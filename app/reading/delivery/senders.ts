import { BlockList, isIP } from 'node:net'

/** Whether an address is in one of these networks (`196.201.214.0/24`); every one is where none is named. */
export function isFrom(networks: string[] | undefined): (ip: string) => boolean {
  const known = listOf(networks ?? [])
  return (ip) => networks === undefined || known.check(ip, isIP(ip) === 6 ? 'ipv6' : 'ipv4')
}

/** Throws where a text is no network. */
function listOf(networks: string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address, prefix] = network.split('/')
    const version = isIP(address)
    if (version === 0) {
      throw new SyntaxError(`'${network}' is no address or network`)
    }
    const bits = version === 6 ? 128 : 32
    list.addSubnet(address, Number(prefix ?? bits), version === 6 ? 'ipv6' : 'ipv4')
  }
  return list
}
