/** Boots the web process. */
import './assert_node.js'
import './follow_launcher.js'
import { failToStart, ignite } from './ignite.js'

process.env.QD_PROCESS ??= 'web'

ignite(['SIGTERM', 'SIGINT']).httpServer().start().catch(failToStart)
