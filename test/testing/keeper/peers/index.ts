import { azure } from './azure.ts'
import { badgateway } from './badgateway.ts'
import { google } from './google.ts'
import { oidc } from './oidc.ts'
import type { Peer } from './peer.ts'
import { reactNative } from './react-native.ts'
import { smithy } from './smithy.ts'
import { twilio } from './twilio.ts'

/** Keepers that nobody here wrote, each as it comes, with its defaults. */
export const peers: readonly Peer[] = [azure, smithy, google, oidc, badgateway, twilio, reactNative]
