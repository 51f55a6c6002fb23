import { definePlugin, refusals } from '#kit'
import { streams } from './streams.js'

const PAGES = 'split(replace(settings.pages, " ", ""), ",")'
const onDevice = (device: string, formFactor: string) =>
  `${PAGES}.map(page, {"url": page, "device": "${device}", "formFactor": "${formFactor}"})`

/** No call of Google's knows the pages of a person: they come from the settings, once the key has proved to be good. */
const ACCOUNTS = `(${onDevice('mobile', 'PHONE')} + ${onDevice('desktop', 'DESKTOP')}).filter(page, page.url != "")`

const firstPage = {
  get: '/pagespeedonline/v5/runPagespeed',
  query: { url: `{first(${PAGES})}`, strategy: 'mobile', category: 'performance' },
}

export default definePlugin({
  id: 'google/pagespeed',
  version: '1.0.0',
  sdk: '^1.0',
  title: 'PageSpeed Insights',
  summary: 'Performance scores of your pages, and how fast they were for visitors.',
  licence: 'UNLICENSED',
  publisher: 'Quarterdeck',
  icon: 'icon.svg',
  links: {
    documentation: 'https://developers.google.com/speed/docs/insights/v5/get-started',
    privacy: 'https://policies.google.com/privacy',
  },
  scopes: [
    { id: 'net:www.googleapis.com', why: 'Tests your pages.' },
    {
      id: 'net:chromeuxreport.googleapis.com',
      why: 'Reads how fast your pages were for visitors.',
    },
    { id: 'metrics:write', why: 'Adds the speed of pages to your reports.' },
  ],
  connectors: {
    pagespeed: {
      kind: 'api',
      title: 'PageSpeed Insights',
      category: 'seo',
      channel: 'PageSpeed Insights',
      auth: {
        key: {
          kind: 'apiKey',
          fields: {
            apiKey: {
              label: 'API key',
              secret: true,
              pattern: '^AIza[0-9A-Za-z_-]{30,}',
              help: 'Of a project in the Google Cloud console in which the PageSpeed Insights API and the Chrome UX Report API are enabled.',
            },
          },
          query: { key: '{credentials.apiKey}' },
          sandbox: { apiKey: 'AIzaSyB3k9Qx7Lm2VtZ5rN8wP1cD4fG6hJ0sYuE' },
        },
      },
      settings: {
        type: 'object',
        properties: {
          pages: {
            type: 'string',
            title: 'Pages',
            description: 'Whole addresses with https://, separated by commas.',
            pattern: '^https?://[^\\s,]+(\\s*,\\s*https?://[^\\s,]+)*$',
            sandbox:
              'https://nl.harbor-coffee.example/, https://nl.harbor-coffee.example/equipment, https://nl.harbor-coffee.example/beans',
          },
        },
        required: ['pages'],
      },
      http: {
        base: 'https://www.googleapis.com',
        // A test loads the page in a browser at Google.
        timeout: 'PT90S',
        errors: [
          {
            status: [200],
            when: 'response.body.id == null && response.body.record == null',
            then: 'retry',
            say: 'Google responded without a result. The sync retries automatically.',
          },
          {
            status: [400],
            when: 'json(response.body).contains("API_KEY_INVALID")',
            then: 'reconnect',
            say: 'Google does not accept the API key. Copy it again from the Google Cloud console and reconnect.',
          },
          {
            status: [400, 500],
            when: 'json(response.body).contains("lighthouse")',
            then: 'skip',
            say: 'Google could not load this page, so it was not tested. Check its address in the settings of the source.',
          },
          ...refusals({
            403: 'Google refuses the API key. Enable the PageSpeed Insights API and the Chrome UX Report API in its project, and check the restrictions of the key.',
          }),
          {
            status: [404],
            then: 'empty',
            say: 'Chrome had too few visitors on this page to report on them.',
          },
          ...refusals({
            429: 'The quota of the API key is used up. The sync continues automatically.',
          }),
        ],
        // 150 a minute at the Chrome UX report, 240 at PageSpeed Insights.
        limits: [{ per: 'connection', requests: 120, every: 'PT1M' }],
      },
      check: firstPage,
      accounts: {
        ...firstPage,
        page: { by: 'none' },
        records: ACCOUNTS,
        id: 'record.device + " " + record.url',
        name: 'record.url + " (" + record.device + ")"',
        attributes: {
          url: 'record.url',
          device: 'record.device',
          formFactor: 'record.formFactor',
        },
      },
      streams,
    },
  },
})
