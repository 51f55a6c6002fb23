import { definePlugin, refusals } from '#kit'
import { APP_ID, PRIVATE_KEY } from './sandbox/key.js'

/** Alipay writes times of China without a zone. */
const inChina = (time: string) => `timeOf(${time}, "yyyy-MM-dd HH:mm:ss", "Asia/Shanghai")`
const toChina = (time: string) => `{formatTime(${time}, "yyyy-MM-dd HH:mm:ss", "Asia/Shanghai")}`

const IS_PAID = 'coalesce(record.gmt_pay, "") != ""'
const IS_REFUNDED = 'coalesce(record.gmt_refund, "") != ""'
const CHINA = { timeZone: '"Asia/Shanghai"', currency: 'account.currency' }

/** https://opendocs.alipay.com/open-v3/05419m : what is signed, line by line; a GET has no body. */
const SIGNER = 'app_id={credentials.appId},nonce={nonce},timestamp={timestamp}'

export default definePlugin({
  id: 'alipay/payments',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'Alipay',
  summary: 'Payments, refunds, service fees and the balance of a merchant in China.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  icon: 'icon.svg',
  links: { documentation: 'https://opendocs.alipay.com/open-v3' },
  scopes: [
    { id: 'net:openapi.alipay.com', why: 'Reads trades and the balance.' },
    { id: 'metrics:write', why: 'Adds payments to your reports.' },
  ],
  connectors: {
    payments: {
      kind: 'api',
      title: 'Alipay',
      category: 'payments',
      channel: 'Alipay',
      auth: {
        key: {
          kind: 'apiKey',
          fields: {
            appId: { label: 'App ID', pattern: '^\\d{16}' },
            privateKey: {
              label: 'Private key of the application',
              secret: true,
              multiline: true,
              help: 'The RSA2 key (2048 bits) whose public half is stored at Alipay, with or without the lines of PEM.',
            },
          },
          sandbox: { appId: APP_ID, privateKey: PRIVATE_KEY },
          headers: { Accept: 'application/json' },
          sign: {
            kind: 'rsa2',
            key: '{credentials.privateKey}',
            timestamp: 'millis',
            over: `${SIGNER}\n{method}\n{query == "" ? path : path + "?" + query}\n{body}\n`,
            header: 'authorization',
            value: `ALIPAY-SHA256withRSA ${SIGNER},sign={signature}`,
          },
        },
      },
      http: {
        base: 'https://openapi.alipay.com',
        errors: refusals({
          401: 'Alipay does not accept the app ID and key. Check that the public half of this key is stored for the application, and reconnect.',
          403: 'The application may not read bills. Add the product for merchant bills at the open platform, and have the merchant sign for it.',
          429: 'Alipay has limited the number of requests. The sync retries automatically.',
        }),
        // Alipay publishes no number.
        limits: [{ per: 'connection', requests: 5, every: 'PT1S' }],
      },
      check: { get: '/v3/alipay/data/bill/balance/query' },
      accounts: {
        get: '/v3/alipay/data/bill/balance/query',
        page: { by: 'none' },
        records: '$',
        // The answer names no account: an application has one merchant.
        id: '"merchant"',
        name: '"Alipay"',
        currency: '"CNY"',
        timeZone: '"Asia/Shanghai"',
      },
      streams: {
        trades: {
          title: 'Trades',
          get: '/v3/alipay/data/bill/sell/query',
          query: {
            start_time: toChina('window.fromIso'),
            end_time: toChina('window.toIso'),
          },
          records: 'response.body.total_size == "0" ? [] : response.body.detail_list',
          key: 'alipay_order_no',
          each: 'account',
          page: {
            by: 'page',
            pageParameter: 'page_no',
            size: 2000,
            sizeParameter: 'page_size',
            more: 'number(response.body.page_no) * number(response.body.page_size) < number(response.body.total_size)',
          },
          // 31 days at most in one request, by the day of the trade. A trade can be refunded for a year.
          cursor: { field: 'gmt_create', step: 'P30D', lookback: 'P90D', earliest: 'P360D' },
          drop: ['other_account', 'goods_memo', 'goods_title'],
          facts: [
            {
              mode: 'event',
              ...CHINA,
              date: inChina(`${IS_PAID} ? record.gmt_pay : record.gmt_create`),
              entity: {
                kind: 'payment',
                id: 'record.alipay_order_no',
                name: 'record.alipay_order_no',
                attributes: { status: 'record.trade_status', store: 'record.store_name' },
              },
              metrics: {
                payments: `${IS_PAID} ? 1 : 0`,
                payment_volume: `${IS_PAID} ? micros(record.total_amount) : 0.0`,
                fees: 'micros(replace(record.service_fee, "-", ""))',
              },
            },
            {
              mode: 'event',
              ...CHINA,
              when: IS_REFUNDED,
              date: inChina('record.gmt_refund'),
              entity: {
                kind: 'refund',
                id: 'record.alipay_order_no',
                name: 'record.alipay_order_no',
              },
              metrics: {
                refunds: 'micros(replace(record.refund_amount, "-", ""))',
                refund_count: '1',
              },
            },
          ],
        },
        balance: {
          title: 'Balance',
          get: '/v3/alipay/data/bill/balance/query',
          page: { by: 'none' },
          records: '$',
          key: 'total_amount',
          each: 'account',
          facts: {
            mode: 'snapshot',
            ...CHINA,
            entity: { kind: 'balance', id: 'account.id', name: 'account.name' },
            metrics: { account_balance: 'micros(record.total_amount)' },
          },
        },
      },
    },
  },
})
