import aws4 from 'aws4'
import type { SigV4 } from '#kit'
import { compileTemplate } from '#shared/expressions/template'
import type { Sign } from './signed_request.js'

/** AWS Signature Version 4 (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html). */
export function compileSigV4(way: SigV4): Sign {
  const fill = (template = '') => compileTemplate(template, 'signature')
  const [accessKeyId, secretAccessKey] = [fill(way.accessKeyId), fill(way.secretAccessKey)]
  const [sessionToken, region] = [fill(way.sessionToken), fill(way.region)]
  return (request, { scope, now }) => {
    const { host, pathname, search } = new URL(request.url)
    const { headers = {} } = aws4.sign(
      {
        host,
        path: pathname + search,
        method: request.method,
        service: way.service,
        region: region(scope),
        headers: { ...request.headers, 'X-Amz-Date': amzDate(now) },
        body: request.body,
      },
      {
        accessKeyId: accessKeyId(scope),
        secretAccessKey: secretAccessKey(scope),
        sessionToken: sessionToken(scope) || undefined,
      }
    )
    const sent = Object.entries(headers).filter(([name]) => name !== 'Host')
    const texts = sent.map(([name, value]) => [name.toLowerCase(), String(value)])
    return { ...request, headers: Object.fromEntries(texts) }
  }
}

/** `20150830T123600Z` */
const amzDate = (now: Date) => now.toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
