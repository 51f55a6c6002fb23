import type { SandboxOAuth, VendorSandbox } from '#kit'
import { givenEmulator } from './emulator.js'

/** An authorization server that shares its host with the API and asks for nothing special. */
export const PLAIN_OAUTH: SandboxOAuth = {
  authorize: 'https://small.test/authorize',
  token: 'https://small.test/token',
  accessTokenSeconds: 3600,
  clients: { client: 'secret' },
  login: 'owner@small.test',
  revokedLogins: [],
  descriptions: {},
}

/** The emulator of one small vendor, as the author of a plugin writes it. */
export const givenSmallVendor = (own: Partial<VendorSandbox>) =>
  givenEmulator({
    vendors: [
      {
        plugin: 'acme/small',
        hosts: ['small.test'],
        paging: { records: 'rows', marker: { in: 'query', name: 'page' } },
        connections: [],
        reply: () => ({ status: 200, body: {} }),
        failure: (status) => ({ status }),
        ...own,
      },
    ],
  })
