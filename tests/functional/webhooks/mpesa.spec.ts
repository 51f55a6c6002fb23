import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import { ConnectSource, proofsOf } from '#connections'
import { withTenant } from '#foundation'
import { ProcessDeliveries } from '#webhooks'
import { givenOrganization } from '#tests/support/organizations'

const NAIROBI = DateTime.now().setZone('Africa/Nairobi')
/** Half past one at night in Nairobi is the evening before in UTC. */
const AT_NIGHT = NAIROBI.minus({ days: 1 }).set({ hour: 1, minute: 30, second: 0 })
const WRITTEN = AT_NIGHT.toFormat('yyyyMMddHHmmss')

/** https://developer.safaricom.co.ke/APIs/CustomerToBusinessRegisterURL */
const confirmation = {
  TransactionType: 'Pay Bill',
  TransID: 'RKL51ZDR4F',
  TransTime: WRITTEN,
  TransAmount: '2500.50',
  BusinessShortCode: '600966',
  BillRefNumber: 'Invoice 12',
  MSISDN: '2547*****126',
  FirstName: 'NEEMA',
}

/** https://developer.safaricom.co.ke/APIs/MpesaExpressSimulate */
const express = (ResultCode: number, CheckoutRequestID: string) => ({
  Body: {
    stkCallback: {
      MerchantRequestID: '29115-34620561-1',
      CheckoutRequestID,
      ResultCode,
      ...(ResultCode === 0 && {
        CallbackMetadata: {
          Item: [
            { Name: 'Amount', Value: 2500.5 },
            { Name: 'MpesaReceiptNumber', Value: 'RKL51ZDR4F' },
            { Name: 'Balance' },
            { Name: 'TransactionDate', Value: Number(WRITTEN) },
            { Name: 'PhoneNumber', Value: 254708374149 },
          ],
        },
      }),
    },
  },
})

async function givenMpesa(mode: 'live' | 'sandbox') {
  const organization = await givenOrganization()
  const { connection } = await new ConnectSource().execute({
    ...{ organization, mode, actor: { id: null }, now: new Date() },
    ...{ pluginId: 'safaricom/mpesa', connector: 'payments' },
  })
  const { credentials } = await proofsOf(connection)
  const send = async (body: object) => {
    const response = await fetch(`${process.env.APP_URL}/hooks/${credentials.webhookToken}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return { status: response.status, answer: (await response.json()) as Record<string, unknown> }
  }
  const facts = async () => {
    const place = { organizationId: organization.id, connectionId: connection.id }
    await new ProcessDeliveries().execute(place)
    return withTenant(organization.id, async (tenant) => {
      const { rows } = await tenant.query<{ fact: string }>(
        `SELECT concat_ws(' ', e.external_id, f.day, f.currency, f.m00, f.m01, f.m02) AS fact FROM facts f
           JOIN entities e ON e.organization_id = f.organization_id AND e.id = f.entity_id ORDER BY 1`
      )
      return rows.map(({ fact }) => fact)
    })
  }
  return { send, facts }
}

test.group('Payments by M-Pesa', () => {
  test('count once by their receipt, on their day in Nairobi, and failed ones as failed', async ({
    assert,
  }) => {
    const mpesa = await givenMpesa('sandbox')
    const { status, answer } = await mpesa.send(confirmation)
    await mpesa.send(express(0, 'ws_CO_1'))
    await mpesa.send(express(1032, 'ws_CO_2'))

    assert.deepEqual([status, answer], [200, { ResultCode: 0, ResultDesc: 'Accepted' }])
    assert.deepEqual(await mpesa.facts(), [
      `RKL51ZDR4F ${AT_NIGHT.toISODate()} KES 1 2500500000 0`,
      `ws_CO_2 ${NAIROBI.toISODate()} KES 0 0 1`,
    ])
  })

  test('are taken from Safaricom’s addresses only', async ({ assert }) => {
    const mpesa = await givenMpesa('live')
    const { status, answer } = await mpesa.send(confirmation)

    assert.deepEqual([status, answer.code], [401, 'E_SENDER'])
    assert.deepEqual(await mpesa.facts(), [])
  })
})
