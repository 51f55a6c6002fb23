import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { currentTenant } from '#foundation'
import { chooseStreams } from '#sync'

const validator = vine.create({ streams: vine.record(vine.boolean({ strict: true })) })

/** Which streams of a source are read. */
export default class SourceStreamsController {
  async update({ apiKey, params, request, response }: HttpContext) {
    const { streams } = await request.validateUsing(validator)
    const actor = { id: apiKey.createdBy, ip: request.ip() }
    const choice = { source: String(params.id), streams, actor, now: new Date() }
    const chosen = await chooseStreams(currentTenant(), choice)
    return response.json({
      streams: chosen.map(({ name, title, isOn, isOptional, checkedAt, completeUntil }) => ({
        ...{ name, title, on: isOn, optional: isOptional, checkedAt, completeUntil },
      })),
    })
  }
}
