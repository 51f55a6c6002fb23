import ipaddr from 'ipaddr.js'
import type { HttpRequest } from '@adonisjs/core/http'
import { appUrl } from '#config/app'
import { heldConnection } from '#foundation'
import env from '#start/env'

/** What proxies add. One on this machine is a loopback peer that speaks for anybody. */
const MARKS_OF_PROXIES = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip']

/**
 * The mailbox holds everybody's links, so it is shown on the machine itself only: peer, host name and the installation's own
 * address are loopback. And only where nobody is served for real: in development, or beside the sample organization.
 */
export async function isMailboxOpen(request: HttpRequest): Promise<boolean> {
  if (env.get('MAIL_TRANSPORT') === 'smtp' || !isLocal(request)) {
    return false
  }
  return process.env.NODE_ENV !== 'production' || hasSample()
}

function isLocal(request: HttpRequest): boolean {
  const peer = request.request.socket.remoteAddress ?? ''
  const names = [peer, hostnameIn(`http://${request.header('host')}`), hostnameIn(appUrl)]
  return names.every(isLoopback) && MARKS_OF_PROXIES.every((name) => !request.header(name))
}

function hostnameIn(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replaceAll(/^\[|\]$/g, '') : ''
}

function isLoopback(name: string): boolean {
  return (
    name === 'localhost' || (ipaddr.isValid(name) && ipaddr.process(name).range() === 'loopback')
  )
}

async function hasSample(): Promise<boolean> {
  // Also asked within the transaction of a tenant, after an invitation.
  const { rows } = await heldConnection().rawQuery(
    'SELECT 1 FROM organizations WHERE is_sample LIMIT 1'
  )
  return rows.length > 0
}
