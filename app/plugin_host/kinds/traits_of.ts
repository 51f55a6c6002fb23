import type {
  Accounts,
  ApiConnector,
  Auth,
  Connector,
  DatabaseConnector,
  ErrorRule,
  FileConnector,
  ObjectSchema,
  Stream,
  Sunset,
  WebhookConnector,
  Webhooks,
} from '#kit'
import { steeringSettings } from '../settings/steering_settings.js'
import { DATABASE_SIGN_IN, DATABASE_STEERING, databaseSettings } from './database.js'

/**
 * What a connector is to those who handle sources of every kind. Whoever needs one of these asks for it, and never for the
 * kind's name: a new kind answers here, and nowhere else.
 */
export interface ConnectorTraits {
  /** How rows come: runs read them, people bring files, or others send them. */
  arrival: 'read' | 'uploaded' | 'sent'
  /** Ways of signing in; none where nothing is called. */
  auth: Record<string, Auth>
  /** What a person is asked besides access. */
  settings: ObjectSchema | undefined
  /** Names of the settings that decide what is read. */
  steering: string[]
  /** Streams that the manifest says how to read. */
  streams: Record<string, Stream>
  /** The person says which streams there are, once it is connected. */
  areStreamsChosen: boolean
  webhooks: Webhooks | undefined
  accounts: Accounts | undefined
  /** When the vendor switches off the version that is spoken. */
  sunset: Sunset | undefined
  errorRules: ErrorRule[]
}

const NOTHING: Omit<ConnectorTraits, 'arrival' | 'settings'> = {
  ...{ auth: {}, steering: [], streams: {}, areStreamsChosen: false, errorRules: [] },
  ...{ webhooks: undefined, accounts: undefined, sunset: undefined },
}

type Answers = {
  [Kind in Connector['kind']]: (connector: Extract<Connector, { kind: Kind }>) => ConnectorTraits
}

const KINDS: Answers = {
  api: (connector: ApiConnector) => {
    const { auth, settings, streams, webhooks, accounts, sunset, http } = connector
    return {
      ...{ ...NOTHING, arrival: 'read', errorRules: http.errors ?? [] },
      ...{ auth, settings, streams, webhooks, accounts, sunset },
      steering: steeringSettings(connector),
    }
  },
  file: ({ settings }: FileConnector) => ({ ...NOTHING, arrival: 'uploaded', settings }),
  webhook: ({ settings, webhooks }: WebhookConnector) => ({
    ...NOTHING,
    ...{ arrival: 'sent', settings, webhooks },
  }),
  database: ({ driver }: DatabaseConnector) => ({
    ...{ ...NOTHING, arrival: 'read', areStreamsChosen: true },
    ...{ auth: { password: DATABASE_SIGN_IN }, settings: databaseSettings(driver) },
    steering: DATABASE_STEERING,
  }),
}

export function traitsOf(connector: Connector): ConnectorTraits {
  const answer = KINDS[connector.kind] as (connector: Connector) => ConnectorTraits
  return answer(connector)
}
