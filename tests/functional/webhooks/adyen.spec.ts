import { createHmac } from 'node:crypto'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { ConnectSource, proofsOf, writeCredential } from '#connections'
import { withTenant } from '#foundation'
import { ProcessDeliveries } from '#webhooks'
import { givenOrganization } from '#tests/support/organizations'

/** Key, event and signature as documented: https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures */
const KEY = '44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056'
const DOCUMENTED = {
  pspReference: '7914073381342284',
  merchantAccountCode: 'TestMerchant',
  merchantReference: 'TestPayment-1407325143704',
  amount: { value: 1130, currency: 'EUR' },
  eventCode: 'AUTHORISATION',
  success: 'true',
}
const DOCUMENTED_SIGNATURE = 'coqCmt/IZ4E3CzPvMY8zTjQVL5hYJUiBRg8UU+iCWo0='

const TODAY = DateTime.utc().startOf('hour')
const YESTERDAY = TODAY.minus({ days: 1 })

type Item = Partial<typeof DOCUMENTED> & {
  originalReference?: string
  eventDate?: string
  additionalData?: Record<string, string>
}

function signed(changes: Item): Item {
  const item = { ...DOCUMENTED, eventDate: YESTERDAY.toISO(), ...changes }
  const { amount, originalReference = '' } = item
  const text = [
    ...[item.pspReference, originalReference, item.merchantAccountCode, item.merchantReference],
    ...[amount.value, amount.currency, item.eventCode, item.success],
  ].join(':')
  const hmacSignature = createHmac('sha256', Buffer.from(KEY, 'hex')).update(text).digest('base64')
  return { ...item, additionalData: { ...item.additionalData, hmacSignature } }
}

async function givenAdyen(capture: 'automatic' | 'manual' = 'automatic') {
  const organization = await givenOrganization()
  const { connection } = await new ConnectSource().execute({
    ...{ organization, mode: 'live', actor: { id: null }, now: new Date() },
    ...{ pluginId: 'adyen/payments', connector: 'payments', settings: { capture } },
  })
  await withTenant(organization.id, (tenant) =>
    writeCredential(tenant, {
      ...{ connectionId: connection.id, field: 'webhookSecret', value: KEY, now: new Date() },
    })
  )
  const { credentials } = await proofsOf(connection)
  const send = async (...items: Item[]) => {
    const notificationItems = items.map((item) => ({ NotificationRequestItem: item }))
    const response = await fetch(`${process.env.APP_URL}/hooks/${credentials.webhookToken}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ live: 'true', notificationItems }),
    })
    return { status: response.status, answer: (await response.json()) as Record<string, unknown> }
  }
  const facts = async () => {
    const place = { organizationId: organization.id, connectionId: connection.id }
    await new ProcessDeliveries().execute(place)
    return withTenant(organization.id, async (tenant) => {
      const { rows } = await tenant.query<{ fact: string }>(
        `SELECT concat_ws(' ', e.external_id, f.currency, f.m00, f.m01, f.m02) AS fact FROM facts f
           JOIN entities e ON e.organization_id = f.organization_id AND e.id = f.entity_id ORDER BY 1`
      )
      return rows.map(({ fact }) => fact)
    })
  }
  return { send, facts }
}

test.group('Payments by Adyen', () => {
  test('are verified by the signature that Adyen documents', async ({ assert }) => {
    const adyen = await givenAdyen()
    const event = {
      ...{ ...DOCUMENTED, eventDate: YESTERDAY.toISO() },
      additionalData: { hmacSignature: DOCUMENTED_SIGNATURE },
    }
    const { status, answer } = await adyen.send(event)

    assert.deepEqual([status, answer], [200, { notificationResponse: '[accepted]' }])
    assert.deepEqual(await adyen.facts(), ['7914073381342284 EUR 1 11300000 0'])
  })

  test('are refused where an amount was changed, or an event was added', async ({ assert }) => {
    const adyen = await givenAdyen()
    const event = signed({})
    const changed = await adyen.send({ ...event, amount: { value: 113_000, currency: 'EUR' } })
    const added = await adyen.send(event, { ...event, pspReference: 'B' })

    assert.deepEqual([changed.answer.code, added.answer.code], ['E_SIGNATURE', 'E_SIGNATURE'])
    assert.deepEqual(await adyen.facts(), [])
  })

  test('count in the minor units of Adyen, not of ISO 4217', async ({ assert }) => {
    const adyen = await givenAdyen()
    for (const currency of ['CLP', 'IDR', 'ISK', 'JPY', 'KWD']) {
      await adyen.send(signed({ pspReference: currency, amount: { value: 5_000, currency } }))
    }

    assert.deepEqual(await adyen.facts(), [
      'CLP CLP 1 50000000 0',
      'IDR IDR 1 5000000000 0',
      'ISK ISK 1 50000000 0',
      'JPY JPY 1 5000000000 0',
      'KWD KWD 1 5000000 0',
    ])
  })

  test('count 0 once they are cancelled, refused where Adyen says so, and not where a card is verified', async ({
    assert,
  }) => {
    const adyen = await givenAdyen()
    const cancel = { originalReference: 'A', eventCode: 'CANCELLATION', eventDate: TODAY.toISO() }
    await adyen.send(signed({ pspReference: 'C', ...cancel }))
    await adyen.send(signed({ pspReference: 'A' }))
    await adyen.send(signed({ pspReference: 'F', success: 'false' }))
    await adyen.send(signed({ pspReference: 'V', amount: { value: 0, currency: 'EUR' } }))

    assert.deepEqual(await adyen.facts(), ['A EUR 0 0 0', 'F EUR 0 0 1', 'V EUR 0 0 0'])
  })

  test('count as they are captured where that is the business’s own', async ({ assert }) => {
    const adyen = await givenAdyen('manual')
    const capture = { originalReference: 'A', eventCode: 'CAPTURE' }
    const failed = { eventCode: 'CAPTURE_FAILED', eventDate: TODAY.toISO() }
    await adyen.send(signed({ pspReference: 'A' }))
    await adyen.send(
      signed({ ...capture, pspReference: 'C1', amount: { value: 500, currency: 'EUR' } })
    )
    await adyen.send(signed({ ...capture, pspReference: 'C2' }))
    await adyen.send(signed({ ...capture, pspReference: 'C2', ...failed }))

    assert.deepEqual(await adyen.facts(), ['A EUR 0 0 0', 'C1 EUR 1 5000000', 'C2 EUR 0 0'])
  })

  test('are given back, until the refund fails, and contested', async ({ assert }) => {
    const adyen = await givenAdyen()
    const refund = { originalReference: 'A', eventCode: 'REFUND' }
    const failed = { eventCode: 'REFUND_FAILED', eventDate: TODAY.toISO() }
    const either = { originalReference: 'A', eventCode: 'CANCEL_OR_REFUND' }
    const action = (name: string) => ({ additionalData: { 'modification.action': name } })
    await adyen.send(signed({ ...refund, pspReference: 'R1' }))
    await adyen.send(signed({ ...refund, pspReference: 'R2' }))
    await adyen.send(signed({ ...refund, pspReference: 'R2', ...failed }))
    await adyen.send(signed({ ...either, pspReference: 'R3', ...action('refund') }))
    await adyen.send(signed({ ...refund, pspReference: 'D', eventCode: 'CHARGEBACK' }))

    assert.deepEqual(await adyen.facts(), [
      'D EUR 1 11300000',
      'R1 EUR 11300000 1',
      'R2 EUR 0 0',
      'R3 EUR 11300000 1',
    ])
  })
})
