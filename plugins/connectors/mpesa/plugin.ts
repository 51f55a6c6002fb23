import { definePlugin } from '#kit'

/** Safaricom writes times in Nairobi, without a zone: 20260130123456. */
const inNairobi = (time: string) => `timeOf(${time}, "yyyyMMddHHmmss", "Africa/Nairobi")`

/** The fields of an M-Pesa Express answer are a list of names and values. */
const EXPRESS = 'webhook.body.Body.stkCallback'
const item = (callback: string, name: string) =>
  `pick(${callback}.CallbackMetadata.Item, "Name", "${name}", "Value")`

/** An Express answer in the words of a confirmation; a payment that failed has no receipt, so its request names it. */
const ASKED = 'response.body.Body.stkCallback'
const AS_CONFIRMATION = `[zip(["TransID", "TransTime", "TransAmount", "ResultCode"], [
  coalesce(${item(ASKED, 'MpesaReceiptNumber')}, ${ASKED}.CheckoutRequestID),
  ${item(ASKED, 'TransactionDate')}, ${item(ASKED, 'Amount')}, ${ASKED}.ResultCode])]`

const IS_PAID = 'record.ResultCode == null || number(record.ResultCode) == 0'

export default definePlugin({
  id: 'safaricom/mpesa',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'M-Pesa',
  summary: 'Payments to a pay bill or till number, as Safaricom confirms them.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  icon: 'icon.svg',
  links: { documentation: 'https://developer.safaricom.co.ke/APIs/CustomerToBusinessRegisterURL' },
  scopes: [{ id: 'metrics:write', why: 'Adds payments to your reports.' }],
  connectors: {
    payments: {
      kind: 'webhook',
      title: 'M-Pesa',
      category: 'payments',
      channel: 'M-Pesa',
      webhooks: {
        verify: {
          kind: 'address',
          /** The addresses that Safaricom sends from, as its integration team hands them out. */
          senders: [
            '196.201.214.200',
            '196.201.214.206',
            '196.201.214.207',
            '196.201.214.208',
            '196.201.213.114',
            '196.201.213.44',
            '196.201.212.127',
            '196.201.212.138',
            '196.201.212.129',
            '196.201.212.136',
            '196.201.212.74',
            '196.201.212.69',
          ],
          at: inNairobi(`coalesce(webhook.body.TransTime, ${item(EXPRESS, 'TransactionDate')})`),
          within: 'P7D',
        },
        id: `coalesce(webhook.body.TransID, ${EXPRESS}.CheckoutRequestID)`,
        reply: { ResultCode: 0, ResultDesc: 'Accepted' },
        setup:
          'In Daraja, register this address as the confirmation URL of your short code (C2B, Register URL, response type Completed), and use it as CallBackURL of M-Pesa Express. Do not use it as validation URL: payments would be counted before they are made.',
        routes: [
          { when: 'webhook.body.TransID != null', stream: 'payments', records: '$' },
          { when: `${EXPRESS} != null`, stream: 'payments', records: AS_CONFIRMATION },
        ],
        streams: {
          payments: {
            title: 'Payments',
            key: 'TransID',
            facts: {
              mode: 'event',
              date: `coalesce(${inNairobi('record.TransTime')}, account.attributes.receivedAt)`,
              timeZone: '"Africa/Nairobi"',
              currency: '"KES"',
              entity: {
                kind: 'payment',
                id: 'record.TransID',
                name: 'record.TransID',
                attributes: {
                  short_code: 'record.BusinessShortCode',
                  reference: 'record.BillRefNumber',
                },
              },
              metrics: {
                payments: `${IS_PAID} ? 1 : 0`,
                payment_volume: `${IS_PAID} ? micros(record.TransAmount) : 0`,
                failed_payments: `${IS_PAID} ? 0 : 1`,
              },
            },
          },
        },
      },
    },
  },
})
