import { defineJob } from '#foundation'
import { MENTION, tellMention, type MentionJob } from '#dashboards/comments/tell_mention'

/** Tells one person of one comment. */
export const tellMentionJob = defineJob<MentionJob['payload']>({
  ...MENTION,
  queueClass: 'mail',
  groupConcurrency: 2,
  run: (job) => tellMention(job),
})
